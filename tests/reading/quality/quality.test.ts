import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import type { JumpLimits } from '../../../src/reading/quality/jump-limits.ts';
import { assessQuality, type QualityContext } from '../../../src/reading/quality/quality.ts';
import { columnsOf, stoppedAt } from '../../../src/reading/quality/standstill.ts';
import type { Observation, Reading } from '../../../src/reading/reading.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { evenly } from '../../support/evenly.ts';
import { judgeInOrder } from '../../support/replay-quality.ts';
import { stationNamed } from '../../support/station-named.ts';

const start = Date.UTC(2020, 0, 22, 12);
/** Bankfull rise 2 m: 1 m up and 0.6 m down in ten minutes are believed at once. */
const station = stationNamed('trebes');
const network = createNetwork([station]);

function stages(values: readonly number[], stepMin = 10, from = start): Observation[] {
  return values.map((value, index) => ({
    station: 'trebes',
    quantity: 'stage',
    observedAt: from + index * stepMin * MINUTE_MS,
    value,
  }));
}

/** The flags of a series that follows six calm hours at 0.6 m. */
function flags(values: readonly number[], stepMin = 10): string[] {
  const calm = Array.from({ length: 36 }, (_, index) => 0.6 + 0.02 * (index % 2));
  const readings = judgeInOrder(stages([...calm, ...values], stepMin), network).get('trebes') ?? [];
  return readings.slice(calm.length).map((each) => [each.quality, ...each.tests].join(' '));
}

function reading(observation: Observation): Reading {
  return { ...observation, receivedAt: observation.observedAt, revision: 0, quality: 'pass', tests: [] };
}

describe('one value after calm hours at 0.6 m', () => {
  test.each([
    ['calm goes on', [0.61], ['pass']],
    ['a metre in ten minutes', [1.6], ['pass']],
    ['a jump waits for the next reading', [2.6, 2.7], ['suspect rate-of-change', 'pass']],
    ['a jump, then further up', [2.6, 4.9, 7.2], ['suspect rate-of-change', 'pass', 'pass']],
    ['a jump, then a little down', [2.6, 2.2, 2.5], ['suspect rate-of-change', 'pass', 'pass']],
    ['a single high value', [9, 0.62, 0.61], ['suspect rate-of-change', 'pass', 'pass']],
    ['a single low value', [-1, 0.62, 0.61], ['suspect spike', 'pass', 'pass']],
    [
      'a single high value, then a low one, which no doubted rise makes believable',
      [9, 0.61, -1],
      ['suspect rate-of-change', 'pass', 'suspect spike'],
    ],
    [
      'falls that a river makes, however many',
      [1.1, 0.6, 1.1, 0.6, 1.1, 0.6, 1.1],
      Array.from({ length: 7 }, () => 'pass'),
    ],
    [
      'three falls of 1.3 m',
      [1.9, 0.6, 1.9, 0.6, 1.9, 0.6],
      [...Array.from({ length: 5 }, (_, i) => (i % 2 ? 'pass' : 'suspect rate-of-change')), 'suspect spike'],
    ],
    ['a low value, and again', [-1, -1], ['suspect spike', 'suspect spike']],
    [
      'a low value, back, and a single high one',
      [-1, 0.6, 9, 0.61],
      ['suspect spike', 'pass', 'suspect rate-of-change', 'pass'],
    ],
    [
      'a jump that a low value interrupts waits again',
      [2.6, -1, 2.6, 2.6],
      ['suspect rate-of-change', 'suspect spike', 'suspect rate-of-change', 'pass'],
    ],
    ['above what is possible', [1000, 0.61], ['fail gross-range', 'pass']],
    ['below what is possible', [-2.1, 0.61], ['fail gross-range', 'pass']],
    [
      'three impossible falls and the gauge is sick',
      [3, 0.6, 3, 0.6, 3, 0.6, 0.6].slice(0),
      [
        'suspect rate-of-change',
        'pass',
        'suspect rate-of-change',
        'pass',
        'suspect rate-of-change',
        'suspect spike',
        'suspect spike',
      ],
    ],
  ])('%s', (_name, values, expected) => {
    expect(flags(values)).toEqual(expected);
  });

  test('a fall that no river makes is believed after an hour of steady readings: the gauge was reset', () => {
    const after = flags(Array.from({ length: 12 }, () => -1));
    expect(after[0]).toBe('suspect spike');
    expect(after.at(-1)).toBe('pass');
    expect(after.indexOf('pass')).toBeGreaterThanOrEqual(5);
  });
  test.each([10, 11])(
    'of a gauge that speaks every %d minutes a fall is believed at the sixth steady reading',
    (stepMin) => {
      const after = flags(
        Array.from({ length: 8 }, () => -1),
        stepMin,
      );
      expect(after.indexOf('pass')).toBe(5);
    },
  );
  test('a fall is believed once it is steady: not while it moves about, nor by two readings an hour apart', () => {
    const believed = (values: readonly number[], stepMin = 10) => flags(values, stepMin).indexOf('pass');
    const steady = Array.from({ length: 12 }, () => -1);
    const moving = Array.from({ length: 7 }, (_, index) => (index % 2 ? -1 : -1.4));
    expect(believed(moving)).toBe(-1);
    expect(believed([...moving, ...steady])).toBeGreaterThan(moving.length + 3);
    const low = [-1.8, -1.8, -1.8, -1.8];
    expect(believed(low, 60)).toBe(-1);
    const hourly = createNetwork([stationNamed('trebes', { intervalMin: 60 })]);
    const judged = judgeInOrder(stages([...Array.from({ length: 6 }, () => 0.6), ...low], 60), hourly).get('trebes');
    expect(judged?.slice(6).map(({ quality }) => quality)).toEqual(['suspect', 'suspect', 'suspect', 'pass']);
  });
  test('a flood that falls from 3.4 m by half a metre every ten minutes is believed all the way', () => {
    const flood = [1.5, 2.4, 3.3, 3.4, 3.4, 3.4, 3.4, 3.4, 3.4, 3.4, 2.9, 2.4, 1.9, 1.4, 0.9, 0.4];
    expect(new Set(flags(flood))).toEqual(new Set(['pass']));
  });
  test('a jump that one message tells twice is not its own proof where another was doubted hours before either', () => {
    const calm = stages([...Array.from({ length: 36 }, () => 0.6), 9, ...Array.from({ length: 12 }, () => 0.6)]);
    const twice = stages([9, 9], 1 / 60, calm.at(-1)!.observedAt + 9 * MINUTE_MS);
    const judged = judgeInOrder([...calm, ...twice], network).get('trebes') ?? [];
    expect(judged.slice(calm.length).map(({ quality }) => quality)).toEqual(['suspect', 'suspect']);
  });
  test.each([
    ['said twice in a second', [9, 9], ['suspect rate-of-change', 'suspect rate-of-change']],
    ['by steps of a second', [1.5, 2.4, 3.3], ['pass', 'suspect rate-of-change', 'suspect rate-of-change']],
  ])('a jump that one message tells, %s, is not its own proof', (_name, values, expected) => {
    const calm = stages(Array.from({ length: 36 }, () => 0.6));
    const at = calm.at(-1)!.observedAt;
    const judged = judgeInOrder([...calm, ...stages(values, 1 / 60, at + 9 * MINUTE_MS)], network).get('trebes') ?? [];
    expect(judged.slice(calm.length).map((each) => [each.quality, ...each.tests].join(' '))).toEqual(expected);
  });
  test('a jump is believed half an interval later, however often the sensor has repeated it meanwhile', () => {
    const minutes = flags(
      Array.from({ length: 8 }, () => 9),
      1,
    );
    expect(minutes.indexOf('pass')).toBe(5);
    expect(minutes.slice(5)).toEqual(['pass', 'pass', 'pass']);
  });
  test('a fast rise that was doubted once and goes on is not doubted anew every ten minutes; a spike amid it is', () => {
    // 1 m up while silent for an hour, then 0.6 m every five minutes: more than a metre in ten.
    const calm = stages(Array.from({ length: 36 }, () => 0.6));
    const back = calm.at(-1)!.observedAt + HOUR_MS;
    const judged = (values: readonly number[]) =>
      (judgeInOrder([...calm, ...stages(values, 5, back)], network).get('trebes') ?? [])
        .slice(calm.length)
        .map(({ quality }) => quality);
    const rise = Array.from({ length: 9 }, (_, index) => 4.7 + 0.6 * index);
    expect(judged(rise)).toEqual(['suspect', ...Array.from({ length: 8 }, () => 'pass')]);
    expect(judged([...rise.slice(0, 5), 7.1 + 2.5, 7.7]).slice(5)).toEqual(['suspect', 'pass']);
  });
  test('an hourly gauge that is asked every five minutes in a flood proves a jump as soon as any other', () => {
    const hourly = createNetwork([stationNamed('trebes', { intervalMin: 60 })]);
    const calm = Array.from({ length: 36 }, () => 0.6);
    const judged = judgeInOrder(stages([...calm, 9, 9, 9], 5), hourly).get('trebes') ?? [];
    expect(judged.slice(calm.length).map((each) => each.quality)).toEqual(['suspect', 'pass', 'pass']);
  });
  test('a sick gauge that jumps up and down for days is believed at none of its jumps, and again once it is calm', () => {
    const sick = Array.from({ length: 6 * 24 * 3 }, (_, index) => (index % 2 ? 0.6 : 3));
    const calm = Array.from({ length: 6 * 8 }, () => 0.7);
    const judged = flags([...sick, ...calm]);
    expect(sick.filter((value, index) => value === 3 && judged[index] === 'pass')).toEqual([]);
    expect(judged.find((each) => !each.startsWith('suspect') && !each.startsWith('pass'))).toBe('not-evaluated');
    expect(new Set(judged.slice(-6))).toEqual(new Set(['pass']));
  });
  test('a river falls as fast as it rose', () => {
    expect(flags([1.5, 2.4, 3.3, 2.5, 1.7])).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
  });
});

describe('what else is known', () => {
  const at: Observation = { station: 'trebes', quantity: 'stage', observedAt: start, value: 3.1 };
  const calm = stages([0.6, 0.61, 0.6], 10, start - 30 * MINUTE_MS).map(reading);
  const context: QualityContext = { station, receivedAt: start, own: calm, neighbours: [] };

  test('the first reading of a gauge cannot be compared', () => {
    expect(assessQuality(at, { ...context, own: [] })).toEqual({ quality: 'not-evaluated', tests: [] });
  });
  test('after half a day of silence a value is held against the last that was believed', () => {
    const before = (hours: number) => stages([0.6, 9, 1000], 10, start - hours * HOUR_MS).map(reading);
    const [first, spike, impossible] = before(13);
    const own: Reading[] = [
      first!,
      { ...spike!, quality: 'suspect', tests: ['rate-of-change'] },
      { ...impossible!, quality: 'fail', tests: ['gross-range'] },
    ];
    expect(assessQuality({ ...at, value: 5 }, { ...context, own })).toEqual({
      quality: 'suspect',
      tests: ['rate-of-change'],
    });
    expect(assessQuality({ ...at, value: 0.7 }, { ...context, own }).quality).toBe('pass');
    expect(assessQuality(at, { ...context, own: own.slice(1) }).quality).toBe('not-evaluated');
  });
  test('after half a day of doubt one value alone alarms nobody, and the next confirms it', () => {
    const doubted = { quality: 'suspect' as const, tests: ['flat-line' as const] };
    const own = stages([1.2, 1.2, 1.2], 60, start - 3 * HOUR_MS).map((each) => ({ ...reading(each), ...doubted }));
    const first = assessQuality({ ...at, value: 9 }, { ...context, own });
    expect(first).toEqual({ quality: 'not-evaluated', tests: [] });
    const next = { ...at, observedAt: start + 10 * MINUTE_MS, value: 9.1 };
    const then = [...own, { ...reading({ ...at, value: 9 }), ...first }];
    expect(assessQuality(next, { ...context, own: then, receivedAt: next.observedAt }).quality).toBe('pass');
  });
  test('values that cannot be are not what the next one is held against', () => {
    const impossible = stages([1000], 10, start - 10 * MINUTE_MS).map((each) => ({
      ...reading(each),
      quality: 'fail' as const,
    }));
    const own = [...stages([0.6], 10, start - 60 * MINUTE_MS).map(reading), ...impossible];
    // A rise of 1.5 m in an hour is none of ten minutes.
    expect(assessQuality({ ...at, value: 2.1 }, { ...context, own }).quality).toBe('pass');
    expect(assessQuality(at, { ...context, own: impossible }).quality).toBe('not-evaluated');
  });
  test('a reading two hours late stays usable and says so', () => {
    const late = assessQuality({ ...at, value: 0.6 }, { ...context, receivedAt: start + 2 * HOUR_MS });
    expect(late).toEqual({ quality: 'pass', tests: ['late'] });
    const delayed = { ...context, station: stationNamed('trebes', { delayMin: 90 }), receivedAt: start + 2 * HOUR_MS };
    expect(assessQuality({ ...at, value: 0.6 }, delayed).tests).toEqual([]);
    expect(assessQuality({ ...at, value: 0.6 }, { ...delayed, receivedAt: start + 3 * HOUR_MS }).tests).toEqual([
      'late',
    ]);
    expect(assessQuality(at, { ...context, receivedAt: start + 2 * HOUR_MS })).toEqual({
      quality: 'suspect',
      tests: ['rate-of-change', 'late'],
    });
  });
  test('a gauge that stands still for hours while the river moves above and below is stuck, of which record or none', () => {
    const hours = (values: readonly number[]) => stages(values, 30, start - 7 * HOUR_MS).map(reading);
    const still = hours(Array.from({ length: 14 }, () => 0.6));
    const rise = hours(Array.from({ length: 14 }, (_, index) => 0.6 + 0.1 * index));
    const beside = (['upstream', 'downstream'] as const).map((side) => ({ side, bankfullRiseM: 2, readings: rise }));
    const of = (value: number, neighbours: QualityContext['neighbours']) =>
      assessQuality({ ...at, value }, { ...context, own: still, neighbours });
    expect(of(0.6, beside)).toEqual({ quality: 'suspect', tests: ['flat-line'] });
    expect(of(0.6, [])).toEqual({ quality: 'pass', tests: [] });
  });
  test('rain has a range and nothing else', () => {
    const rain = stationNamed('rain', { quantity: 'rain', minValue: 0, maxValue: 150 });
    const of = (value: number) =>
      assessQuality({ ...at, quantity: 'rain', value }, { ...context, station: rain, own: [] }).quality;
    expect([of(0), of(150), of(-1), of(151)]).toEqual(['pass', 'pass', 'fail', 'fail']);
  });
  test('such a rise that the next reading takes back was none: what is read from then on is not held against it', () => {
    const upstream = {
      side: 'upstream' as const,
      bankfullRiseM: 2,
      readings: stages([0.5, 1.5], 60, start - HOUR_MS).map(reading),
    };
    const judge = (values: readonly number[], alone: Partial<Reading> = {}) => {
      const falling = [2, 1.97, 1.94];
      const own = stages(falling, 10, start - 30 * MINUTE_MS).map(reading);
      return stages(values, 10).map((each, index) => {
        const { quality, tests } = assessQuality(each, { ...context, own, neighbours: [upstream] });
        own.push({ ...reading(each), quality, tests, ...(index === 0 ? alone : {}) });
        return [quality, ...tests].join(' ');
      });
    };
    expect(judge([3.6, 1.9, 1.85, 1.8, 1.75])).toEqual(Array.from({ length: 5 }, () => 'pass'));
    // Lower than the river can have fallen since, or once the next has confirmed it, it is a fall.
    expect(judge([3.6, 0.9])).toEqual(['pass', 'suspect spike']);
    expect(judge([3.6, 3.6, 1.9])).toEqual(['pass', 'pass', 'suspect spike']);
    // A rise that is believed by itself is taken back by nothing but a fall.
    expect(judge([2.9, 2.1])).toEqual(['pass', 'pass']);
    // A person who saw the water is not contradicted by what the sensor says next.
    expect(judge([3.6, 1.9], { tests: ['by-person'] })).toEqual(['pass', 'suspect spike']);
  });
  test('after a spike that was believed, a river that falls on is believed again within the hour; what sways, rises or falls too fast is not', () => {
    // 2 m at its crest; then a false 0.8 m more, of one reading, and whatever comes after it.
    const after = (values: readonly number[]) =>
      flags([1.2, 1.7, 2, 1.95, 1.9, 1.85, 2.65, ...values])
        .slice(7)
        .map((each) => each === 'pass');
    const hour = (stepM: number, sway = 0, from = 1.8) =>
      Array.from({ length: 12 }, (_, index) => from + stepM * index + sway * (index % 2));
    const within = [...Array.from({ length: 5 }, () => false), ...Array.from({ length: 7 }, () => true)];
    expect(after(hour(-0.05))).toEqual(within);
    expect(after(hour(-0.05, 0.03))).toEqual(within);
    const never = Array.from({ length: 12 }, () => false);
    expect(after(hour(-0.05, -0.14))).toEqual(never);
    expect(after(hour(-0.14))).toEqual(never);
    expect(after(hour(0.045, 0, 1.3))).toEqual(never);
    // Lower than where the river was, a gauge has slipped: no spike, or one and a slip right after it. Nor amid a rise.
    const slipped = hour(-0.05, 0, 1);
    expect(flags([1.2, 1.7, 2, 1.95, 1.9, 1.85, ...slipped]).slice(6)).toEqual(slipped.map(() => 'suspect spike'));
    expect(after(hour(-0.05, 0, 1.3))).toEqual(never);
    expect(
      flags([1, 1.2, 1.4, 1.6, 2.4, ...hour(-0.05, 0, 1.55)])
        .slice(5)
        .map((each) => each === 'pass'),
    ).toEqual(never);
  });
  test('it speaks for no fall that comes after it, and after a silence, amid a rise or lower than half of what a river falls it is not taken back', () => {
    const upstream = {
      side: 'upstream' as const,
      bankfullRiseM: 2,
      readings: stages([0.5, 1.5], 60, start - HOUR_MS).map(reading),
    };
    const judge = (before: readonly number[], values: readonly (readonly [minute: number, value: number])[]) => {
      const own = stages(before, 10, start - before.length * 10 * MINUTE_MS).map(reading);
      return values.map(([minute, value]) => {
        const each = stages([value], 10, start + minute * MINUTE_MS)[0]!;
        const { quality, tests } = assessQuality(each, { ...context, own, neighbours: [upstream] });
        own.push({ ...reading(each), quality, tests });
        return quality;
      });
    };
    const falling = [2, 1.97, 1.94];
    // Torn away right after it: the spike was no rise by which a river could fall.
    const torn = [0.35, 0.36, 0.35].map((value, index) => [20 + 10 * index, value] as const);
    expect(judge(falling, [[0, 3.6], [10, 1.9], ...torn])).toEqual(['pass', 'pass', 'suspect', 'suspect', 'suspect']);
    expect(
      judge(falling, [
        [0, 3.6],
        [40, 1.3],
      ]),
    ).toEqual(['pass', 'suspect']);
    expect(
      judge(falling, [
        [0, 3.6],
        [10, 1.6],
      ]),
    ).toEqual(['pass', 'suspect']);
    expect(
      judge(
        [0.6, 0.6, 0.6],
        [
          [0, 1.7],
          [10, 2.9],
          [20, 1.6],
        ],
      ),
    ).toEqual(['pass', 'pass', 'suspect']);
  });
  test('what a person read stands against a sensor that told its next value while that was being entered, and not against one that measured on for an hour', () => {
    const own = (enteredMin: number, values: readonly number[], readM = 2, calmM = 0.6): Reading[] => {
      const sensed = stages([calmM, calmM, calmM, ...values], 10, start - 30 * MINUTE_MS).map(reading);
      const observedAt = start - 7 * MINUTE_MS;
      const byPerson = {
        observedAt,
        receivedAt: start + enteredMin * MINUTE_MS,
        value: readM,
        tests: ['by-person'] as const,
      };
      return [...sensed, { ...sensed[0]!, ...byPerson }].toSorted((a, b) => a.observedAt - b.observedAt);
    };
    const next = (value: number, known: readonly Reading[]) => {
      const observedAt = known.at(-1)!.observedAt + 10 * MINUTE_MS;
      return assessQuality({ ...at, value, observedAt }, { ...context, receivedAt: observedAt, own: known }).quality;
    };
    expect(next(0.6, own(2, [0.6]))).toBe('suspect');
    expect(next(0.6, own(-6, []))).toBe('suspect');
    expect(next(1.7, own(2, [1.9]))).toBe('pass');
    // A river that fell while somebody walked home from the bridge is no jammed sensor, nor is one whose slip was put right later.
    expect(next(1.25, own(22, [1.85, 1.6, 1.4], 2, 1.8))).toBe('pass');
    // Nor does a figure that was too low hold anything back, or make a fall believed.
    expect(next(0.62, own(2, [0.6], -2))).toBe('pass');
    expect(next(0.7, own(2, [2.6], 0.5, 2.6))).toBe('suspect');
    expect(next(0.6, own(65, [0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6]))).toBe('pass');
  });
  test('a rise upstream in the hours before makes a steep rise here believable', () => {
    const beside = (rise: number, change: Partial<Reading> = {}, side: 'upstream' | 'downstream' = 'upstream') => ({
      side,
      bankfullRiseM: 2,
      readings: stages([0.5, 0.5 + rise], 60, start - 90 * MINUTE_MS).map((each) => ({ ...reading(each), ...change })),
    });
    const of = (neighbour: ReturnType<typeof beside>, rise = 1.5) =>
      assessQuality({ ...at, value: 0.6 + rise }, { ...context, neighbours: [neighbour] }).quality;
    expect([0.1, 0.59, 0.61, 1].map((rise) => of(beside(rise)))).toEqual(['suspect', 'suspect', 'pass', 'pass']);
    expect(of(beside(1), 2.1)).toBe('suspect');
    // Gauges of one river report at the same moments.
    const risen = { ...beside(0), readings: stages([0.5, 1.5], 60, start - HOUR_MS).map(reading) };
    expect(of(risen)).toBe('pass');
    expect(of(beside(1, { quality: 'suspect' }))).toBe('suspect');
    expect(of(beside(1, {}, 'downstream'))).toBe('suspect');
  });
  test('readings observed later, here or beside, change nothing', () => {
    const later = stages([9, 9, 0.6], 10, start + MINUTE_MS).map(reading);
    fc.assert(
      fc.property(evenly(-2, 12), (value) => {
        const observation = { ...at, value };
        const neighbour = { side: 'upstream' as const, bankfullRiseM: 2 };
        const now = assessQuality(observation, { ...context, neighbours: [{ ...neighbour, readings: calm }] });
        const then = assessQuality(observation, {
          ...context,
          own: [...calm, ...later],
          neighbours: [{ ...neighbour, readings: [...calm, ...later] }],
        });
        expect(then).toEqual(now);
      }),
    );
  });
});

test('of readings that were observed later none is looked at: a logger that tells a past day comes before ten that are held', () => {
  const later = stages(Array(20_000).fill(0.6), 1, start + DAY_MS).map(reading);
  let looks = 0;
  const own = new Proxy([...stages(Array(36).fill(0.6)).map(reading), ...later], {
    get: (list, key) => {
      looks += 1;
      return Reflect.get(list, key);
    },
  });
  const [told] = stages([0.6], 10, start + 6 * HOUR_MS);
  expect(assessQuality(told!, { station, receivedAt: start + DAY_MS, own, neighbours: [] }).quality).toBe('pass');
  expect(looks).toBeLessThan(1_000);
});

test('a rise that goes on is accepted within one further reading, however steep and however spaced', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ rise: evenly(0, 5), gapMin: fc.integer({ min: 5, max: 60 }) }), {
        minLength: 2,
        maxLength: 20,
      }),
      (steps) => {
        let observedAt = start + 2 * HOUR_MS;
        let value = 0.6;
        const rising = steps.map((step) => {
          observedAt += step.gapMin * MINUTE_MS;
          value = Math.min(value + step.rise, 12);
          return { station: 'trebes', quantity: 'stage' as const, observedAt, value };
        });
        const calm = stages(Array.from({ length: 12 }, () => 0.6));
        const judged = judgeInOrder([...calm, ...rising], network).get('trebes') ?? [];
        const doubted = judged.map((each) => each.quality === 'suspect');
        expect(doubted.some((each, index) => each && doubted[index + 1])).toBe(false);
      },
    ),
    { numRuns: 500 },
  );
});

test('a single jump out of calm water is suspect, the readings after it pass', () => {
  fc.assert(
    fc.property(fc.constantFrom(1, -1), evenly(1.1, 2.5), (direction, size) => {
      expect(flags([0.6 + direction * size, 0.61, 0.6]).map((each) => each.split(' ')[0])).toEqual([
        'suspect',
        'pass',
        'pass',
      ]);
    }),
  );
});

test('what was judged stays judged: a longer series has the same beginning', () => {
  fc.assert(
    fc.property(fc.array(evenly(-2, 12), { minLength: 2, maxLength: 60 }), fc.nat(), (values, cut) => {
      const all = stages(values);
      const part = all.slice(0, 1 + (cut % all.length));
      const whole = judgeInOrder(all, network).get('trebes') ?? [];
      expect(judgeInOrder(part, network).get('trebes')).toEqual(whole.slice(0, part.length));
    }),
  );
});

describe('a gauge that stops amid a rise, with no other gauge to tell', () => {
  const limits = { rise: 1, fall: 1 };
  /** Bankfull rise 2 m. A calm river by the millimetre, then up by 41 mm every ten minutes to 1.2 m, then as given. */
  const judged = (values: readonly number[], learnt: JumpLimits | null = limits, stepM = 0.041): string[] => {
    const calm = Array.from({ length: 36 }, (_, index) => 0.6 + 0.001 * (index % 2));
    const rise = Array.from({ length: 15 }, (_, index) => 1.2 - stepM * (14 - index));
    const own: Reading[] = [];
    for (const observation of stages([...calm, ...rise, ...values])) {
      const context = {
        station,
        receivedAt: observation.observedAt,
        own,
        neighbours: [],
        ...(learnt && { limits: learnt }),
      };
      own.push({ ...reading(observation), ...assessQuality(observation, context) });
    }
    return own.slice(-values.length).map((each) => [each.quality, ...each.tests].join(' '));
  };
  const stood = Array.from({ length: 12 }, () => 1.2);
  const firstSuspect = (verdicts: readonly string[]): number => verdicts.indexOf('suspect flat-line');

  test('it is stuck from the hour on, and until it moves', () => {
    expect(judged([...stood, 1.241])).toEqual([
      ...Array.from({ length: 5 }, () => 'pass'),
      ...Array.from({ length: 7 }, () => 'suspect flat-line'),
      'pass',
    ]);
  });

  test('the slower the rise, the later: .2 m came within 100 min', () => {
    expect(firstSuspect(judged(stood, limits, 0.0205))).toBe(10);
  });

  test('nothing is said of a gauge of which no record is known, nor of one that stands so by habit', () => {
    const { rise, fall } = limits;
    expect(firstSuspect(judged(stood, { rise, fall, standsByHabit: true }))).toBe(-1);
    expect(new Set(judged(stood, null))).toEqual(new Set(['pass']));
  });

  test('what was accepted until then shows the forecast that it stopped', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 5, 10, 15, 30, 60), evenly(0.01, 0.3), (stepMin, perStepM) => {
        const values = [
          0.6,
          0.601,
          0.6,
          ...Array.from({ length: 30 }, (_, index) => 0.7 + perStepM * Math.min(index, 14)),
        ];
        const own: Reading[] = [];
        for (const observation of stages(values, stepMin)) {
          const context = {
            station,
            receivedAt: observation.observedAt,
            own,
            neighbours: [],
            limits: { rise: 3, fall: 3 },
          };
          const verdict = assessQuality(observation, context);
          if (verdict.tests.includes('flat-line')) {
            const accepted = own.filter(({ quality }) => quality !== 'suspect');
            expect(stoppedAt(columnsOf(accepted), accepted.length, station.bankfullRiseM)).not.toBeNull();
          }
          own.push({ ...reading(observation), ...verdict });
        }
      }),
    );
  });
});
