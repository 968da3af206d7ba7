import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDeviceRooms } from '../../../src/reading/io/device-rooms.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A reading of some bytes, or a batch of them, that is sent again where it is not acknowledged. */
const message = (readings: number, more: { bytes?: number; comesAgain?: boolean } = {}) => ({
  readings,
  bytes: 100,
  comesAgain: true,
  ...more,
});

/** How long each has waited, in the order in which they went on. */
function startRooms() {
  const rooms = createDeviceRooms<string>(() => {});
  const waited: number[] = [];
  const pass = (user: string, from: string, ...asked: Parameters<typeof message>): boolean => {
    const cameAt = performance.now();
    return rooms.pass(user, from, message(...asked), () => void waited.push(performance.now() - cameAt));
  };
  return { rooms, waited, pass };
}

test('what a device may send is counted over all its connections, also after it comes in anew', async () => {
  const { rooms, waited, pass } = startRooms();
  rooms.enter('trebes', 'first');
  pass('trebes', 'first', 4_000);
  expect(waited).toEqual([0]);
  rooms.leave('trebes', 'first');
  rooms.enter('trebes', 'second');
  pass('trebes', 'second', 200);
  pass('alet', 'other', 4_000);
  expect(waited).toEqual([0, 0]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(waited).toEqual([0, 0, 1_000]);
});

test('what waits is given up with its connection, and sent again it has no more to wait than before', async () => {
  const { rooms, waited, pass } = startRooms();
  rooms.enter('trebes', 'first');
  rooms.enter('trebes', 'other');
  for (const readings of [4_000, 1_000]) pass('trebes', 'first', readings);
  pass('trebes', 'other', 200);
  await vi.advanceTimersByTimeAsync(4_000);
  rooms.leave('trebes', 'first');
  expect(vi.getTimerCount()).toBe(1);
  rooms.enter('trebes', 'second');
  pass('trebes', 'second', 1_000);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(waited).toEqual([0, 6_000, 2_000]);
});

test('what will not be sent again is taken in when its turn has come, though its connection is gone', async () => {
  const { rooms, waited, pass } = startRooms();
  rooms.enter('trebes', 'first');
  pass('trebes', 'first', 4_200, { comesAgain: false });
  rooms.leave('trebes', 'first');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(waited).toEqual([1_000]);
});

test('a device that comes in anew over and over does not fill the memory with what waits', async () => {
  const { waited, pass } = startRooms();
  pass('trebes', 'first', 4_000);
  // With what each of them takes beside what it says, 32 of them are 32 MiB.
  const big = { bytes: 1023 * 1024, comesAgain: false };
  const taken = Array.from({ length: 100 }, (_, n) => pass('trebes', `again ${n}`, 1, big)).filter(Boolean);
  expect(taken).toHaveLength(32);
  // What is not taken costs nothing: sent again and again it would put off all that comes after it.
  for (let again = 0; again < 10; again += 1) expect(pass('trebes', 'first', 4_000, big)).toBe(false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(waited).toHaveLength(33);
  expect(pass('trebes', 'first', 1, big)).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(waited).toHaveLength(34);
});

test('nor does one that says little many times: of each that waits more is kept than it says', () => {
  const { rooms, pass } = startRooms();
  pass('trebes', 'first', 4_000);
  const taken = Array.from({ length: 40_000 }, () => pass('trebes', 'first', 1, { bytes: 0, comesAgain: false }));
  expect(taken.filter(Boolean)).toHaveLength(32 * 1024);
  rooms.close();
});

test('nothing waits any more once they are closed', () => {
  const { rooms, waited, pass } = startRooms();
  pass('trebes', 'first', 5_000);
  pass('alet', 'other', 5_000, { comesAgain: false });
  rooms.close();
  expect(vi.getTimerCount()).toBe(0);
  expect(waited).toEqual([]);
});

test('the oldest connection of a device gives way to its eleventh, and one that has left counts no more', () => {
  const gone: number[] = [];
  const rooms = createDeviceRooms<number>((oldest) => void gone.push(oldest));
  for (let connection = 1; connection <= 10; connection += 1) rooms.enter('trebes', connection);
  rooms.leave('trebes', 3);
  rooms.enter('trebes', 11);
  expect(gone).toEqual([]);
  rooms.enter('trebes', 12);
  expect(gone).toEqual([1]);
});
