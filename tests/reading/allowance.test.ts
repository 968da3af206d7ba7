import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, iso } from '../../src/lib/units.ts';
import { createAllowance } from '../../src/reading/allowance.ts';
import { intake } from '../../src/reading/intake.ts';
import { createRecentReadings } from '../../src/reading/recent-readings.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { stations } from '../support/aude.ts';
import { memoryStores } from '../support/memory-database.ts';

const T0 = Date.UTC(2020, 0, 22, 12);

/** How many of so many, one each `everyMs`, are taken. */
function taken(count: number, everyMs: number, allowance = createAllowance(), from = T0): number {
  let all = 0;
  for (let n = 0; n < count; n += 1) if (allowance.takes('bridge', from + n * everyMs)) all += 1;
  return all;
}

test('what a gauge did not use it may use later, and each has its own', () => {
  const allowance = createAllowance(2, 3);
  expect(taken(5, 0, allowance)).toBe(3);
  expect(allowance.takes('weir', T0)).toBe(true);
  expect(taken(4, 0, allowance, T0 + 500)).toBe(1);
  expect(taken(9, 0, allowance, T0 + DAY_MS)).toBe(3);
  // A clock that is set back neither gives nor takes.
  expect(taken(4, 0, allowance, T0)).toBe(0);
  expect(taken(4, 0, allowance, T0 + 500)).toBe(1);
});

describe('as it is', () => {
  test('thirty days of a gauge that was cut off are taken at once, and then what it goes on to say', () => {
    const allowance = createAllowance();
    expect(taken(43_200, 0, allowance)).toBe(43_200);
    expect(taken(1_440, 60_000, allowance)).toBe(1_440);
  });

  test('one that reports each second is always heard, also after a day of silence', () => {
    const allowance = createAllowance();
    expect(taken(86_400, 1_000, allowance)).toBe(86_400);
    expect(taken(86_400, 0, allowance, T0 + 2 * DAY_MS)).toBe(86_400);
    expect(taken(86_400, 1_000, allowance, T0 + 2 * DAY_MS)).toBe(86_400);
  });

  test('of one that reports each second and was cut off for three days the last hours are taken, and all that it says meanwhile', () => {
    const allowance = createAllowance();
    const [perS, cutOff] = [400, 3 * 86_400];
    const refused: number[] = [];
    for (let sent = 0; sent < cutOff; sent += 1) {
      const now = T0 + Math.floor(sent / perS) * 1_000;
      const observedAt = T0 - (cutOff - sent) * 1_000;
      if (!allowance.takes('bridge', now, observedAt)) refused.push(observedAt);
      if (sent % perS === 0) expect(allowance.takes('bridge', now)).toBe(true);
    }
    expect(Math.max(...refused)).toBeLessThan(T0 - 5.5 * HOUR_MS);
  });

  test('thirty days of four a minute are taken at once, though they are told oldest first', () => {
    const allowance = createAllowance();
    const all = Array.from({ length: 172_800 }, (_, n) => T0 - (172_800 - n) * 15_000);
    expect(all.filter((observedAt) => !allowance.takes('bridge', T0, observedAt))).toEqual([]);
  });

  test('of 200 a second so many are taken as fit into memory, and each second some of the newest', () => {
    const allowance = createAllowance();
    const [anHour, perHour] = [200 * 3_600, 2 * 3_600];
    expect(taken(anHour, 5, allowance)).toBeLessThanOrEqual(200_000 + perHour);
    expect(taken(200 * 60, 5, allowance, T0 + HOUR_MS)).toBe(120);
  });
});

test('a backlog leaves what is kept for the last hours, whose readings are taken all the same', async () => {
  const context = { network: createNetwork(stations), devices: [], acceptSimulated: false, limits: { of: () => null } };
  const observed = [-48, -47, -46, -45, -44, -43, -42, -41, -1, 0].map((hours) => T0 + hours * HOUR_MS);
  const payload = Buffer.from(JSON.stringify(observed.map((at) => ({ observedAt: iso(at), stageM: 1 }))));
  const recent = createRecentReadings(memoryStores().readings, 96);
  const { readings } = await intake([{ topic: 'amont/v1/trebes/stage', payload, receivedAt: T0 }], {
    ...context,
    allowance: createAllowance(0, 8),
    excluding: () => [],
    recent,
    now: T0,
  });
  expect(readings.map(({ observedAt }) => (observedAt - T0) / HOUR_MS)).toEqual([
    -48, -47, -46, -45, -44, -43, -42, -1,
  ]);
});

test('of what a gauge says above it nothing is stored, and each message is kept as refused with how many; what was said already costs nothing', async () => {
  const recent = createRecentReadings(memoryStores().readings, 48);
  const context = { network: createNetwork(stations), devices: [], acceptSimulated: false, limits: { of: () => null } };
  const allowance = createAllowance(1, 3);
  const say = (from: number, ...values: number[]) => ({
    topic: 'amont/v1/trebes/stage',
    payload: Buffer.from(
      JSON.stringify(values.map((stageM, n) => ({ observedAt: iso(T0 + (from + n) * 1_000), stageM }))),
    ),
    receivedAt: T0 + 10_000,
  });
  const took = async (...batch: ReturnType<typeof say>[]) => {
    const { readings, rejections } = await intake(batch, {
      ...context,
      allowance,
      excluding: () => [],
      recent,
      now: T0 + 10_000,
    });
    return [readings.map(({ value }) => value), rejections.map(({ reason, detail }) => [reason, detail])];
  };
  const refused = (count: number) => [
    'too-many',
    `${count} new readings of it are more than a gauge may add; allowed are 1 a second for long, 3 after a silence`,
  ];
  expect(await took(say(0, 1, 1.01))).toEqual([[1, 1.01], []]);
  expect(await took(say(0, 1, 1.01), say(2, 1.02, 1.03, 1.04), say(5, 1.05))).toEqual([
    [1, 1.01, 1.02],
    [refused(2), refused(1)],
  ]);
  expect(await took(say(0, 1, 1.01, 1.02))).toEqual([[1, 1.01, 1.02], []]);
  // None of them judges another, or is told.
  expect(recent.held({ station: 'trebes', quantity: 'stage' })?.map(({ value }) => value)).toEqual([1, 1.01, 1.02]);
});
