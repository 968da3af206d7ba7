import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createSchedule } from '../src/schedule.ts';
import type { Commune } from '../src/territory/commune.ts';
import { createNetwork } from '../src/territory/network.ts';
import { communes, stations } from './support/aude.ts';

const many = Array.from({ length: 45 }, (_, index) => ({ ...communes[index % communes.length]!, id: `town-${index}` }));
const network = createNetwork(stations);

function scheduled(assess: (communes: readonly Commune[]) => Promise<void>) {
  const schedule = createSchedule(network, new Map(many.map((each) => [each.id, each])), assess, null);
  schedule.start();
  return schedule;
}

it('judges every commune once a tick, some at a time, and lets others have their turn in between', async () => {
  const rounds: string[][] = [];
  const schedule = scheduled(async (round) => void rounds.push(round.map(({ id }) => id)));
  schedule.tick();
  const turns: number[] = [];
  while (rounds.flat().length < many.length) {
    await setImmediate();
    turns.push(rounds.length);
  }
  await schedule.settled();
  expect(rounds.map((round) => round.length)).toEqual([20, 20, 5]);
  expect(rounds.flat().toSorted()).toEqual(many.map(({ id }) => id).toSorted());
  // Between two rounds something else ran.
  expect(new Set(turns)).toEqual(new Set([1, 2, 3]));
});

it('what is stored meanwhile is judged after those that wait, and again where it was judged already', async () => {
  const rounds: string[][] = [];
  const schedule = scheduled(async (round) => {
    rounds.push(round.map(({ id }) => id));
    if (rounds.length === 1) schedule.stored(new Set([communes[0]!.watches[0]!.station]));
  });
  schedule.tick();
  await schedule.settled();
  const times = (id: string) => rounds.flat().filter((each) => each === id).length;
  expect(times('town-0')).toBe(2);
  expect(rounds[0]).toContain('town-0');
  expect(rounds.flat().indexOf('town-44')).toBeLessThan(rounds.flat().lastIndexOf('town-0'));
});
