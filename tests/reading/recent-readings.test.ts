import { expect, test } from 'vitest';
import type { Reading } from '../../src/reading/reading.ts';
import { createRecentReadings } from '../../src/reading/recent-readings.ts';
import { memoryStores } from '../support/memory-database.ts';
import { stageReading } from '../support/stage-reading.ts';

const T0 = Date.UTC(2020, 0, 22);
const bridge = { station: 'bridge', quantity: 'stage' } as const;
const reading = (minute: number) => stageReading('bridge', T0 + minute * 60_000, minute);

/** Answers of the store are given out by hand, as a slow one gives them. */
function slowStore() {
  const asked: PromiseWithResolvers<Reading[]>[] = [];
  let isWritten = false;
  const window = () => {
    const answer = Promise.withResolvers<Reading[]>();
    asked.push(answer);
    return answer.promise;
  };
  const recent = createRecentReadings({ ...memoryStores().readings, window }, 48, () => (isWritten ? 'all' : []));
  return { asked, recent, otherWrites: () => (isWritten = true) };
}

test('what a slow store answers after the readings were asked for anew is not taken for what is held', async () => {
  const { asked, recent, otherWrites } = slowStore();
  const before = recent.of(bridge, T0);
  otherWrites();
  recent.refresh();
  const after = recent.of(bridge, T0);
  asked[1]!.resolve([reading(0), reading(1)]);
  await after;
  asked[0]!.resolve([reading(0)]);
  await before;
  expect(recent.held(bridge)).toEqual([reading(0), reading(1)]);
  recent.add(reading(2), T0);
  expect(await recent.of(bridge, T0)).toEqual([reading(0), reading(1), reading(2)]);
});

test('a store that fails late forgets nothing that was read since, and is asked again where nothing was', async () => {
  const { asked, recent, otherWrites } = slowStore();
  const before = recent.of(bridge, T0);
  otherWrites();
  recent.refresh();
  const after = recent.of(bridge, T0);
  asked[1]!.resolve([reading(0)]);
  await after;
  asked[0]!.reject(new Error('no answer'));
  await expect(before).rejects.toThrow('no answer');
  expect(recent.held(bridge)).toEqual([reading(0)]);
  recent.refresh();
  const failing = recent.of(bridge, T0);
  asked[2]!.reject(new Error('no answer'));
  await expect(failing).rejects.toThrow('no answer');
  const again = recent.of(bridge, T0);
  asked[3]!.resolve([reading(0)]);
  expect(await again).toEqual([reading(0)]);
});
