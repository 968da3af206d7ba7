import { setImmediate } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { manualClock } from '../../../src/lib/clock.ts';
import { err, ok } from '../../../src/lib/result.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createReadingExclusions, type ExclusionParts } from '../../../src/reading/exclusions/exclude-readings.ts';
import type { Exclusion } from '../../../src/reading/exclusions/exclusion.ts';
import { intake } from '../../../src/reading/intake.ts';
import type { Reading } from '../../../src/reading/reading.ts';
import type { ReadingStore } from '../../../src/reading/reading-store.ts';
import { createRecentReadings } from '../../../src/reading/recent-readings.ts';
import { createSqliteStores } from '../../../src/store/sqlite/stores.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { collectGarbage } from '../../support/collect-garbage.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { stationNamed } from '../../support/station-named.ts';

const open = testDatabases();
const T0 = Date.parse('2020-01-22T00:00:00Z');
const minute = (n: number) => T0 + n * MINUTE_MS;
const series = { station: 'weir', quantity: 'stage' } as const;
const who = { person: 'staff-aude', commune: 'coursan' };

async function town() {
  const stores = createSqliteStores(await open());
  const clock = manualClock(minute(60));
  const network = createNetwork([stationNamed('weir')]);
  const recent = createRecentReadings(stores.readings, 48);
  const changed: string[] = [];
  const create = (readings = stores.readings, beside?: ExclusionParts['beside']) =>
    createReadingExclusions({
      ...(beside && { beside }),
      clock,
      network,
      readings,
      recent,
      store: stores.exclusions,
      changed: (station) => changed.push(station),
    });
  const exclusions = create();
  return {
    ...stores,
    clock,
    recent,
    changed,
    exclusions,
    async exclude(from: number, to: number, reason = 'sick gauge'): Promise<Exclusion> {
      const done = await exclusions.exclude({ ...series, from: minute(from), to: minute(to), reason }, who);
      if (!done.ok) throw new Error(done.error);
      return done.value;
    },
    store: stores.exclusions,
    create,
    known: () => stores.readings.window(series, T0 - HOUR_MS, minute(600), clock.now()),
    /** As the pipeline does. */
    async receive(atMinute: number, value: number) {
      const payload = Buffer.from(
        JSON.stringify({ observedAt: new Date(minute(atMinute)).toISOString(), stageM: value }),
      );
      const { readings } = await intake([{ topic: 'amont/v1/weir/stage', payload, receivedAt: clock.now() }], {
        network,
        recent,
        devices: [],
        limits: { of: () => null },
        excluding: exclusions.inForce,
        acceptSimulated: false,
        now: clock.now(),
      });
      return stores.readings.append(readings);
    },
  };
}

const graded = (readings: readonly Reading[]) =>
  readings.map(({ value, quality, tests }) => [value, quality, tests.join()]);

test('excluded readings fail, in the store and in memory, signed on the record; reversed they are as before', async () => {
  const { exclude, exclusions, receive, known, recent, record, clock, changed } = await town();
  for (const [n, value] of [1, 1.1, 15, 1.2].entries()) await receive(n * 10, value);
  const before = await known();
  await recent.of(series, clock.now());
  clock.advanceTo(minute(61));
  const exclusion = await exclude(10, 20, 'cleaning');
  expect(graded(await known())).toEqual([
    [1, 'not-evaluated', ''],
    [1.1, 'fail', 'excluded'],
    [15, 'fail', 'excluded,gross-range'],
    [1.2, 'pass', ''],
  ]);
  expect(graded(await recent.of(series, clock.now()))).toEqual(graded(await known()));
  expect(changed).toEqual(['weir']);

  clock.advanceTo(minute(62));
  expect(await exclusions.reverse('weir', exclusion.id, 'it was right', { ...who, person: 'mayor' })).toBe(true);
  expect(graded(await known())).toEqual(graded(before));
  expect(graded(await recent.of(series, clock.now()))).toEqual(graded(before));
  expect((await known()).map((each) => each.revision)).toEqual([0, 2, 2, 0]);
  expect(exclusions.inForce()).toEqual([]);
  expect(await exclusions.reverse('weir', exclusion.id, 'again', who)).toBe(false);
  expect(record.recent('coursan', 10).map(({ action, actor, detail }) => [action, actor, detail['reason']])).toEqual([
    ['reading.restored', { person: 'mayor' }, 'it was right'],
    ['reading.excluded', { person: 'staff-aude' }, 'cleaning'],
  ]);
  expect(exclusions.recent('weir', 5)).toMatchObject([{ reversal: { person: 'mayor', reason: 'it was right' } }]);
});

test('a period of which a part stands in InfluxDB alone is excluded and restored wholly or not at all; a start waits for none of it', async () => {
  const { receive, readings, create, clock, record, store } = await town();
  for (const n of [0, 1, 2, 3]) await receive(n * 10, 1 + n / 10);
  let isSilent = true;
  const asked: string[] = [];
  /** What lies before minute 15 was thinned out here. */
  const thinned = minute(15);
  const whole: ReadingStore = {
    ...readings,
    async window(...span) {
      asked.push('whole');
      if (isSilent && span[1] < thinned) throw new Error('it does not answer');
      return readings.window(...span);
    },
  };
  const here: typeof whole = {
    ...readings,
    async window(of, from, ...rest) {
      asked.push('here');
      return readings.window(of, Math.max(from, thinned), ...rest);
    },
  };
  const elsewhere: NonNullable<ExclusionParts['beside']>['elsewhere'] = async (_, from) => {
    if (from >= thinned) return ok([]);
    return isSilent ? err('it does not answer') : ok([{ ...stageReading('weir', minute(0), 1), revision: 0 }]);
  };
  const start = () => create(readings, { here, whole, elsewhere });
  let exclusions = start();
  const tests = async () => (await readings.window(series, T0, minute(600), clock.now())).map((each) => each.tests[0]);
  const exclude = (from: number, to: number) =>
    exclusions.exclude({ ...series, from: minute(from), to: minute(to), reason: 'sick gauge' }, who);
  const later = () => clock.advanceTo(clock.now() + MINUTE_MS);

  later();
  expect(await exclude(0, 25)).toEqual(err('history-unreachable'));
  expect([exclusions.inForce(), record.recent('coursan', 5), await tests()]).toEqual([
    [],
    [],
    Array.from({ length: 4 }, () => undefined),
  ]);
  expect(await exclude(20, 25)).toMatchObject({ ok: true });
  expect(await tests()).toEqual([undefined, undefined, 'excluded', undefined]);

  // The service ended just after this one was signed.
  store.append(
    { station: 'weir', from: minute(0), to: minute(25), reason: 'sick gauge', person: 'staff', at: clock.now() },
    { at: clock.now(), actor: { person: 'staff' }, action: 'reading.excluded', commune: null, detail: {} },
  );
  later();
  exclusions = start();
  asked.length = 0;
  await exclusions.finish();
  expect(asked).toEqual(['here', 'here']);
  await expect(exclusions.finishElsewhere()).rejects.toThrow('it does not answer');
  expect(await tests()).toEqual([undefined, undefined, 'excluded', undefined]);
  isSilent = false;
  await exclusions.finishElsewhere();
  expect(await tests()).toEqual(['excluded', 'excluded', 'excluded', undefined]);
  asked.length = 0;
  await exclusions.finishElsewhere();
  expect(asked).toEqual([]);

  later();
  isSilent = true;
  expect(await exclusions.reverse('weir', 2, 'it was right', who)).toBe('history-unreachable');
  expect([await tests(), exclusions.inForce().length]).toEqual([['excluded', 'excluded', 'excluded', undefined], 2]);
  isSilent = false;
  expect(await exclusions.reverse('weir', 2, 'it was right', who)).toBe(true);
  expect(await tests()).toEqual([undefined, undefined, 'excluded', undefined]);
});

test('an InfluxDB that falls silent amid it leaves an exclusion that goes on, and a reversal that never was', async () => {
  const { receive, readings, create, clock } = await town();
  for (const n of [0, 1]) await receive(n * 10, 1 + n / 10);
  let answers = 0;
  const isAnswering = () => (answers -= 1) >= 0;
  const whole: ReadingStore = {
    ...readings,
    async window(...span) {
      if (!isAnswering()) throw new Error('it does not answer');
      return readings.window(...span);
    },
  };
  const held = [{ ...stageReading('weir', minute(0), 1), revision: 0 }];
  const elsewhere = async () => (isAnswering() ? ok(held) : err('it does not answer'));
  const exclusions = create(readings, { here: readings, whole, elsewhere });
  const tests = async () => (await readings.window(series, T0, minute(600), clock.now())).map((each) => each.tests[0]);

  clock.advanceTo(minute(61));
  answers = 1;
  const wanted = { ...series, from: minute(0), to: minute(25), reason: 'sick gauge' };
  expect(await exclusions.exclude(wanted, who)).toMatchObject({ ok: true, value: { id: 1 } });
  expect([exclusions.inForce().length, await tests()]).toEqual([1, [undefined, undefined]]);
  answers = 9;
  await exclusions.finishElsewhere();
  expect(await tests()).toEqual(['excluded', 'excluded']);

  clock.advanceTo(minute(62));
  answers = 1;
  expect(await exclusions.reverse('weir', 1, 'it was right', who)).toBe('history-unreachable');
  expect([exclusions.inForce().length, await tests()]).toEqual([1, ['excluded', 'excluded']]);
});

test.each([
  ['InfluxDB', 'fell silent amid it'],
  ['the disk', 'did not give them back'],
])('what was signed while %s %s is finished, though nothing of its time stands elsewhere', async (whose) => {
  const { receive, readings, create, clock, known } = await town();
  await receive(0, 1);
  let isFailing = false;
  const whole: typeof readings = {
    ...readings,
    async window(...span) {
      if (isFailing) throw new Error('no answer');
      return readings.window(...span);
    },
  };
  const elsewhere = async () => {
    const answer = isFailing && whose === 'InfluxDB' ? err('no answer') : ok([]);
    isFailing = true;
    return answer;
  };
  const exclusions = create(readings, { here: readings, whole, elsewhere });
  clock.advanceTo(minute(61));
  const signing = exclusions.exclude({ ...series, from: minute(0), to: minute(25), reason: 'sick gauge' }, who);
  if (whose === 'InfluxDB') expect(await signing).toMatchObject({ ok: true });
  else await expect(signing).rejects.toThrow('no answer');
  expect([exclusions.inForce().length, graded(await known())]).toEqual([1, [[1, 'not-evaluated', '']]]);
  isFailing = false;
  await exclusions.finishElsewhere();
  expect(graded(await known())).toEqual([[1, 'fail', 'excluded']]);
});

test('an exclusion that InfluxDB refuses to tell of holds up none after it, and is told; a silent one is asked a few times and no more', async () => {
  const { exclude, readings, create, clock } = await town();
  clock.advanceTo(minute(61));
  for (let n = 0; n < 6; n += 1) await exclude(n * 10, n * 10 + 5);
  const refused = new Set([0]);
  const asked: number[] = [];
  const exclusions = create(readings, {
    here: readings,
    whole: readings,
    elsewhere: async (_, from) => {
      const at = (from - T0) / MINUTE_MS;
      asked.push(at);
      return refused.has(at) ? err(`refused: ${at}`) : ok([]);
    },
  });
  const finished = async () => {
    asked.length = 0;
    await exclusions.finishElsewhere();
  };
  await exclusions.finish();
  await expect(finished()).rejects.toThrow('refused: 0');
  expect(asked).toEqual([0, 10, 20, 30, 40, 50]);
  await expect(finished()).rejects.toThrow('refused: 0');
  expect(asked).toEqual([0]);

  await exclusions.finish();
  for (const at of [10, 20, 30, 40]) refused.add(at);
  await expect(finished()).rejects.toThrow('refused: 0');
  expect(asked).toEqual([0, 10, 20]);
  await expect(finished()).rejects.toThrow('refused: 30');
  expect(asked).toEqual([30, 40, 50, 0]);
  refused.clear();
  await finished();
  expect(asked.toSorted((a, b) => a - b)).toEqual([0, 10, 20, 30, 40]);
  await finished();
  expect(asked).toEqual([]);
});

test('a month of a gauge that speaks every fifteen seconds counts again too', async () => {
  const { exclude, exclusions, known, readings, clock } = await town();
  const month = Array.from({ length: 150_000 }, (_, n) => {
    return stageReading('weir', T0 + n * 15_000, 1);
  });
  await readings.append(month);
  const end = month.at(-1)!.observedAt;
  clock.advanceTo(end + MINUTE_MS);
  const { id } = await exclude(0, (end - T0) / MINUTE_MS);
  clock.advanceTo(end + 2 * MINUTE_MS);
  expect(await exclusions.reverse('weir', id, 'it was right', who)).toBe(true);
  expect((await known()).every(({ quality }) => quality === 'pass')).toBe(true);
});

test('of a gauge that was excluded many times its past is held in memory once, and not as often', async () => {
  const { exclude, receive, readings, create, clock } = await town();
  for (let at = 0; at < 50; at += 1) await receive(at, 1 + at / 100);
  for (let time = 0; time < 10; time += 1) {
    clock.advanceTo(minute(61 + time));
    await exclude(0, 50);
  }
  const given: WeakRef<Reading>[] = [];
  let alive = 0;
  const watched = create({
    ...readings,
    async window(...asked) {
      // A turn, so that what was given before and is not kept can go.
      await setImmediate();
      collectGarbage();
      alive = given.filter((each) => each.deref() !== undefined).length;
      const found = await readings.window(...asked);
      given.push(...found.map((each) => new WeakRef(each)));
      return found;
    },
  });
  const [newest] = watched.recent('weir', 1);
  expect(await watched.reverse('weir', newest!.id, 'it was right', who)).toBe(true);
  expect(given.length).toBe(550);
  expect(alive).toBeLessThanOrEqual(100);
});

test('it holds for readings of its time that come later, and for the same value that comes again', async () => {
  const { exclude, exclusions, receive, known, recent, clock } = await town();
  await receive(0, 1);
  await receive(10, 1.1);
  clock.advanceTo(minute(61));
  const { id } = await exclude(10, 61);
  clock.advanceTo(minute(70));
  expect(await receive(10, 1.1)).toEqual(['repeat']);
  await receive(60, 9);
  expect(graded(await known())).toEqual([
    [1, 'not-evaluated', ''],
    [1.1, 'fail', 'excluded'],
    [9, 'fail', 'excluded,rate-of-change'],
  ]);
  expect(graded(await recent.of(series, clock.now()))).toEqual(graded(await known()));
  await exclusions.reverse('weir', id, 'repaired', who);
  expect(graded(await known()).map(([, quality]) => quality)).toEqual(['not-evaluated', 'pass', 'suspect']);
});

test('it holds for what is being taken in while it is signed, and the past of its gauge is read', async () => {
  const { exclude, receive, known } = await town();
  const taken = receive(10, 1.2);
  await exclude(0, 30);
  await taken;
  expect(graded(await known())).toEqual([[1.2, 'fail', 'excluded']]);
});

test('one that is signed while another is being reversed holds, and what comes in meanwhile counts but where it holds', async () => {
  const { readings, create, receive, exclusions, known, clock } = await town();
  for (const n of [0, 10, 20, 30]) await receive(n, 1 + n / 100);
  // History that was thinned out is asked for at another machine.
  const { window } = readings;
  const far = { ...readings, window: async (...asked: Parameters<typeof window>) => setImmediate(window(...asked)) };
  const slow = create(far);
  const period = { ...series, from: minute(0), to: minute(20), reason: 'sick gauge' };
  clock.advanceTo(minute(61));
  const first = await slow.exclude(period, who);
  if (!first.ok) throw new Error(first.error);
  clock.advanceTo(minute(62));
  const reversing = slow.reverse('weir', first.value.id, 'it was right', who);
  await slow.exclude({ ...period, from: minute(20), to: minute(30) }, who);
  expect(slow.inForce().map(({ from, to }) => [from, to])).toEqual([[minute(20), minute(30)]]);
  expect(await reversing).toBe(true);
  expect(graded(await known()).map(([, quality]) => quality)).toEqual(['not-evaluated', 'pass', 'fail', 'fail']);
  expect(exclusions.recent('weir', 5)).toHaveLength(2);
});

test('a service that stopped before the readings were graded finishes at its next start', async () => {
  const { store, create, receive, known } = await town();
  await receive(0, 1);
  const at = minute(60);
  const entry = { at, actor: { person: 'a' }, action: 'reading.excluded', commune: null, detail: {} };
  store.append({ station: 'weir', from: minute(0), to: minute(30), reason: 'sick', person: 'a', at }, entry);
  expect(graded(await known())).toEqual([[1, 'not-evaluated', '']]);
  for (const restarted of [create(), create()]) await restarted.finish();
  expect(graded(await known())).toEqual([[1, 'fail', 'excluded']]);
  expect((await known())[0]?.revision).toBe(1);
});

test('any exclusions, reversed in any order, leave every reading as it was; meanwhile those covered fail', async () => {
  const periods = fc.array(
    fc.tuple(fc.nat(8), fc.nat(8)).map(([a, b]) => ({ from: Math.min(a, b) * 10, to: Math.max(a, b) * 10 })),
    { minLength: 1, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(periods, fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }), async (wanted, order) => {
      const { exclude, exclusions, receive, known, clock } = await town();
      for (let n = 0; n < 9; n++) await receive(n * 10 - 30, 1 + n / 10);
      const before = graded(await known());
      const made: Exclusion[] = [];
      for (const { from, to } of wanted) {
        clock.advanceTo(clock.now() + MINUTE_MS);
        made.push(await exclude(from - 30, to - 30));
      }
      const inAny = (instant: number) => made.some(({ from, to }) => instant >= from && instant <= to);
      for (const each of await known()) {
        expect(each.tests.includes('excluded')).toBe(inAny(each.observedAt));
        expect(each.quality === 'fail').toBe(inAny(each.observedAt));
      }
      for (const { id } of made.toSorted((a, b) => order[a.id % 4]! - order[b.id % 4]!)) {
        clock.advanceTo(clock.now() + MINUTE_MS);
        expect(await exclusions.reverse('weir', id, 'not so', who)).toBe(true);
      }
      expect(graded(await known())).toEqual(before);
    }),
    { numRuns: 25 },
  );
});

test.each([
  ['ends-before-it-begins', 20, 10],
  ['ends-in-the-future', 10, 61],
  ['longer-than-31-days', -31 * 1440, 1],
] as const)('a period that %s is refused and leaves no trace', async (refusal, from, to) => {
  const { exclusions, record } = await town();
  const wanted = { ...series, from: minute(from), to: minute(to), reason: 'a slip' };
  expect(await exclusions.exclude(wanted, who)).toEqual({ ok: false, error: refusal });
  expect(exclusions.inForce()).toEqual([]);
  expect(record.recent('coursan', 5)).toEqual([]);
});

test('of what a start finishes, one that the disk does not give back holds up none after it, and is told', async () => {
  const { exclude, known, readings, create, clock } = await town();
  clock.advanceTo(minute(61));
  await exclude(0, 9);
  await exclude(10, 19);
  // As if it had been cut short: they came while nothing was excluded.
  for (const at of [5, 15]) await readings.append([stageReading('weir', minute(at), 1)]);
  const spoiled: typeof readings.window = async (series, from, to, receivedBy) => {
    if (from === minute(0)) throw new Error('spoiled');
    return readings.window(series, from, to, receivedBy);
  };
  await expect(create({ ...readings, window: spoiled }).finish()).rejects.toThrow('spoiled');
  expect(graded(await known())).toEqual([
    [1, 'pass', ''],
    [1, 'fail', 'excluded'],
  ]);
});
