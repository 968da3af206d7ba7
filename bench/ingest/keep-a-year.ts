import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile } from 'simple-statistics';
import { DAY_MS } from '../../src/lib/units.ts';
import type { NewReading, Reading } from '../../src/reading/reading.ts';
import type { ReadingStore, SeriesKey } from '../../src/reading/reading-store.ts';
import { createInfluxReadingStore } from '../../src/store/influx/readings.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteReadingStore } from '../../src/store/sqlite/readings.ts';
import { createInfluxDatabase, startInfluxd } from '../../tests/support/influxd.ts';
import type { BenchPlan } from './bench-plan.ts';

export interface Year {
  stations: number;
  days: number;
  stores: YearFigures[];
}

export interface YearFigures {
  store: 'SQLite' | 'InfluxDB';
  readings: number;
  insertPerS: number;
  bytesPerReading: number;
  latestMs: number;
  /** A 48-hour window when a tenth is stored, and when all is; their ratio says whether it slows as the table grows. */
  windowFirstTenthMs: number;
  windowMs: number;
}

const STEP_MS = 15 * 60_000;
const BATCH_DAYS = 3;
const QUERIES = 300;
const FIRST = Date.UTC(2025, 0, 1);

/** Days of 15-minute readings, as they come in: station beside station, day after day; through the same port on both. */
export async function keepAYear(plan: BenchPlan): Promise<Year> {
  const { stations, days } = plan;
  return { stations, days, stores: [await inSqlite(plan), await inInflux(plan)] };
}

async function inSqlite(plan: BenchPlan): Promise<YearFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'amont-bench-year-'));
  const opened = await openDatabase(join(folder, 'year.db'));
  if (!opened.ok) throw new Error(opened.error);
  try {
    const figures = await fill(createSqliteReadingStore(opened.value), plan);
    opened.value.pragma('wal_checkpoint(TRUNCATE)');
    return { store: 'SQLite', ...figures, bytesPerReading: sizeOf(folder) / figures.readings };
  } finally {
    opened.value.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inInflux(plan: BenchPlan): Promise<YearFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'amont-bench-year-'));
  const influxd = await startInfluxd(folder);
  try {
    await createInfluxDatabase(influxd.url, 'year');
    const store = createInfluxReadingStore({ url: influxd.url, database: 'year', org: null, token: null });
    const figures = await fill(store, plan);
    return { store: 'InfluxDB', ...figures, bytesPerReading: sizeOf(folder) / figures.readings };
  } finally {
    await influxd.remove();
  }
}

async function fill(
  store: ReadingStore,
  { stations, days }: BenchPlan,
): Promise<Omit<YearFigures, 'store' | 'bytesPerReading'>> {
  let readings = 0;
  let seconds = 0;
  let windowFirstTenthMs = 0;
  for (let day = 0; day < days; day += BATCH_DAYS) {
    const batch = readingsOf(stations, day, Math.min(days, day + BATCH_DAYS));
    const before = performance.now();
    await store.append(batch);
    seconds += (performance.now() - before) / 1_000;
    readings += batch.length;
    if (windowFirstTenthMs === 0 && day + BATCH_DAYS >= days / 10) {
      windowFirstTenthMs = await time((series, random) => window(store, series, random * (day + 1)), stations);
    }
  }
  const end = FIRST + days * DAY_MS;
  const latestMs = await time((series) => store.latest(series, end), stations);
  const windowMs = await time((series, random) => window(store, series, random * days), stations);
  return { readings, insertPerS: readings / seconds, latestMs, windowFirstTenthMs, windowMs };
}

function readingsOf(stations: number, fromDay: number, toDay: number): NewReading[] {
  const batch: NewReading[] = [];
  for (let at = FIRST + fromDay * DAY_MS; at < FIRST + toDay * DAY_MS; at += STEP_MS) {
    for (let gauge = 0; gauge < stations; gauge += 1) {
      const value = Number((1 + 0.3 * Math.sin(at / DAY_MS + gauge)).toFixed(3));
      batch.push({ ...seriesOf(gauge), observedAt: at, value, receivedAt: at, quality: 'pass', tests: [] });
    }
  }
  return batch;
}

const seriesOf = (gauge: number): SeriesKey => ({ station: `gauge-${gauge}`, quantity: 'stage' });

function window(store: ReadingStore, series: SeriesKey, endDay: number): Promise<Reading[]> {
  const end = FIRST + Math.max(2, endDay) * DAY_MS;
  return store.window(series, end - 2 * DAY_MS, end, Number.MAX_SAFE_INTEGER);
}

/** The median, over stations and moments that are spread evenly but in no order (the golden ratio). */
async function time(ask: (series: SeriesKey, random: number) => Promise<unknown>, stations: number): Promise<number> {
  const times: number[] = [];
  for (let query = 0; query < QUERIES; query += 1) {
    const random = (query * 0.618_034) % 1;
    const before = performance.now();
    await ask(seriesOf(Math.floor(((query * 0.754_878) % 1) * stations)), random);
    times.push(performance.now() - before);
  }
  return quantile(times, 0.5);
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
