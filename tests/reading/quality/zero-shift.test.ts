import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { zeroShiftOf } from '../../../src/reading/quality/zero-shift.ts';
import type { Reading } from '../../../src/reading/reading.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { stationNamed } from '../../support/station-named.ts';

const TEN = 10 * MINUTE_MS;
const station = stationNamed('bridge', { bankfullRiseM: 2.5 });
/** A day of a falling flood: two centimetres in ten minutes, from 6.36 m to 3.50 m at noon. */
const flood = Array.from({ length: 144 }, (_, index) => 6.36 - 0.02 * index);
const NOON = 144 * TEN;

function told(values: readonly number[], everyMs = TEN): Reading[] {
  return values.map((value, index) => stageReading('bridge', index * everyMs, Math.round(value * 1000) / 1000));
}
const asked = (readings: readonly Reading[], now = readings.at(-1)!.observedAt) => zeroShiftOf(readings, station, now);
const after = (...values: readonly number[]) => told([...flood, ...values]);
const read = (at: number, value: number): Reading => ({ ...stageReading('bridge', at, value), tests: ['by-person'] });
const shifted = [2.88, 2.86, 2.84, 2.82];

describe('a gauge that shows 60 cm less from one reading to the next, on a falling flood', () => {
  it('is in doubt at once, and seen to stay there half an hour later', () => {
    const at = [1, 2, 3, 4].map((count) => asked(after(...shifted.slice(0, count))));
    expect(at.map((each) => each?.stays)).toEqual([false, false, false, true]);
    expect(at.at(-1)).toEqual({ at: NOON, fellM: expect.closeTo(0.62, 6), inMin: 10, stays: true });
  });

  it('is no longer in doubt after twelve hours', () => {
    const long = after(...Array.from({ length: 73 }, (_, index) => 2.88 - 0.02 * index));
    expect(asked(long, NOON + 12 * HOUR_MS - 1)?.at).toBe(NOON);
    expect(asked(long, NOON + 12 * HOUR_MS)).toBeNull();
  });

  it('is doubted by what was held back too: a fall that no river makes is believed an hour later', () => {
    const held = (count: number) =>
      after(...shifted).map((each, index): Reading => {
        return index < 144 || index >= 144 + count ? each : { ...each, quality: 'suspect', tests: ['spike'] };
      });
    expect([0, 2, 4].map((count) => asked(held(count))?.at)).toEqual([NOON, NOON, NOON]);
  });

  it('is answered for by a person who reads what it shows, not by one who reads what it would show by its former zero', () => {
    expect(asked([...after(...shifted), read(NOON + 35 * MINUTE_MS, 2.9)])).toBeNull();
    expect(asked([...after(...shifted), read(NOON + 35 * MINUTE_MS, 3.4)])?.at).toBe(NOON);
    expect(asked([...told(flood), read(NOON - 1, 3.5), ...after(...shifted).slice(144)])?.at).toBe(NOON);
  });

  it('is answered for where its readings were taken out of what counts', () => {
    const excluded = after(...shifted).map((each, index): Reading => {
      return index === 145 ? { ...each, quality: 'fail', tests: ['excluded'] } : each;
    });
    expect(asked(excluded)).toBeNull();
  });

  it('is right again once it is back by two thirds within half an hour, at once or in steps', () => {
    expect(asked(after(...shifted, 3.42, 3.4))).toBeNull();
    expect(asked(after(...shifted, 2.96, 3.1, 3.24))).toBeNull();
    expect(asked(after(...shifted, 2.92, 3.02, 3.12, 3.22, 3.32, 3.42))?.at).toBe(NOON);
  });
});

describe('what is no other zero', () => {
  test('a gate that opens, and the water falls on', () => expect(asked(after(2.88, 2.5, 2.4, 2.3, 2.2))).toBeNull());
  test('one reading that failed', () => expect(asked(after(2.88, 3.46, 3.44, 3.42, 3.4))).toBeNull());
  test('less than a fourteenth of bankfull', () => expect(asked(after(3.34, 3.33, 3.32, 3.31))).toBeNull());
  test('twice a day below a power station', () => {
    const gates = Array.from({ length: 200 }, (_, index) => (index % 36 < 18 ? 1.9 : 1.3));
    expect(asked(told(gates))).toBeNull();
  });
  test('a rise that came at once and is taken back', () => {
    const bump = after(3.48, 4.1, 4.08, 4.06, 4.04, 3.42, 3.4, 3.38, 3.36);
    expect(asked(bump)).toBeNull();
  });
  test('a fall that took a silence of two hours', () => {
    const silent = [
      ...told(flood),
      ...told(shifted).map((each) => ({ ...each, observedAt: each.observedAt + NOON + 2 * HOUR_MS })),
    ];
    expect(asked(silent)).toBeNull();
  });
  test('the first hours of a gauge, of which nobody knows how it falls', () => {
    expect(asked(told([...flood.slice(-30), ...shifted]))).toBeNull();
  });
});

describe('water that rises', () => {
  /** A river that stands at 1 m for thirty hours and then rises, `slipM` less from three hours later on; for six hours. */
  const slipped = (mPerH: number, slipM: number) =>
    told(
      Array.from({ length: 216 }, (_, index) => {
        const h = index / 6;
        return 1 + mPerH * Math.max(0, h - 30) - (h >= 33 ? slipM : 0);
      }),
    );
  test.each([
    [0.2, 0.25],
    [0.3, 0.3],
    [0.5, 0.4],
    [0.8, 0.6],
  ])('by %s m an hour does not hide that the gauge slipped by %s m', (mPerH, slipM) => {
    expect(asked(slipped(mPerH, slipM))).toMatchObject({ at: 33 * HOUR_MS, stays: true });
  });

  test('to the next crest is not a gauge that is right again', () => {
    const crest = Array.from({ length: 24 }, (_, index) => 2.82 + Math.max(0, index - 12) * 0.083);
    const series = after(...shifted, ...crest);
    expect(asked(series)?.at).toBe(NOON);
  });
});

test.each([
  ['of which quality control believes each at once', 0.5, 'pass', []],
  ['which is held back for an hour each time', 0.7, 'suspect', ['spike']],
] as const)(
  'a river that is drawn down every eight hours, %s, holds an alert for twelve hours at most',
  (_, fallM, quality, tests) => {
    const series = told(Array.from({ length: 10 * 144 }, (_, index) => 2 + (fallM * (index % 48)) / 48)).map(
      (each, index): Reading => (index >= 48 && index % 48 < 6 ? { ...each, quality, tests } : each),
    );
    const held = series.filter((_, index) => {
      const now = index * TEN;
      return asked(series.slice(Math.max(0, index - 288), index + 1), now) !== null;
    });
    expect(held.length * TEN).toBeLessThanOrEqual(12 * HOUR_MS);
  },
);

test('another zero throughout changes nothing, nor what comes after the moment that is asked about', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 160, maxLength: 220 }),
      fc.integer({ min: 145, max: 159 }),
      fc.integer({ min: 0, max: 900 }),
      fc.integer({ min: -2000, max: 2000 }),
      (steps, index, stepMm, zeroMm) => {
        let level = 3000;
        const mm = steps.map((each, at) => (level += each - (at === index ? stepMm : 0)));
        const series = mm.map((value, at) => stageReading('bridge', at * TEN, value / 1024));
        const now = (index + 6) * TEN;
        const found = asked(series, now);
        const elsewhere = asked(
          series.map((each) => ({ ...each, value: each.value + zeroMm / 1024 })),
          now,
        );
        expect(elsewhere?.at).toBe(found?.at);
        expect(asked(series.slice(0, index + 7), now)).toEqual(found);
        if (found) expect(found.fellM).toBeGreaterThanOrEqual(0.17);
      },
    ),
  );
});
