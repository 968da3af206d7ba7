import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MINUTE_MS } from '../src/lib/units.ts';
import { createSchedule, startTicking } from '../src/schedule.ts';
import type { Commune } from '../src/territory/commune.ts';
import { createNetwork } from '../src/territory/network.ts';
import { communes, stations } from './support/aude.ts';

afterEach(() => void vi.useRealTimers());

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

/** The rounds of the three communes of the Aude, each with the communes that it judged. */
function aude(gatherMs: number | null) {
  const rounds: string[][] = [];
  const assess = async (round: readonly Commune[]) => void rounds.push(round.map(({ id }) => id));
  const all = new Map(communes.map((each) => [each.id, each]));
  return { rounds, schedule: createSchedule(network, all, assess, gatherMs) };
}

it.each([
  ['coursan', ['coursan']],
  ['carcassonne', ['trebes', 'coursan']],
  ['villedaigne', ['coursan']],
  ['lagrasse', ['lagrasse', 'coursan']],
])('a reading of %s is judged where it is watched and in all communes below it', async (station, wanted) => {
  const { rounds, schedule } = aude(null);
  schedule.start();
  schedule.stored(new Set([station]));
  await schedule.settled();
  expect(rounds).toEqual([wanted]);
});

it('a commune that watches several gauges is judged after a reading of any', async () => {
  const rounds: string[][] = [];
  const town = { ...communes[0]!, watches: communes.flatMap(({ watches }) => watches) };
  const schedule = createSchedule(
    network,
    new Map([[town.id, town]]),
    async (round) => void rounds.push(round.map(({ id }) => id)),
    null,
  );
  schedule.start();
  for (const { station } of town.watches) {
    schedule.stored(new Set([station]));
    await schedule.settled();
  }
  expect(rounds).toEqual(town.watches.map(() => [town.id]));
});

it('judges nothing before it is started, and a tick that came before, then', async () => {
  const { rounds, schedule } = aude(null);
  schedule.stored(new Set(['coursan']));
  await schedule.settled();
  schedule.tick();
  await schedule.settled();
  expect(rounds).toEqual([]);
  schedule.start();
  await schedule.settled();
  expect(rounds.map((round) => round.length)).toEqual([3]);
});

it('on a clock moved by hand a reading waits until whoever moves it says that all of them are in', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { rounds, schedule } = aude(null);
  schedule.start();
  schedule.stored(new Set(['trebes']));
  vi.advanceTimersByTime(60 * MINUTE_MS);
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
  expect(rounds).toEqual([]);
  schedule.stored(new Set(['lagrasse']));
  await schedule.settled();
  expect(rounds.map((round) => round.toSorted())).toEqual([['coursan', 'lagrasse', 'trebes']]);
});

describe('by the machine’s clock', () => {
  it('readings that come at about the same moment are judged together, and those that come later by themselves', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { rounds, schedule } = aude(50);
    schedule.start();
    const passes = async (ms: number) => {
      vi.advanceTimersByTime(ms);
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    };
    schedule.stored(new Set(['trebes']));
    await passes(30);
    schedule.stored(new Set(['lagrasse']));
    expect(rounds).toEqual([]);
    await passes(20);
    expect(rounds).toEqual([['trebes', 'coursan', 'lagrasse']]);
    schedule.stored(new Set(['coursan']));
    await passes(50);
    expect(rounds.slice(1)).toEqual([['coursan']]);
    // A tick takes what is being gathered with it, and what comes next is gathered as long as ever.
    schedule.stored(new Set(['trebes']));
    await passes(40);
    schedule.tick();
    await passes(0);
    schedule.stored(new Set(['lagrasse']));
    await passes(40);
    expect(rounds.slice(2)).toEqual([['trebes', 'coursan', 'lagrasse']]);
    await passes(10);
    expect(rounds.slice(3)).toEqual([['lagrasse', 'coursan']]);
  });

  it('ticks on the whole minutes that the period divides, until it is stopped', () => {
    const noon = Date.UTC(2020, 0, 22, 12);
    vi.useFakeTimers({ now: noon + 2 * MINUTE_MS + 345 });
    const ticks: number[] = [];
    const stop = startTicking(() => void ticks.push((Date.now() - noon) / MINUTE_MS), 5);
    vi.advanceTimersByTime(14 * MINUTE_MS);
    expect(ticks).toEqual([5, 10, 15]);
    stop();
    vi.advanceTimersByTime(60 * MINUTE_MS);
    expect(ticks.length).toBe(3);
  });
});
