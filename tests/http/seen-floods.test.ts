import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { observedSeries } from '../../src/forecast/observed/observed-series.ts';
import { seenFloods, viewPast } from '../../src/http/views/afterwards/past-view.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { floodsOf } from '../../src/verification/match-events.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { memoryStores } from '../support/memory-database.ts';

const MARK_M = 4;

/** Two months of a gauge that stood at a metre each hour, but where an hour before now is given; `null`: nothing came. What ends in .9 is doubted. */
async function recordWith(levels: Readonly<Record<number, number | null>>) {
  const { readings } = memoryStores();
  const hours = Array.from({ length: 61 * 24 }, (_, hour) => 61 * 24 - hour);
  await readings.append(
    hours.flatMap((before) => {
      const observedAt = NOW - before * HOUR_MS;
      const value = levels[before] === undefined ? 1 : levels[before];
      const reading = { station: 'coursan', quantity: 'stage', observedAt, receivedAt: observedAt } as const;
      if (value === null) return [];
      return [{ ...reading, value, quality: (value * 10) % 10 === 9 ? 'suspect' : 'pass', tests: [] } as const];
    }),
  );
  const { doors } = createWorld();
  const commune = doors.communes.get('coursan')!;
  const marks = { prepare: MARK_M, act: 5, danger: 6 };
  const watched = { ...commune, watches: [{ station: 'coursan', marks }] };
  const read: Reading[] = [];
  const noted = (found: Reading[]) => {
    read.push(...found);
    return found;
  };
  const counted = {
    ...readings,
    window: async (...asked: Parameters<typeof readings.window>) => noted(await readings.window(...asked)),
    reaching: async (...asked: Parameters<typeof readings.reaching>) => noted(await readings.reaching(...asked)),
  };
  const first = NOW - 90 * DAY_MS;
  const policies = { ...doors.policies, current: () => null };
  const floods = await seenFloods(
    { ...doors, readings: counted, policies, statements: { ...doors.statements, firstAt: () => first } },
    watched,
  );
  const station = doors.network.stations.get('coursan')!;
  const span = { from: NOW - 60 * DAY_MS, to: NOW, receivedBy: NOW };
  const whole = await observedSeries(readings, station, span, setImmediate);
  return { floods, whole: floodsOf(whole, MARK_M), read: read.length };
}

test.each([
  ['in calm water', {}, 0],
  ['in a flood of three hours', { 100: 4, 99: 5.5, 98: 4.2 }, 1],
  ['in two with a day between', { 100: 4.5, 60: 5, 59: 4.1 }, 2],
  [
    'after a silence of a day',
    { ...Object.fromEntries([...Array(24).keys()].map((n) => [101 + n, null])), 100: 4.5 },
    1,
  ],
  ['in a flood in which the two months begin', { 1441: 5, 1440: 5, 1439: 4.5 }, 1],
])('what a gauge has seen %s is what the whole record says, and little of it is read', async (_name, levels, count) => {
  const { floods, whole, read } = await recordWith(levels);
  expect(floods).toEqual(whole);
  expect(floods).toHaveLength(count);
  expect(read).toBeLessThan(20);
});

test('a doubtful value is no flood, nor does it say when the water passed', async () => {
  expect((await recordWith({ 100: 5.9 })).floods).toEqual([]);
  const silence = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [100 + n, null]));
  const { floods, whole } = await recordWith({ ...silence, 102: 1.9, 100: 5 });
  expect(floods).toEqual(whole);
  expect(floods[0]?.passageSeen).toBe(false);
});

test('of each of hundreds of communes others have their turn before the alerts of years are read', async () => {
  const { doors } = createWorld();
  const done: string[] = [];
  const { journal } = doors;
  const events: typeof journal.events = (...asked) => {
    done.push('read');
    return journal.events(...asked);
  };
  let next = globalThis.setImmediate(function turn() {
    done.push('turn');
    next = globalThis.setImmediate(turn);
  });
  for (const commune of doors.communes.values())
    await viewPast({ ...doors, journal: { ...journal, events } }, commune, async () => []);
  clearImmediate(next);
  expect(done.filter((each) => each === 'read')).toHaveLength(doors.communes.size);
  expect(done.join()).not.toContain('read,read');
});
