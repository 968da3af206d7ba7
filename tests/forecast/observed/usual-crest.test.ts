import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floodRiseOf } from '../../../src/forecast/learn/own-floods.ts';
import { usualCrest } from '../../../src/forecast/observed/gauge-habits.ts';
import { FLOOD_RISE } from '../../../src/forecast/observed/running-flood.ts';
import type { Series } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';

/** Hourly; calm but at noon, when it stands as high as that day's number says. */
function noons(crests: readonly number[]): Series {
  const times = Float64Array.from({ length: 24 * crests.length }, (_, hour) => hour * HOUR_MS);
  return { times, values: times.map((at) => (at % DAY_MS === 12 * HOUR_MS ? crests[at / DAY_MS - 0.5]! : 0)) };
}

const crest = fc.double({ min: 0, max: 3, noNaN: true });
const days = (least: number, most: number) => fc.array(crest, { minLength: least, maxLength: most });

describe('what a gauge reaches on most days', () => {
  it('makes no flood of what came on half of them', () => {
    fc.assert(
      fc.property(days(30, 80), (crests) => {
        const floodRise = floodRiseOf(noons(crests));
        const floods = crests.filter((each) => each >= floodRise).length;
        expect(floods).toBeLessThanOrEqual(crests.length / 2);
        expect(floodRise).toBeGreaterThanOrEqual(FLOOD_RISE);
      }),
    );
  });

  it('changes nothing where most days are calm, however high the others', () => {
    fc.assert(
      fc.property(days(0, 40), fc.integer({ min: 1, max: 20 }), (floods, more) => {
        const calm = Array.from({ length: Math.max(30, floods.length + more) }, () => 0.1);
        expect(floodRiseOf(noons([...floods, ...calm]))).toBe(FLOOD_RISE);
      }),
    );
  });

  it('is nothing of water that stands high and still', () => {
    const { times } = noons(Array.from({ length: 40 }, () => 0));
    expect(floodRiseOf({ times, values: times.map((at) => 0.5 + 0.04 * Math.sin(at / HOUR_MS)) })).toBe(FLOOD_RISE);
  });

  it('is known after thirty days', () => {
    const waves = (count: number) => noons(Array.from({ length: count }, () => 0.4));
    expect([usualCrest(waves(29), FLOOD_RISE), usualCrest(waves(30), FLOOD_RISE)]).toEqual([0, 0.4]);
    expect(floodRiseOf(waves(30))).toBeCloseTo(0.4 + FLOOD_RISE, 12);
  });

  it('does not hang on when a day begins, nor on what is silent', () => {
    const { times, values } = noons(Array.from({ length: 40 }, (_, day) => (day % 4 === 0 ? 0 : 0.5)));
    const isTold = (index: number): boolean => index % 3 === 0;
    const some = {
      times: times.filter((_, index) => isTold(index)),
      values: values.filter((_, index) => isTold(index)),
    };
    expect(usualCrest(some, FLOOD_RISE)).toBe(0.5);
  });
});
