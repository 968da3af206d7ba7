import { expect, it } from 'vitest';
import { observedSeries } from '../../../src/forecast/observed/observed-series.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import type { Reading } from '../../../src/reading/reading.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { station } from '../../support/synthetic-river.ts';

const town = station('town', []);
const reading = (hour: number, value: number, quality: Reading['quality']) =>
  stageReading('town', hour * HOUR_MS, value, quality);

it('what teaches is what quality control let through, as it was known by then, over months', async () => {
  const all = [
    reading(1, 1, 'pass'),
    reading(2, 9, 'suspect'),
    reading(3, 1.1, 'not-evaluated'),
    reading(4, -99, 'fail'),
    reading(70 * 24, 1.2, 'pass'),
  ];
  const asked: number[] = [];
  let turns = 0;
  const window = async (_: unknown, from: number, to: number, receivedBy: number) => {
    asked.push(receivedBy);
    return all.filter(({ observedAt: at }) => at >= from && at <= to);
  };
  const turn = async () => void turns++;
  const series = await observedSeries({ window }, town, { from: 0, to: 90 * DAY_MS, receivedBy: 80 * DAY_MS }, turn);
  expect([...series.values]).toEqual([1, 1.1, 1.2]);
  expect([...series.times]).toEqual([1, 3, 70 * 24].map((hour) => hour * HOUR_MS));
  expect(new Set(asked)).toEqual(new Set([80 * DAY_MS]));
  expect(turns).toBe(3);
});
