import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { linearReservoir, routeReach } from '../../../sensors-sim/synthetic/linear-reservoir.ts';
import { evenly } from '../../support/evenly.ts';

const STEP_H = 1 / 6;
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
const peakAt = (list: readonly number[]): number => list.indexOf(Math.max(...list));
const dry = (hours: number): number[] => Array.from({ length: Math.ceil(hours / STEP_H) }, () => 0);

const floods = fc.array(evenly(0, 1_000), { minLength: 1, maxLength: 60 });
const residences = evenly(0.2, 12);

test('a reservoir in balance stays in balance', () => {
  const flow = linearReservoir([6, 6, 6], 2, 1);
  for (const each of flow) expect(each).toBeCloseTo(6, 12);
});

test('all the water comes out again, and no more', () => {
  fc.assert(
    fc.property(floods, residences, (flood, hours) => {
      const inflow = [0, ...flood, ...dry(40 * hours)];
      for (const outflow of [linearReservoir(inflow, hours, STEP_H), routeReach(inflow, hours, STEP_H)]) {
        expect(Math.min(...outflow)).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.abs(sum(outflow) - sum(inflow))).toBeLessThan(1e-6 * (1 + sum(inflow)));
      }
    }),
  );
});

test('a wave reaches the end of a reach later and lower', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 60 }), evenly(0.5, 12), (length, travelH) => {
      const wave = Array.from({ length }, (_, i) => 100 * Math.sin((Math.PI * (i + 1)) / (length + 1)) ** 2);
      const inflow = [0, ...wave, ...dry(10 * travelH)];
      const outflow = routeReach(inflow, travelH, STEP_H);
      expect(peakAt(outflow)).toBeGreaterThan(peakAt(inflow));
      expect(Math.max(...outflow)).toBeLessThan(Math.max(...inflow));
    }),
  );
});

test('a reach of no length changes nothing', () => {
  expect(routeReach([1, 5, 2], 0, STEP_H)).toEqual([1, 5, 2]);
});
