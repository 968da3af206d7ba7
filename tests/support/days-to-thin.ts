import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { QualityFlag } from '../../src/reading/reading.ts';
import type { Database } from '../../src/store/sqlite/database.ts';
import { createSqliteReadingStore } from '../../src/store/sqlite/readings.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { stageReading } from './stage-reading.ts';
import { stationNamed } from './station-named.ts';

export const T0 = Date.parse('2020-01-01T00:00:00Z');
export const DAYS = 16;
export const UNTIL = T0 + DAYS * DAY_MS;
/** A reading each quarter of an hour, of water that sinks by a hair: an hour keeps its first and its last. */
export const A_DAY = 96;

/** The eighth of sixteen days, for an hour. */
const AN_HOUR = { from: T0 + 7 * DAY_MS, to: T0 + 7 * DAY_MS + HOUR_MS };

/** Of two rivers. */
export const threeAndOne = createNetwork([
  stationNamed('spring'),
  stationNamed('middle', { upstream: ['spring'] }),
  stationNamed('mouth', { upstream: ['middle'] }),
  stationNamed('beside'),
]);

/** Days at these gauges, and at one that the configuration has no more; a flood at some of them. */
export async function addDays(
  db: Database,
  flooded: readonly string[],
  silent: readonly string[] = [],
  { from, to } = AN_HOUR,
  many = DAYS,
): Promise<void> {
  const readings = createSqliteReadingStore(db);
  const at = Array.from({ length: many * A_DAY }, (_, index) => T0 + index * 15 * MINUTE_MS);
  const isFlood = (instant: number) => instant >= from && instant < to;
  for (const station of [...threeAndOne.stations.keys(), 'gone']) {
    const quality: QualityFlag = silent.includes(station) ? 'fail' : 'pass';
    await readings.append(
      at.map((instant, index) =>
        stageReading(station, instant, (flooded.includes(station) && isFlood(instant) ? 4 : 1) - index * 1e-6, quality),
      ),
    );
  }
}

/** Which readings of all gauges are held of a time, oldest first. */
export function heldOf(db: Database, from: number, to: number): string[] {
  return db
    .prepare<[number, number], string>(
      `SELECT series || ' ' || observed_at FROM reading WHERE observed_at >= ? AND observed_at < ? ORDER BY observed_at, series`,
    )
    .pluck()
    .all(from, to);
}
