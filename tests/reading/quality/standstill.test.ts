import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { standsByHabit, stoppedAt } from '../../../src/reading/quality/standstill.ts';
import { evenly } from '../../support/evenly.ts';

/** Millimetres every ten minutes. */
function record(...values: readonly number[]) {
  return { times: values.map((_, index) => index * 10 * MINUTE_MS), values: values.map((each) => each / 1000) };
}

const calm = [300, 301, 300];
const rise = Array.from({ length: 15 }, (_, index) => 320 + 20 * index);
const until = [...calm, ...rise];
const stop = until.length - 1;
const stood = (repeats: number) => record(...until, ...Array.from({ length: repeats }, () => 600));
const asked = (columns: ReturnType<typeof record>, bankfull = 1) => stoppedAt(columns, columns.values.length, bankfull);

describe('a gauge that rises by 2 cm in ten minutes and then tells one value', () => {
  it('has stopped once it has told it for as long as it took to rise by a twentieth of bankfull', () => {
    expect([0, 1, 2, 3, 4, 30].map((repeats) => asked(stood(repeats)))).toEqual([null, null, null, stop, stop, stop]);
  });

  it('on a river of nearly twice the height after nearly twice the time', () => {
    expect([3, 4, 5].map((repeats) => asked(stood(repeats), 1.9))).toEqual([null, null, stop]);
  });

  it('is held against three hours before at most', () => {
    const slow = Array.from({ length: 30 }, (_, index) => 310 + 10 * index);
    const found = (repeats: number, bankfull: number) =>
      asked(record(...calm, ...slow, ...Array.from({ length: repeats }, () => 600)), bankfull);
    // .18 m in three hours, .19 m in ten minutes more: a twentieth is .175 m, and .185 m.
    expect([17, 18, 40].map((repeats) => found(repeats, 3.5))).toEqual([null, 32, 32]);
    expect([18, 19, 40].map((repeats) => found(repeats, 3.7))).toEqual([null, null, null]);
  });

  it('is not held against a single repeat, however steep the rise', () => {
    const steep = record(300, 301, 320, 350, 380, 380, 380);
    const late = { ...steep, times: steep.times.map((at, index) => at + (index > 4 ? 20 * MINUTE_MS : 0)) };
    expect([6, 7].map((count) => stoppedAt(late, count, 1))).toEqual([null, 4]);
  });

  it('is held against the straight line between two readings, and before the first of all against that', () => {
    const stands = (minutes: readonly number[], ...values: readonly number[]) => {
      const columns = { ...record(...values), times: minutes.map((each) => each * MINUTE_MS) };
      return [values.length - 1, values.length].map((count) => stoppedAt(columns, count, 1));
    };
    const minutes = [0, 25, 45, 55, 65, 75, 85, 95];
    // At the 35th minute .557, half way: .051 below. Then .5585, which is less than a twentieth below.
    expect(stands(minutes, 549, 550, 564, 586, 608, 608, 608, 608)).toEqual([null, 4]);
    expect(stands(minutes, 552, 553, 564, 586, 608, 608, 608, 608)).toEqual([null, null]);
    const young = [13, 15, 25, 35, 40, 50, 60, 70];
    expect(stands(young, 550, 551, 570, 590, 601, 601, 601, 601)).toEqual([null, 4]);
    expect(stands(young, 551.5, 552, 570, 590, 601, 601, 601, 601)).toEqual([null, null]);
  });

  it('is known by the digit that it moved by in the twelve hours before', () => {
    const coarse = Array.from({ length: 15 }, (_, index) => ({ minute: 10 * index - 140, mm: 21 + 20 * index }));
    const still = Array.from({ length: 9 }, (_, index) => ({ minute: 10 * index + 10, mm: 301 }));
    const moved = (hoursAgo: number) => {
      const finely = [0, 1].map((mm) => ({ minute: 10 * mm - 60 * hoursAgo, mm }));
      const all = [...finely, ...coarse, ...still];
      return asked({ values: all.map(({ mm }) => mm / 1000), times: all.map(({ minute }) => minute * MINUTE_MS) });
    };
    expect([12, 12.1].map(moved)).toEqual([16, null]);
  });

  it('moves again with the next digit, up or down', () => {
    for (const next of [599, 601])
      expect(asked(record(...stood(9).values.map((each) => each * 1000), next))).toBeNull();
  });

  test.each([
    ['told in steps of 2 cm: its digit hides a crest', record(...rise, ...Array(9).fill(600))],
    ['it has come down by a digit', record(...until, 601, ...Array(9).fill(600))],
    ['it fell before', record(...calm, ...rise.toReversed(), ...Array(9).fill(320))],
    ['it came up at once, as below a gate', record(...calm, 600, ...Array(9).fill(600))],
    ['it was never seen to move', record(...Array(9).fill(600))],
    ['it was never seen', record()],
  ])('may stand: %s', (_, columns) => {
    expect(asked(columns)).toBeNull();
  });
});

test('a round crest is none, however high, steep, coarse or often told', () => {
  const crest = fc.record({
    height: evenly(0.1, 10),
    riseH: evenly(0.25, 24),
    digit: fc.constantFrom(0.001, 0.003048, 0.01, 0.1),
    intervalMin: fc.constantFrom(1, 5, 10, 15, 60),
    offset: evenly(0, 1),
  });
  fc.assert(
    fc.property(crest, ({ height, riseH, digit, intervalMin, offset }) => {
      const times: number[] = [];
      const values: number[] = [];
      for (let minute = -riseH * 60 - 600 + offset * intervalMin; minute <= riseH * 60; minute += intervalMin) {
        const part = Math.max(-1, minute / 60 / riseH);
        times.push(minute * MINUTE_MS);
        values.push(Math.round((height * (1 - part * part)) / digit) * digit);
      }
      for (let count = 0; count <= values.length; count++) expect(stoppedAt({ times, values }, count, 1)).toBeNull();
    }),
  );
});

test('looks at nothing that comes later', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 }), fc.nat(40), (steps, count) => {
      const values = steps.reduce((sum: number[], step) => [...sum, (sum.at(-1) ?? 0) + Math.max(0, step - 30)], []);
      const whole = record(...until, ...values.map((each) => each + 600));
      const known = Math.min(count, whole.values.length);
      const seen = { times: whole.times.slice(0, known), values: whole.values.slice(0, known) };
      expect(stoppedAt(whole, known, 1)).toBe(stoppedAt(seen, known, 1));
    }),
  );
});

describe('by habit', () => {
  /** Once a day up by 3 dm within an hour, and either straight down again or still for three hours. */
  const days = (count: number, isStill: (day: number) => boolean) => {
    const values = Array.from({ length: count }, (_, day) =>
      Array.from({ length: 144 }, (_, slot) => {
        const up = 300 + 50 * Math.min(6, slot);
        if (slot < 7) return up + (slot === 0 ? 1 : 0);
        if (isStill(day) && slot < 7 + (3 * HOUR_MS) / (10 * MINUTE_MS)) return up;
        return Math.max(300, 600 - 10 * (slot - 6));
      }),
    ).flat();
    return record(...values);
  };
  const habit = (columns: ReturnType<typeof record>) => standsByHabit(columns, columns.values.length, 1);

  test('a power station that runs every day: from the third day on', () => {
    expect([2, 3, 30].map((count) => habit(days(count, () => true)))).toEqual([false, true, true]);
  });

  test('one stand in twenty rises is none, one in five is', () => {
    expect(habit(days(100, (day) => day % 20 === 0))).toBe(false);
    expect(habit(days(100, (day) => day % 5 === 0))).toBe(true);
  });

  test('more than one of ten, the first ten not counted', () => {
    // The first day has not yet shown by what digit the gauge moves.
    expect([9, 10].map((count) => habit(days(count, (day) => day === 1 || day === 2)))).toEqual([true, false]);
  });

  test('a rise is one of a twentieth of bankfull, from the lowest since the last, whose crest is where it has come down by as much', () => {
    const slope = (from: number, to: number) =>
      Array.from({ length: Math.abs(to - from) / 20 }, (_, step) => from + 20 * (step + 1) * Math.sign(to - from));
    // Up by .2, down by .12, up again: two rises of .1 each, from a level that falls by .04 every time; the first two crests stand.
    const waves = Array.from({ length: 5 }, (_, wave) => {
      const base = 5000 - 40 * wave;
      const crest = base + 200;
      const still = wave === 1 || wave === 2 ? Array<number>(9).fill(crest) : [];
      return [
        base + 1,
        ...slope(base, crest),
        ...still,
        ...slope(crest, crest - 120),
        ...slope(crest - 120, crest),
        ...slope(crest, base - 40),
      ];
    }).flat();
    const columns = record(5000, ...waves);
    const lastRise = columns.values.length - slope(5040, 4800).length;
    const known = [lastRise - 1, lastRise].map((count) => standsByHabit(columns, count, 2));
    expect(known).toEqual([true, false]);
  });

  test('nothing was seen yet', () => {
    expect(habit(record())).toBe(false);
  });
});
