import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { isTakenBack, type NewReading, type Reading } from '../../reading/reading.ts';
import { type AppendOutcome, outcomeOf, type ReadingStore, type SeriesKey } from '../../reading/reading-store.ts';
import { takeTurns } from '../../reading/take-turns.ts';
import { createInfluxQuery } from './influxql.ts';
import type { InfluxAddress } from './request.ts';
import { fields, named, ofSeries, revisionsWithin, toReadings } from './rows.ts';
import { createInfluxWrite, measurement } from './write.ts';

/** Centuries: no river was measured before. */
const FURTHEST_BACK_MS = 500 * 365 * DAY_MS;

/**
 * The readings in InfluxDB 1.x or 2.x. A revision depends on what is stored, so an append reads before it writes; appends of
 * this process are done one after the other, and only one process may write.
 */
export function createInfluxReadingStore(address: InfluxAddress, closing?: AbortSignal): ReadingStore {
  const query = createInfluxQuery(address, closing);
  const write = createInfluxWrite(address, closing);
  const inTurn = takeTurns();

  const append = async (
    readings: readonly NewReading[],
    judge: typeof outcomeOf = outcomeOf,
  ): Promise<AppendOutcome[]> => {
    const newest = new Map<string, Reading>();
    for (const { series, from, to } of spansOf(readings)) {
      for (const held of await revisionsWithin(query, series, from, to)) keepNewest(newest, held);
    }
    const fresh: Reading[] = [];
    const outcomes = readings.map((reading): AppendOutcome => {
      const before = newest.get(keyOf(reading));
      const outcome = judge(before, reading);
      if (outcome === 'repeat') return outcome;
      const revised = { ...reading, revision: before ? before.revision + 1 : 0 };
      keepNewest(newest, revised);
      fresh.push(revised);
      return outcome;
    });
    if (fresh.length > 0) await write(fresh);
    return outcomes;
  };

  const window: ReadingStore['window'] = async (series, from, to, receivedBy) => {
    const newest = new Map<string, Reading>();
    for (const reading of await revisionsWithin(query, series, from, to, receivedBy)) keepNewest(newest, reading);
    const seen = [...newest.values()].filter((each) => !isTakenBack(each));
    return seen.toSorted((a, b) => a.observedAt - b.observedAt);
  };

  /** The newest before an instant: looked for twice as far back each time. */
  const latestBefore = async (series: SeriesKey, before: Instant, receivedBy: Instant): Promise<Reading | null> => {
    let to = before - 1;
    for (let span = DAY_MS; span < FURTHEST_BACK_MS; span *= 2) {
      const found = (await window(series, to - span, to, receivedBy)).at(-1);
      if (found) return found;
      to -= span + 1;
    }
    return null;
  };

  return {
    append: (readings) => inTurn(() => append(readings)),
    regrade: (readings) =>
      inTurn(async () => {
        await append(readings, () => 'revision');
      }),
    async latest(series, receivedBy) {
      // The newest of each revision; the newest of these, at its highest revision, is the answer.
      const [tables = []] = await query(
        `SELECT ${fields} FROM "${measurement}" WHERE ${ofSeries} AND "receivedAt" <= $receivedBy
         GROUP BY "revision" ORDER BY time DESC LIMIT 1`,
        { ...named(series), receivedBy },
      );
      const found = tables.flatMap((table) => toReadings(series, table));
      const newest = found.toSorted((a, b) => b.observedAt - a.observedAt || b.revision - a.revision)[0] ?? null;
      return newest !== null && isTakenBack(newest) ? latestBefore(series, newest.observedAt, receivedBy) : newest;
    },
    window,
    // Whether a value still stands its later revisions say, which may be lower.
    reaching: async (series, value, ...span) => (await window(series, ...span)).filter((each) => each.value >= value),
    close: () => inTurn(() => Promise.resolve()),
  };
}

const keyOf = ({ station, quantity, observedAt }: NewReading) => `${observedAt} ${quantity} ${station}`;

function keepNewest(newest: Map<string, Reading>, reading: Reading): void {
  const before = newest.get(keyOf(reading));
  if (!before || reading.revision > before.revision) newest.set(keyOf(reading), reading);
}

/** The stretches of time that a batch touches, a gap of a day starting a new one, so that one late reading reads no year. */
export function spansOf(readings: readonly NewReading[]): { series: SeriesKey; from: Instant; to: Instant }[] {
  const bySeries = Map.groupBy(readings, ({ station, quantity }) => `${quantity} ${station}`);
  return [...bySeries.values()].flatMap((group) => {
    const spans: { series: SeriesKey; from: Instant; to: Instant }[] = [];
    for (const each of group.toSorted((a, b) => a.observedAt - b.observedAt)) {
      const last = spans.at(-1);
      if (last && each.observedAt - last.to <= DAY_MS) last.to = each.observedAt;
      else spans.push({ series: named(each), from: each.observedAt, to: each.observedAt });
    }
    return spans;
  });
}
