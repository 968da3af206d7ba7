import type { Instant } from '../../lib/clock.ts';
import type { Reading } from '../../reading/reading.ts';
import type { SeriesKey } from '../../reading/reading-store.ts';
import type { Database } from './database.ts';
import { type ReadingRow, toReading } from './readings.ts';

export interface SpooledReading {
  number: number;
  reading: Reading;
}

/**
 * The readings that another store has yet to be given, in the order in which they came. A trigger fills it in the transaction
 * that writes the reading, so that one rule holds at any instant: what is held here and not in the spool is at the target.
 */
export interface Spool {
  /** Where every reading is to go; `null`: nowhere. At a change all that is held is spooled. Refused ones get another try. */
  aim(target: string | null): void;
  /** What the target has yet to say yes to, of a span: waiting or refused. */
  unsent(series: SeriesKey, from: Instant, to: Instant): Pick<Reading, 'observedAt' | 'revision'>[];
  /** To be given once more. Gives how many. */
  again(readings: readonly Reading[]): number;
  /** Oldest first. */
  next(limit: number): SpooledReading[];
  /** The target holds all up to this number. */
  sent(upTo: number): void;
  /** The target will not take this one: it is kept aside with the reason, and the others go on. */
  refuse(number: number, why: string): void;
  /** Of each gauge the newest that was refused. Of hundreds of thousands a part is looked at after each `pause`. */
  newestRefused(pause: () => Promise<void>): Promise<Reading[]>;
  /** All that was refused of a gauge waits again, a part of it after each `pause`. */
  retry(series: SeriesKey, pause: () => Promise<void>): Promise<void>;
  counts(): { waiting: number; refused: number };
}

/** So many of those that were refused are gone through before the service goes on with what else there is to do: some 20 ms. */
const AT_ONCE = 10_000;

type Spooled = ReadingRow & { number: number; station: string; quantity: Reading['quantity'] };

export function createSpool(db: Database): Spool {
  const targetNow = db.prepare<[], string>('SELECT target FROM spool_target').pluck();
  const setTarget = db.prepare<[string]>(
    'INSERT INTO spool_target (id, target) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET target = excluded.target',
  );
  const spooled = `SELECT spool.number, series.station, series.quantity, reading.* FROM spool
     CROSS JOIN reading ON reading.series = spool.series AND reading.observed_at = spool.observed_at
       AND reading.revision = spool.revision
     CROSS JOIN series ON series.id = spool.series`;
  const next = db.prepare<[number], Spooled>(`${spooled} WHERE spool.refused IS NULL ORDER BY spool.number LIMIT ?`);
  const lastRefused = db.prepare<[number], { number: number; series: number }>(
    `SELECT number, series FROM spool WHERE refused IS NOT NULL AND number < ? ORDER BY spool.number DESC LIMIT ${AT_ONCE}`,
  );
  const numbered = db.prepare<[number], Spooled>(`${spooled} WHERE spool.number = ?`);
  const ofGauge =
    'series = (SELECT id FROM series WHERE station = @station AND quantity = @quantity) AND observed_at > @after';
  const partOf = db
    .prepare<[SeriesKey & { after: Instant }], Instant | null>(
      `SELECT max(observed_at) FROM (
         SELECT observed_at FROM spool INDEXED BY spool_reading WHERE ${ofGauge} ORDER BY observed_at LIMIT ${AT_ONCE})`,
    )
    .pluck();
  const refusedPart = `FROM spool INDEXED BY spool_reading WHERE ${ofGauge} AND observed_at <= @upTo AND refused IS NOT NULL`;
  type Part = [SeriesKey & { after: Instant; upTo: Instant }];
  const addRefused = db.prepare<Part>(
    `INSERT INTO spool (series, observed_at, revision) SELECT series, observed_at, revision ${refusedPart} ORDER BY observed_at, number`,
  );
  const removeRefused = db.prepare<Part>(`DELETE ${refusedPart}`);
  // Under a new number: all up to the last one sent is removed, and what is under way may have a later one than these had.
  const retry = db.transaction((part: Part[0]) => {
    addRefused.run(part);
    removeRefused.run(part);
  });
  const unsent = db.prepare<[string, string, Instant, Instant], Pick<Reading, 'observedAt' | 'revision'>>(
    `SELECT observed_at AS observedAt, revision FROM spool
     WHERE series = (SELECT id FROM series WHERE station = ? AND quantity = ?) AND observed_at BETWEEN ? AND ?`,
  );
  const add = db.prepare<[Pick<Reading, 'station' | 'quantity' | 'observedAt' | 'revision'>]>(
    `INSERT INTO spool (series, observed_at, revision)
     SELECT id, @observedAt, @revision FROM series WHERE station = @station AND quantity = @quantity`,
  );
  const again = db.transaction((readings: readonly Reading[]) =>
    readings.reduce((count, { station, quantity, observedAt, revision }) => {
      return count + add.run({ station, quantity, observedAt, revision }).changes;
    }, 0),
  );
  const sent = db.prepare<[number]>('DELETE FROM spool WHERE number <= ? AND refused IS NULL');
  const refuse = db.prepare<[string, number]>('UPDATE spool SET refused = ? WHERE number = ?');
  const count = (condition: string) =>
    db.prepare<[], number>(`SELECT count(*) FROM spool WHERE refused ${condition}`).pluck();
  const [waiting, refused] = [count('IS NULL'), count('IS NOT NULL')];

  const aim = db.transaction((target: string | null) => {
    if (target !== (targetNow.get() ?? null)) {
      db.exec('DELETE FROM spool; DELETE FROM spool_target');
      if (target === null) return;
      setTarget.run(target);
      db.exec(`INSERT INTO spool (series, observed_at, revision)
        SELECT series, observed_at, revision FROM reading ORDER BY observed_at, revision`);
    }
    db.exec('UPDATE spool SET refused = NULL WHERE refused IS NOT NULL');
  });

  return {
    aim: (target) => aim.immediate(target),
    unsent: ({ station, quantity }, from, to) => unsent.all(station, quantity, from, to),
    again: (readings) => again.immediate(readings),
    next: (limit) => next.all(limit).map((row) => ({ number: row.number, reading: toReading(row, row) })),
    sent: (upTo) => void sent.run(upTo),
    refuse: (number, why) => void refuse.run(why, number),
    async newestRefused(pause) {
      const newest = new Map<number, number>();
      let page = lastRefused.all(Number.MAX_SAFE_INTEGER);
      for (; page.length > 0; page = lastRefused.all(page.at(-1)!.number)) {
        for (const { series, number } of page) if (!newest.has(series)) newest.set(series, number);
        await pause();
      }
      return [...newest.values()].flatMap((number) => numbered.all(number).map((row) => toReading(row, row)));
    },
    async retry({ station, quantity }, pause) {
      const series = { station, quantity };
      let after = Number.MIN_SAFE_INTEGER;
      for (let upTo = partOf.get({ ...series, after }); upTo != null; upTo = partOf.get({ ...series, after })) {
        retry.immediate({ ...series, after, upTo });
        after = upTo;
        await pause();
      }
    },
    counts: () => ({ waiting: waiting.get()!, refused: refused.get()! }),
  };
}
