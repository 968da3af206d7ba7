import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { beforePeople } from '../../../src/reading/by-person/before-people.ts';
import { memoryStores } from '../../support/memory-database.ts';

const series = { station: 'coursan', quantity: 'stage' } as const;
const T0 = Date.parse('2026-11-01T00:00:00Z');
const EVER = Number.MAX_SAFE_INTEGER;

/** When each was entered, and read so long before. */
async function held(sensor: readonly number[], people: readonly { at: number; late?: number }[]) {
  const { readings } = memoryStores();
  const one = { ...series, value: 1, quality: 'pass' } as const;
  await readings.append([
    ...sensor.map((at) => ({ ...one, observedAt: at, receivedAt: at, tests: [] })),
    ...people.map(({ at, late = 0 }) => ({
      ...one,
      observedAt: at - late,
      receivedAt: at,
      tests: ['by-person'] as const,
    })),
  ]);
  return readings;
}

test('what the sensor said last, or nothing, leaves the moment as it is', async () => {
  expect(await beforePeople(await held([], []), series, EVER)).toBe(EVER);
  expect(await beforePeople(await held([T0 + 2 * HOUR_MS], [{ at: T0 }]), series, EVER)).toBe(EVER);
});

test('people who read for months in place of a sensor are passed over, to the first of them', async () => {
  const months = Array.from({ length: 40 }, (_, week) => ({ at: T0 + week * 7 * DAY_MS }));
  expect(await beforePeople(await held([], months), series, EVER)).toBe(T0 - 1);
  expect(await beforePeople(await held([T0 - 9 * HOUR_MS], months), series, EVER)).toBe(T0 - 1);
  // Asked as of a moment among them, nothing of what came later is seen.
  expect(await beforePeople(await held([], months.slice(2)), series, T0 + 8 * DAY_MS)).toBe(T0 + 8 * DAY_MS);
});

test('what was entered late was not known before', async () => {
  const read = [{ at: T0 + HOUR_MS }, { at: T0 + 3 * HOUR_MS, late: 2.5 * HOUR_MS }];
  expect(await beforePeople(await held([], read), series, EVER)).toBe(T0 + HOUR_MS - 1);
});
