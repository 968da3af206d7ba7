import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../sensors-sim/random.ts';
import { rainSeries } from '../../../sensors-sim/synthetic/rain.ts';
import { orvelle } from '../../../sensors-sim/synthetic/river.ts';
import { dischargeM3s, simulateRiver, stageM } from '../../../sensors-sim/synthetic/simulate-river.ts';
import { evenly } from '../../support/evenly.ts';

const storm = { lengthH: 48, bursts: [{ startH: 12, durationH: 4, totalMm: 100 }] };
const peakAt = (list: readonly number[]): number => list.indexOf(Math.max(...list));

test('the same seed gives the same river, another seed another', () => {
  expect(simulateRiver(orvelle, storm, 3)).toEqual(simulateRiver(orvelle, storm, 3));
  expect(simulateRiver(orvelle, storm, 4).messages).not.toEqual(simulateRiver(orvelle, storm, 3).messages);
});

test('every gauge and the rain gauge speak every ten minutes', () => {
  const { stations, messages } = simulateRiver(orvelle, storm, 1);
  for (const { id } of stations) {
    const times = messages.filter(({ station }) => station === id).map(({ observedAt }) => observedAt);
    expect(times).toHaveLength(48 * 6);
    expect(new Set(times.slice(1).map((at, i) => at - times[i]!))).toEqual(new Set([600_000]));
  }
});

test('rain sums to what was ordered', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 30 }),
      (seed, totalMm, durationH) => {
        const rain = rainSeries([{ startH: 5, durationH, totalMm }], 300, 1 / 6, seededRandom(seed, 'rain'));
        expect(rain.reduce((a, b) => a + b, 0)).toBeCloseTo(totalMm, 6);
        expect(Math.min(...rain)).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

describe('on the way down the tree', () => {
  test('the peak comes later at each gauge, whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const rain = rainSeries(storm.bursts, 48 * 6, 1 / 6, seededRandom(seed, 'rain'));
        const flows = dischargeM3s(orvelle, rain, seed);
        for (const { id, upstream } of orvelle.gauges) {
          for (const above of upstream) expect(peakAt(flows.get(id)!)).toBeGreaterThan(peakAt(flows.get(above)!));
        }
      }),
    );
  });

  test('the flow of a long dry time is that of all land above', () => {
    const flows = dischargeM3s(
      orvelle,
      Array.from({ length: 10 }, () => 0),
      1,
    );
    const allKm2 = orvelle.gauges.reduce((sum, { areaKm2 }) => sum + areaKm2, 0);
    expect(flows.get('orvelle-plain')!.at(-1)).toBeCloseTo(0.012 * allKm2, 9);
  });
});

test('the rating curve meets the bank at bankfull flow and flattens above', () => {
  const gauge = { zeroM: 0.5, bankfullRiseM: 3, bankfullM3s: 380 };
  expect(stageM(gauge, 380)).toBe(3.5);
  expect(stageM(gauge, 760)).toBeCloseTo(3.5 + (3 * (2 ** 0.6 - 1)) / 2, 9);
  fc.assert(
    fc.property(evenly(0, 3_000), evenly(0.01, 500), (flow, more) => {
      expect(stageM(gauge, flow + more)).toBeGreaterThan(stageM(gauge, flow));
    }),
  );
});
