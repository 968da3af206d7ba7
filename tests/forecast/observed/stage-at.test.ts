import { expect, it } from 'vitest';
import { newestAt, valueAt } from '../../../src/forecast/observed/stage-at.ts';
import type { Reading } from '../../../src/reading/reading.ts';
import { stageReading } from '../../support/stage-reading.ts';

const readings = [10, 20, 30].map((at): Reading => stageReading('town', at, at / 10));

it('the newest reading of a moment was observed then or before', () => {
  expect([9, 10, 19, 20, 99].map((at) => newestAt(readings, at)?.value ?? null)).toEqual([null, 1, 1, 2, 3]);
  expect(newestAt([], 10)).toBeNull();
});

it('a value stands until the tolerance is over', () => {
  expect([29, 30, 35, 36].map((at) => valueAt(readings, at, 5))).toEqual([null, 3, 3, null]);
});
