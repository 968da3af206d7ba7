import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { readLately } from '../../../src/reading/by-person/read-lately.ts';
import { stageReading } from '../../support/stage-reading.ts';

const NOW = Date.parse('2020-01-22T05:10:00Z');
const read = (agoMin: number, stageM: number, quality: 'pass' | 'fail' = 'pass') => ({
  ...stageReading('town', NOW - agoMin * MINUTE_MS, stageM),
  quality,
  tests: ['by-person' as const],
});

test('what a person read holds for three hours, to the minute', () => {
  expect(readLately([read(180, 3.4)], NOW)).toMatchObject({ value: 3.4, observedAt: NOW - 3 * HOUR_MS });
  expect(readLately([read(181, 3.4)], NOW)).toBeNull();
  expect(readLately([read(0, 3.4)], NOW)?.value).toBe(3.4);
});

test('of several the newest counts, not what is no longer held true, nor what is of later, nor the sensor', () => {
  const sensor = stageReading('town', NOW - MINUTE_MS, 1.2);
  expect(readLately([read(60, 3.1), read(30, 3.4), read(20, 9, 'fail'), sensor, read(-5, 3.6)], NOW)?.value).toBe(3.4);
  expect(readLately([sensor], NOW)).toBeNull();
  expect(readLately([], NOW)).toBeNull();
});
