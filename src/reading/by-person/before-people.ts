import type { Instant } from '../../lib/clock.ts';
import { isByPerson } from '../reading.ts';
import type { ReadingStore, SeriesKey } from '../reading-store.ts';
import { LOOKED_BACK_MS } from './latest-by-sensor.ts';

/** Each takes in at least four weeks of what people read: years of it. */
const MOST_STEPS = 50;

/**
 * The moment before people began to read a gauge in place of its sensor: what had been received by then says whether the sensor ever spoke.
 * `by` itself where the newest reading received by then is the sensor's own, or where there is none.
 * @example a sensor until 8:00, people at 9:00 and 10:00 → just before 9:00
 */
export async function beforePeople(
  readings: Pick<ReadingStore, 'latest' | 'window'>,
  series: SeriesKey,
  by: Instant,
): Promise<Instant> {
  let before = by;
  for (let step = 0; step < MOST_STEPS; step++) {
    const newest = await readings.latest(series, before);
    if (!newest || !isByPerson(newest)) return before;
    const { observedAt } = newest;
    const past = await readings.window(series, observedAt - LOOKED_BACK_MS, observedAt, before);
    const bySensor = past.findLastIndex((each) => !isByPerson(each));
    const run = [newest, ...past.slice(bySensor + 1)];
    before = Math.min(...run.map(({ receivedAt }) => receivedAt)) - 1;
  }
  return before;
}
