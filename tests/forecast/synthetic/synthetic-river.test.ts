import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MODEL } from '../../../src/forecast/learn/fit-network.ts';
import { drawsFrom } from '../../../src/forecast/synthetic/draws.ts';
import { rainfall } from '../../../src/forecast/synthetic/rainfall.ts';
import { ground, runoff } from '../../../src/forecast/synthetic/runoff.ts';
import { syntheticRiver } from '../../../src/forecast/synthetic/synthetic-river.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';

const STEP_H = 1 / 6;
const seeds = fc.integer({ min: 1, max: 10_000 });
const sum = (values: Float64Array): number => values.reduce((total, each) => total + each, 0);

describe('rain on a synthetic river', () => {
  it('falls in storms between dry hours, on every sub-basin, and into the gauge as much as on average falls on one', () => {
    const totals = { gauge: 0, basins: 0 };
    for (let seed = 1; seed <= 40; seed++) {
      const { basins, gauge } = rainfall(drawsFrom(seed), { days: 75, stepH: STEP_H }, 3);
      const onOne = basins.reduce((total, each) => total + sum(each), 0) / basins.length;
      expect(sum(gauge)).toBeLessThan(2 * onOne);
      totals.gauge += sum(gauge);
      totals.basins += onOne;
      const dry = gauge.filter((mm) => mm < 0.05).length / gauge.length;
      expect(dry).toBeGreaterThan(0.5);
      expect(dry).toBeLessThan(1);
    }
    expect(totals.gauge / totals.basins).toBeGreaterThan(0.7);
    expect(totals.gauge / totals.basins).toBeLessThan(1.5);
  });
});

describe('the ground of a synthetic river', () => {
  it('gives back no more water than fell and lay in it', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.array(fc.double({ min: 0, max: 8, noNaN: true }), { minLength: 200, maxLength: 400 }),
        (seed, mm) => {
          const draws = drawsFrom(seed);
          const basin = ground(draws);
          const rain = Float64Array.from(mm);
          const out = runoff(draws, basin, rain, STEP_H);
          expect(Math.min(...out)).toBeGreaterThanOrEqual(0);
          // Of the soil at most seven tenths are full at first, and 2 mm lie below.
          expect(sum(out) * STEP_H).toBeLessThanOrEqual(sum(rain) + 0.7 * basin.soilMm + 2 + 1e-6);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('knows nothing of rain to come', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 99 }), (seed, from) => {
        const [dry, wet] = [new Float64Array(100), new Float64Array(100).fill(5, from)];
        const flowOf = (rain: Float64Array): Float64Array => {
          const draws = drawsFrom(seed);
          return runoff(draws, ground(draws), rain, STEP_H);
        };
        expect(flowOf(wet).subarray(0, from)).toEqual(flowOf(dry).subarray(0, from));
      }),
    );
  });

  it('of streets lets all run off, the soil keeps what it can', () => {
    const rain = new Float64Array(600).fill(4, 0, 6);
    const gone = (sealed: number): number => {
      const basin = { ...ground(drawsFrom(3)), lagH: 1, sealed, soilMm: 100, uneven: 3, baseflowH: 1e6 };
      return sum(runoff(drawsFrom(4), basin, rain, STEP_H)) * STEP_H;
    };
    expect(gone(1)).toBeCloseTo(24, 1);
    expect(gone(0.1)).toBeLessThan(12);
    expect(gone(0.1)).toBeGreaterThan(2.4);
  });
});

describe('a synthetic river', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(syntheticRiver(5)).toEqual(syntheticRiver(5));
    expect(syntheticRiver(5).series.get('gauge-0')!.values).not.toEqual(
      syntheticRiver(6).series.get('gauge-0')!.values,
    );
  });

  it('is of one name with what is learned of it: another river is another model, and what was kept is learned anew', () => {
    const digest = createHash('sha256');
    for (const { times, values } of syntheticRiver(1).series.values()) digest.update(times).update(values);
    expect([MODEL, digest.digest('hex').slice(0, 16)]).toEqual(['adlp-22', 'da1f7fbde6e765fc']);
  });

  it('rises after the rain, not before it', () => {
    const rainAround = { before: 0, after: 0 };
    for (let seed = 1; seed <= 10; seed++) {
      const { series } = syntheticRiver(seed);
      const [rain, { times, values }] = [series.get('rain')!, series.get('gauge-0')!];
      const moved = values.map((level, index) => level - (values[index - 6] ?? level));
      const steepest = times[moved.indexOf(Math.max(...moved))]!;
      const fell = (fromH: number, toH: number): number =>
        sum(
          rain.values.filter((_, step) => {
            const h = (rain.times[step]! - steepest) / HOUR_MS;
            return h > fromH && h <= toH;
          }),
        );
      rainAround.before += fell(-12, 0);
      rainAround.after += fell(0, 12);
    }
    expect(rainAround.before).toBeGreaterThan(3 * rainAround.after);
  });

  it('stands highest at .15 to 1.5 of bankfull above its usual level, and further down later', () => {
    const later: number[] = [];
    for (let seed = 1; seed <= 20; seed++) {
      const { stations, series } = syntheticRiver(seed);
      for (const { id, quantity, bankfullRiseM } of stations) {
        if (quantity !== 'stage') continue;
        const values = series.get(id)!.values;
        const usual = values.toSorted()[values.length >> 1]!;
        const highest = (Math.max(...values) - usual) / bankfullRiseM;
        // Half a centimetre of rounding and three millimetres of noise, three times.
        expect(highest).toBeGreaterThan(0.15 - 0.03 / bankfullRiseM);
        expect(highest).toBeLessThan(1.5 + 0.03 / bankfullRiseM);
      }
      const crest = (id: string): number => {
        const { values } = series.get(id)!;
        return values.indexOf(Math.max(...values));
      };
      later.push(crest('gauge-2') - crest('gauge-0'));
    }
    expect(later.filter((steps) => steps > 0).length).toBeGreaterThan(10);
  });
});
