import { expect, test } from 'vitest';
import { DAY_MS } from '../../../src/lib/units.ts';
import { createFrameRoom } from '../../../src/reading/device/frame-room.ts';

const frame = (station: string, receivedAt: number, bytes: number) => ({
  station,
  topic: `up/${station}`,
  receivedAt,
  payload: new Uint8Array(bytes),
});

test('of a device that sends its longest message without end so much is kept, and all that others send', () => {
  const hasRoom = createFrameRoom();
  let kept = 0;
  for (let at = 0; at < DAY_MS; at += 1_000) if (hasRoom(frame('weir', at, 64 * 1024))) kept += 64 * 1024;
  expect(kept).toBeLessThan(20_000_000 + 500 * 86_400);
  expect(kept).toBeGreaterThan(60_000_000);
  expect(hasRoom(frame('bridge', DAY_MS, 64 * 1024))).toBe(true);
});

test('of one that sends 4 KB each minute, as no device does, all is kept; as is the day that it was cut off', () => {
  const hasRoom = createFrameRoom();
  for (let at = 0; at < 10 * DAY_MS; at += 60_000) expect(hasRoom(frame('weir', at, 4_096))).toBe(true);
  for (let sent = 0; sent < 1_440; sent += 1) expect(hasRoom(frame('weir', 10 * DAY_MS, 4_096))).toBe(true);
});

test('a clock that is set back gives no room', () => {
  const hasRoom = createFrameRoom(1, 10);
  expect([hasRoom(frame('weir', 5_000, 10)), hasRoom(frame('weir', 0, 1)), hasRoom(frame('weir', 1_000, 1))]).toEqual([
    true,
    false,
    true,
  ]);
});
