import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { qualityTests, type Reading } from '../../src/reading/reading.ts';
import type { ReadingStore } from '../../src/reading/reading-store.ts';
import type { Quantity } from '../../src/territory/station.ts';
import { stageReading } from '../support/stage-reading.ts';
import { createReadingModel } from './reading-model.ts';

type New = Omit<Reading, 'revision'>;

const T0 = Date.parse('2020-01-22T00:00:00Z');
const ALWAYS = T0 + 1000 * HOUR_MS;
let stations = 0;
/** Every test has stations of its own, so that one store serves them all. */
const freshStation = () => `gauge-${++stations}`;

/** What every ReadingStore does. `open` is called once, and again to look at what `reopen` finds after a close. */
export function readingStoreContract(
  name: string,
  open: () => Promise<ReadingStore>,
  options: { runs: number; reopens: boolean },
): void {
  describe(`reading store: ${name}`, () => {
    let store: ReadingStore;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    const at = (station: string, minute: number, value: number, lateMin = 1): New => ({
      ...stageReading(station, T0 + minute * MINUTE_MS, value),
      receivedAt: T0 + (minute + lateMin) * MINUTE_MS,
    });
    const all = (station: string, receivedBy = ALWAYS) =>
      store.window({ station, quantity: 'stage' }, T0 - HOUR_MS, ALWAYS, receivedBy);

    test('an unknown series is empty', async () => {
      const series = { station: freshStation(), quantity: 'rain' } as const;
      expect(await store.latest(series, ALWAYS)).toBeNull();
      expect(await store.window(series, T0, ALWAYS, ALWAYS)).toEqual([]);
      expect(await store.append([])).toEqual([]);
    });

    test('every field comes back as it was written', async () => {
      const station = freshStation();
      const odd: New = { ...at(station, 0, 0.1 + 0.2), quality: 'suspect', tests: ['spike', 'rate-of-change'] };
      const whole: New = { ...at(station, 10, 3), quality: 'not-evaluated' };
      const words: New = { ...at(station, 20, 2), tests: qualityTests.filter((each) => each !== 'taken-back') };
      expect(await store.append([odd, whole, words])).toEqual(['new', 'new', 'new']);
      expect(await all(station)).toEqual([
        { ...odd, revision: 0 },
        { ...whole, revision: 0 },
        { ...words, revision: 0 },
      ]);
    });

    test('an identical repeat is ignored and keeps its first receivedAt', async () => {
      const station = freshStation();
      await store.append([at(station, 0, 1)]);
      expect(await store.append([at(station, 0, 1, 90)])).toEqual(['repeat']);
      expect(await all(station)).toEqual([{ ...at(station, 0, 1), revision: 0 }]);
    });

    test('a differing value is a revision with its own receivedAt, seen from then on', async () => {
      const station = freshStation();
      await store.append([at(station, 0, 1, 1)]);
      expect(await store.append([at(station, 0, 2, 60)])).toEqual(['revision']);
      expect(await all(station, T0 + 59 * MINUTE_MS)).toEqual([{ ...at(station, 0, 1, 1), revision: 0 }]);
      expect(await all(station, T0 + 60 * MINUTE_MS)).toEqual([{ ...at(station, 0, 2, 60), revision: 1 }]);
      expect(await all(station, T0)).toEqual([]);
    });

    test('a value that returns to the first one is a third revision', async () => {
      const station = freshStation();
      expect(await store.append([at(station, 0, 1), at(station, 0, 2), at(station, 0, 1)])).toEqual([
        'new',
        'revision',
        'revision',
      ]);
      expect((await all(station))[0]?.revision).toBe(2);
    });

    test('a new grade is a revision although the value is the same, seen from its receivedAt on', async () => {
      const station = freshStation();
      await store.append([at(station, 0, 1), at(station, 10, 2)]);
      const worse: New = { ...at(station, 0, 1, 60), quality: 'fail', tests: ['excluded', 'spike'] };
      await store.regrade([worse]);
      await store.regrade([]);
      expect(await all(station, T0 + 59 * MINUTE_MS)).toMatchObject([{ revision: 0, quality: 'pass' }, { value: 2 }]);
      expect(await all(station)).toEqual([
        { ...worse, revision: 1 },
        { ...at(station, 10, 2), revision: 0 },
      ]);
      // The value of the sensor that comes again changes nothing, and a new one counts.
      expect(await store.append([at(station, 0, 1, 70)])).toEqual(['repeat']);
      expect(await store.append([at(station, 0, 3, 80)])).toEqual(['revision']);
      expect((await all(station))[0]).toEqual({ ...at(station, 0, 3, 80), revision: 2 });
    });

    test('what is taken back is seen no more from its receivedAt on, and may be said again', async () => {
      const station = freshStation();
      const series = { station, quantity: 'stage' } as const;
      await store.append([at(station, 0, 1), at(station, 3000, 2), at(station, 6000, 3)]);
      const gone: New[] = [at(station, 3000, 2, 3020), at(station, 6000, 3, 20)];
      await store.regrade(gone.map((each) => ({ ...each, quality: 'fail', tests: ['taken-back'] })));
      expect((await all(station, T0 + 6010 * MINUTE_MS)).map(({ value }) => value)).toEqual([1, 2, 3]);
      expect((await store.latest(series, T0 + 6010 * MINUTE_MS))?.value).toBe(3);
      expect((await all(station)).map(({ value }) => value)).toEqual([1]);
      expect(await store.latest(series, ALWAYS)).toEqual({ ...at(station, 0, 1), revision: 0 });

      // Nothing stood there: to whoever reads the counts of an import that is loaded again it is new, also with another value.
      expect(await store.append([at(station, 3000, 2, 7000), at(station, 6000, 4, 7000)])).toEqual(['new', 'new']);
      expect(await store.latest(series, ALWAYS)).toEqual({ ...at(station, 6000, 4, 7000), revision: 2 });
      expect((await all(station))[1]).toEqual({ ...at(station, 3000, 2, 7000), revision: 2 });
      expect(await store.append([at(station, 3000, 2, 8000), at(station, 6000, 5, 8000)])).toEqual([
        'repeat',
        'revision',
      ]);
    });

    test('a series of which all is taken back has no latest', async () => {
      const station = freshStation();
      await store.append([at(station, 0, 1)]);
      await store.regrade([{ ...at(station, 0, 1, 60), quality: 'fail', tests: ['taken-back'] }]);
      expect(await all(station)).toEqual([]);
      expect(await store.latest({ station, quantity: 'stage' }, ALWAYS)).toBeNull();
    });

    test('the bounds of a window are inside it', async () => {
      const station = freshStation();
      await store.append([at(station, 0, 1), at(station, 10, 2), at(station, 20, 3), at(station, 30, 4)]);
      const series = { station, quantity: 'stage' } as const;
      const window = await store.window(series, T0 + 10 * MINUTE_MS, T0 + 20 * MINUTE_MS, ALWAYS);
      expect(window.map((each) => each.value)).toEqual([2, 3]);
      const [one] = await store.window(series, T0 + 10 * MINUTE_MS, T0 + 10 * MINUTE_MS, ALWAYS);
      expect(one?.value).toBe(2);
    });

    test('what reaches a value is what of a window stands at it or above, whatever stood there before', async () => {
      const station = freshStation();
      await store.append([at(station, 0, 1), at(station, 10, 2), at(station, 20, 3), at(station, 30, 3)]);
      await store.append([at(station, 0, 2.5, 60), at(station, 20, 1, 60)]);
      await store.regrade([{ ...at(station, 30, 3, 60), quality: 'fail', tests: ['taken-back'] }]);
      const from = async (value: number, minutes: [number, number], receivedBy = ALWAYS) => {
        const [first, last] = minutes.map((minute) => T0 + minute * MINUTE_MS);
        const found = await store.reaching({ station, quantity: 'stage' }, value, first!, last!, receivedBy);
        return found.map((each) => [(each.observedAt - T0) / MINUTE_MS, each.value, each.revision]);
      };
      expect(await from(2, [0, 30])).toEqual([
        [0, 2.5, 1],
        [10, 2, 0],
      ]);
      expect(await from(2, [5, 30], T0 + 59 * MINUTE_MS)).toEqual([
        [10, 2, 0],
        [20, 3, 0],
        [30, 3, 0],
      ]);
      expect(await from(2.6, [0, 30])).toEqual([]);
      expect(await store.reaching({ station: freshStation(), quantity: 'stage' }, 0, T0, ALWAYS, ALWAYS)).toEqual([]);
    });

    test('the latest is the newest observed, not the last received, and never one not yet received', async () => {
      const station = freshStation();
      const series = { station, quantity: 'stage' } as const;
      await store.append([at(station, 20, 2, 1), at(station, 10, 1, 30), at(station, 60, 6, 1)]);
      expect((await store.latest(series, T0 + 45 * MINUTE_MS))?.value).toBe(2);
      expect((await store.latest(series, ALWAYS))?.value).toBe(6);
      expect(await store.latest(series, T0)).toBeNull();
    });

    test('stations and quantities are kept apart, whatever their names hold', async () => {
      const names = [
        `a b,c=d"e' ${freshStation()}`,
        `x\\'; DROP SERIES FROM reading; -- ${freshStation()}`,
        `Trèbes $s ${freshStation()}`,
      ];
      await store.append(names.map((station, index) => at(station, 0, index)));
      await store.append([{ ...at(names[0]!, 0, 9), quantity: 'rain' }]);
      for (const [index, station] of names.entries()) {
        expect(await all(station)).toEqual([{ ...at(station, 0, index), revision: 0 }]);
      }
    });

    test.each([Number.NaN, Infinity])('%d is refused, and nothing of its batch is written', async (value) => {
      const station = freshStation();
      await expect(store.append([at(station, 0, 1), at(station, 10, value)])).rejects.toThrow(/value|float/);
      expect(await all(station)).toEqual([]);
    });

    test('appends at the same time make each revision once', async () => {
      const station = freshStation();
      const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => store.append([at(station, 0, n % 2, n)])));
      const revisions = outcomes.flat().filter((outcome) => outcome !== 'repeat').length - 1;
      expect(outcomes.flat().filter((outcome) => outcome === 'new')).toHaveLength(1);
      expect((await all(station))[0]?.revision).toBe(revisions);
    });

    test('any sequence of appends reads as the rules say, as received by any time', async () => {
      const readings = fc.record({
        station: fc.constantFrom('up', 'down'),
        quantity: fc.constantFrom<Quantity>('stage', 'rain'),
        observedAt: fc.integer({ min: 0, max: 5 }).map((n) => T0 + n * 10 * MINUTE_MS),
        value: fc.oneof(
          fc.constantFrom(0, 1, 1.5, -2),
          fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
        ),
        receivedAt: fc.integer({ min: 0, max: 90 }).map((n) => T0 + n * MINUTE_MS),
        quality: fc.constantFrom<Reading['quality']>('pass', 'suspect', 'fail', 'not-evaluated'),
        tests: fc.subarray<Reading['tests'][number]>(['gross-range', 'spike', 'late', 'by-person', 'taken-back']),
      });
      const batches = fc.array(fc.array(readings, { maxLength: 6 }), { maxLength: 6 });
      const minutes = fc.integer({ min: -5, max: 100 });
      const looks = fc.array(fc.tuple(minutes, minutes, minutes), { minLength: 1, maxLength: 4 });

      await fc.assert(
        fc.asyncProperty(batches, looks, async (batches, looks) => {
          const run = freshStation();
          const model = createReadingModel();
          const named = (batch: readonly New[]) =>
            batch.map((each) => ({ ...each, station: `${run}-${each.station}` }));
          for (const batch of batches) expect(await store.append(named(batch))).toEqual(model.append(named(batch)));
          for (const station of ['up', 'down']) {
            for (const quantity of ['stage', 'rain'] as const) {
              const series = { station: `${run}-${station}`, quantity };
              for (const [from, to, by] of looks.map((look) => look.map((n) => T0 + n * MINUTE_MS))) {
                const [expected, found] = [model, store].map((each) => each.window(series, from!, to!, by!));
                expect(await found).toEqual(await expected);
                const [higher, highest] = [model, store].map((each) => each.reaching(series, 1, from!, to!, by!));
                expect(await highest).toEqual(await higher);
                expect(await store.latest(series, by!)).toEqual(model.latest(series, by!));
              }
            }
          }
        }),
        { numRuns: options.runs },
      );
    });

    if (!options.reopens) return;
    test('what was appended is there after closing and opening again', async () => {
      const station = freshStation();
      await store.append([at(station, 0, 1)]);
      await store.close();
      store = await open();
      expect(await all(station)).toEqual([{ ...at(station, 0, 1), revision: 0 }]);
      expect(await store.append([at(station, 0, 1)])).toEqual(['repeat']);
    });
  });
}
