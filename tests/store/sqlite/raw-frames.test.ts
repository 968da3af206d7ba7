import { expect, test } from 'vitest';
import { createSqliteRawFrameStore } from '../../../src/store/sqlite/raw-frames.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const open = testDatabases();
const frame = (station: string, receivedAt: number, payload: Uint8Array = Buffer.from(String(receivedAt))) => ({
  station,
  topic: `sensors/${station}`,
  receivedAt,
  payload,
});

test('frames come back byte for byte, newest first, each station’s own', async () => {
  const store = createSqliteRawFrameStore(await open());
  const bytes = Uint8Array.from([0, 255, 128, 10]);
  store.append([frame('weir', 1), frame('bridge', 2), frame('weir', 3, bytes)]);
  const found = store.recent('weir', 10);
  expect(found.map((each) => [each.receivedAt, each.topic])).toEqual([
    [3, 'sensors/weir'],
    [1, 'sensors/weir'],
  ]);
  expect(Uint8Array.from(found[0]!.payload)).toEqual(bytes);
  expect(store.recent('weir', 1)).toHaveLength(1);
});

test('older ones are forgotten, and a device that sends without end loses its oldest', async () => {
  const store = createSqliteRawFrameStore(await open(), 3);
  store.append([frame('weir', 1), frame('weir', 2), frame('weir', 3)]);
  expect(store.forget(2)).toBe(1);
  expect(store.recent('weir', 10).map((each) => each.receivedAt)).toEqual([3, 2]);
  store.append([frame('weir', 4), frame('weir', 5), frame('weir', 6)]);
  expect(store.recent('weir', 10).map((each) => each.receivedAt)).toEqual([6, 5, 4]);
});
