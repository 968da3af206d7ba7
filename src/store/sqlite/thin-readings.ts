import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../../lib/units.ts';
import type { Reading } from '../../reading/reading.ts';
import type { SeriesKey } from '../../reading/reading-store.ts';
import { AROUND_FLOOD_MS, expendable, floodPeriods, joinPeriods, type Period } from '../../reading/retention.ts';
import type { Network } from '../../territory/network.ts';
import type { GiveWay } from '../give-way.ts';
import type { Database } from './database.ts';
import { type ReadingRow, toReading } from './readings.ts';
import { createThinned } from './thinned.ts';

/** Floods are looked for in so much at once; a day is the usual one, more where history was imported. */
const CHUNK_MS = 7 * DAY_MS;
/** Normal is the median of a year. One reading every seven hours meets every hour of the day, whatever a power station does. */
const SAMPLES = Math.floor((365 * 24) / 7);
const SAMPLE_MS = 7 * HOUR_MS;

type Held = SeriesKey & { id: number };
/** What stays of a series whatever its readings are. */
type Whole = { series: Held; whole: readonly Period[] };

/**
 * Thins out the readings from before an instant, from where it stopped last time, and gives how many went. A flood at a gauge
 * keeps the readings of every gauge above and below it too; an alert keeps all. What InfluxDB has yet to be given stays.
 */
export function createThinReadings(
  db: Database,
  network: Network,
): (before: Instant, alerts: readonly Period[], giveWay: GiveWay) => Promise<number> {
  const list = db.prepare<[], Held>('SELECT id, station, quantity FROM series');
  const first = db
    .prepare<[number], Instant>('SELECT observed_at FROM reading WHERE series = ? ORDER BY observed_at LIMIT 1')
    .pluck();
  const waiting = db
    .prepare<[number], Instant>(
      'SELECT observed_at FROM spool WHERE series = ? AND refused IS NULL ORDER BY observed_at LIMIT 1',
    )
    .pluck();
  const range = db.prepare<[number, Instant, Instant], ReadingRow>(
    'SELECT * FROM reading WHERE series = ? AND observed_at >= ? AND observed_at < ? ORDER BY observed_at, revision',
  );
  const sample = db
    .prepare<[number, Instant, Instant], number>(
      `SELECT value FROM reading WHERE series = ? AND observed_at >= ? AND observed_at < ?
       AND quality IN ('pass', 'not-evaluated') AND NOT EXISTS (SELECT 1 FROM reading AS later
         WHERE later.series = reading.series AND later.observed_at = reading.observed_at AND later.revision > reading.revision)
       ORDER BY observed_at LIMIT 1`,
    )
    .pluck();
  const drop = db.prepare<[number, Instant, number, Instant]>(
    `DELETE FROM reading WHERE series = ? AND observed_at = ?
     AND NOT EXISTS (SELECT 1 FROM spool WHERE series = ? AND observed_at = ?)`,
  );
  const thinned = createThinned(db);

  const read = (series: Held, from: Instant, to: Instant): Reading[] =>
    range.all(series.id, from, to).map((row) => toReading(series, row));

  const normalM = (series: Held, by: Instant): number | null => {
    const from = Array.from({ length: SAMPLES }, (_, n) => by - (n + 1) * SAMPLE_MS);
    const values = from
      .flatMap((each) => sample.get(series.id, each, each + SAMPLE_MS) ?? [])
      .toSorted((a, b) => a - b);
    return values[Math.floor(values.length / 2)] ?? null;
  };

  const floodsAt = (series: Held, from: Instant, to: Instant): Period[] => {
    if (series.quantity !== 'stage') return [];
    const station = network.stations.get(series.station);
    const normal = normalM(series, to);
    // What is a flood here cannot be said, so all of it stays.
    if (!station || normal === null) return [{ from, to }];
    const revisions = read(series, from - AROUND_FLOOD_MS, to + AROUND_FLOOD_MS);
    // The newest of each: what was said before it, as by an import that was taken back, is believed no more.
    const believed = revisions.filter((each, index) => revisions[index + 1]?.observedAt !== each.observedAt);
    return floodPeriods(believed, normal, station.bankfullRiseM);
  };

  async function wholeIn(from: Instant, to: Instant, alerts: readonly Period[], giveWay: GiveWay): Promise<Whole[]> {
    const held = list.all();
    const floods = new Map<string, Period[]>();
    for (const series of held) {
      const known = floods.get(series.station) ?? [];
      floods.set(series.station, [...known, ...floodsAt(series, from, to)]);
      await giveWay();
    }
    const inAlert = alerts.filter((each) => each.from < to && each.to >= from);
    return held.map((series) => {
      const { station } = series;
      const related = [station, ...network.upstreamOf(station), ...network.downstreamOf(station)];
      return { series, whole: joinPeriods([...inAlert, ...related.flatMap((each) => floods.get(each) ?? [])]) };
    });
  }

  const thinHour = db.transaction((all: readonly Whole[], from: Instant, to: Instant): number => {
    let removed = 0;
    for (const { series, whole } of all) {
      const { id } = series;
      for (const instant of expendable(read(series, from, to), whole)) {
        removed += drop.run(id, instant, id, instant).changes;
      }
    }
    // In the same transaction: from here on the history before `to` is whole in InfluxDB only, where there is one. Of an hour that keeps all
    // nothing is written: of decades of hourly readings the disk would be waited for at each.
    if (removed > 0) thinned.advanceTo(to);
    return removed;
  });

  /** What an hour keeps the others do not change: each is done for itself, since with hundreds of gauges a week held everything else for seconds. */
  async function thinChunk(from: Instant, to: Instant, alerts: readonly Period[], giveWay: GiveWay): Promise<number> {
    const all = await wholeIn(from, to, alerts, giveWay);
    let removed = 0;
    for (let hour = from; hour < to; hour += HOUR_MS) {
      removed += thinHour.immediate(all, hour, hour + HOUR_MS);
      await giveWay();
    }
    thinned.advanceTo(to);
    return removed;
  }

  return async (before, alerts, giveWay) => {
    const held = list.all();
    const earliest = (statement: typeof first) =>
      Math.min(...held.map(({ id }) => statement.get(id) ?? Number.POSITIVE_INFINITY));
    const oldest = Math.floor(earliest(first) / DAY_MS) * DAY_MS;
    // No further than InfluxDB has come, so that nothing is passed over.
    const until = Math.floor(Math.min(before, earliest(waiting)) / DAY_MS) * DAY_MS;
    let removed = 0;
    let from = Math.max(thinned.before(), oldest);
    while (from < until) {
      // Always the same weeks: where it ended amid one, what is left of that is looked at by the same normal, and keeps the same.
      const to = Math.min(oldest + (Math.floor((from - oldest) / CHUNK_MS) + 1) * CHUNK_MS, until);
      removed += await thinChunk(from, to, alerts, giveWay);
      from = to;
    }
    return removed;
  };
}
