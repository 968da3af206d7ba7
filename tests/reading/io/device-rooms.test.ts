import { expect, test } from 'vitest';
import { createDeviceRooms } from '../../../src/reading/io/device-rooms.ts';

test('what a device may send is counted over all its connections, also after it comes in anew', () => {
  const rooms = createDeviceRooms<string>(() => {});
  rooms.enter('trebes', 'first');
  expect(rooms.waitMs('trebes', 0, 4_000)).toBe(0);
  rooms.leave('trebes', 'first');
  rooms.enter('trebes', 'second');
  expect(rooms.waitMs('trebes', 0, 200)).toBe(1_000);
  expect(rooms.waitMs('alet', 0, 4_000)).toBe(0);
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
