import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { messageOf } from '../lib/result.ts';
import type { SeriesKey } from '../reading/reading-store.ts';
import { type CopiedSeries, compareSeries, copySeries } from '../store/copy-readings.ts';
import { createInfluxArchive } from '../store/influx/archive.ts';
import { UnreadableInInflux } from '../store/influx/rows.ts';
import type { ReadingArchive } from '../store/reading-archive.ts';
import { createSqliteArchive } from '../store/sqlite/archive.ts';
import type { Database } from '../store/sqlite/database.ts';
import { createThinned } from '../store/sqlite/thinned.ts';
import { configIn } from './config-in.ts';
import { inDatabase } from './in-database.ts';
import { mistyped } from './typed/mistyped.ts';

export const usage = `usage: amont migrate-readings --from sqlite --to influx [--config DIR]
       amont migrate-readings --from influx --to sqlite [--config DIR]
Copies every reading and revision and compares both sides at the end. Can be stopped and started again.`;

/** `amont migrate-readings`: copies all readings from one store to the other, and says whether both agree. */
export async function migrateReadings(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      config: { type: 'string', default: 'config' },
      from: { type: 'string' },
      to: { type: 'string' },
    },
  });
  const { from, to } = values;
  if (from !== 'sqlite' && from !== 'influx') {
    out(mistyped('--from', from, 'are sqlite and influx', usage));
    return 2;
  }
  const other = from === 'sqlite' ? 'influx' : 'sqlite';
  if (to !== other) {
    out(mistyped('--to', to, `with --from ${from} is ${other}`, usage));
    return 2;
  }
  const config = configIn(values.config, out, process.env);
  if (config === null) return 1;
  const { store, dataFolder } = config;
  if (store.readings !== 'influx') {
    out(
      `InfluxDB is not named in ${join(values.config, 'amont.yaml')}. Name it under influx: (docs/influxdb.md); remove it again after the way back.`,
    );
    return 1;
  }
  return inDatabase(dataFolder, out, async (db) => {
    try {
      return await migrate(db, store.influx, from === 'sqlite', out);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      out(`${messageOf(error)}\nNothing is lost: start the same command again, it goes on where it stopped.`);
      return 1;
    }
  });
}

async function migrate(
  db: Database,
  influx: Extract<Config['store'], { readings: 'influx' }>['influx'],
  toInflux: boolean,
  out: (line: string) => void,
): Promise<number> {
  const [sqlite, there] = [createSqliteArchive(db), createInfluxArchive(influx)];
  const [from, to] = toInflux ? [sqlite, there] : [there, sqlite];
  const all = await from.series();
  const { conflicts, refusal, unreadable } = await copyAll(all, from, to, out);

  out('comparing');
  let different = unreadable.size;
  for (const { series } of all) {
    if (unreadable.has(series)) continue;
    const { count, checksum, same } = await compareSeries(series, from, to);
    if (!same) different += 1;
    out(`${nameOf(series)}  ${count} readings, checksum ${checksum.slice(0, 16)}: ${same ? 'the same' : 'DIFFERENT'}`);
  }
  const total = all.reduce((sum, { count }) => sum + count, 0);
  if (different > 0) {
    out(`${different} of ${all.length} series differ (${conflicts} readings stand there with other values).`);
    if (refusal !== null) out(`Some are refused, at another start as well: ${refusal}`);
    out('Nothing was overwritten. Where the service runs, readings may have come in between: start the command again.');
    return 1;
  }
  // What had been thinned out is here again.
  if (!toInflux) createThinned(db).forget();
  out(`${total} readings in ${all.length} series: both sides agree`);
  return 0;
}

/** Copies series after series with a line at every tenth, and gives how many readings stand there with other values, and why some are refused. */
async function copyAll(
  all: readonly { series: SeriesKey; count: number }[],
  from: ReadingArchive,
  to: ReadingArchive,
  out: (line: string) => void,
): Promise<Pick<CopiedSeries, 'conflicts' | 'refusal'> & { unreadable: ReadonlySet<SeriesKey> }> {
  const unreadable = new Set<SeriesKey>();
  let conflicts = 0;
  let refusal: string | null = null;
  for (const [index, { series, count }] of all.entries()) {
    let tenths = 0;
    const copying = copySeries(series, from, to, (read) => {
      const now = Math.floor((10 * read) / Math.max(count, 1));
      if (now > tenths && now < 10) out(`${nameOf(series)}  ${now * 10} %`);
      tenths = Math.max(tenths, now);
    });
    let copied: CopiedSeries;
    try {
      copied = await copying;
    } catch (error) {
      // What another program wrote among the readings of one gauge keeps no other from coming back.
      if (!(error instanceof UnreadableInInflux)) throw error;
      unreadable.add(series);
      out(`${nameOf(series)}  left unfinished. ${error.message}`);
      continue;
    }
    conflicts += copied.conflicts;
    refusal = copied.refusal ?? refusal;
    out(`${nameOf(series)}  ${copied.read} read, ${copied.written} written (${index + 1} of ${all.length})`);
  }
  return { conflicts, refusal, unreadable };
}

const nameOf = ({ station, quantity }: SeriesKey): string => `${station} ${quantity}`;
