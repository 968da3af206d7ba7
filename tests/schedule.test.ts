import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MINUTE_MS } from '../src/lib/units.ts';
import { createSchedule, type Pace, startTicking } from '../src/schedule.ts';
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
function aude(pace: Pace | null) {
  const rounds: string[][] = [];
  const assess = async (round: readonly Commune[]) => void rounds.push(round.map(({ id }) => id));
  const all = new Map(communes.map((each) => [each.id, each]));
  return { rounds, schedule: createSchedule(network, all, assess, pace) };
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
    const { rounds, schedule } = aude({ gatherMs: 50, leastMs: MINUTE_MS, cannotWait: () => true });
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
    expect(rounds.slice(2)).toEqual([['trebes', 'lagrasse', 'coursan']]);
    await passes(10);
    expect(rounds.slice(3)).toEqual([['lagrasse', 'coursan']]);
  });

  describe('a commune that readings have had judged rests', () => {
    const passed = new Set<string>();
    const pace = { gatherMs: 50, leastMs: 30_000, cannotWait: ({ id }: Commune) => passed.has(id) };
    const passes = async (ms: number) => {
      vi.advanceTimersByTime(ms);
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    };
    const resting = () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      passed.clear();
      const { rounds, schedule } = aude(pace);
      schedule.start();
      /** A reading, and what is judged of it by the time when the next may come. */
      const report = async (station: string, ms: number) => {
        schedule.stored(new Set([station]));
        await passes(ms);
        return rounds.splice(0);
      };
      return { rounds, schedule, report };
    };

    it('so that a gauge that reports each second is forecast twice a minute', async () => {
      const { report } = resting();
      const judged: string[] = [];
      for (let second = 0; second < 120; second += 1)
        for (const round of await report('lagrasse', 1_000)) judged.push(`${second} ${round.join(' ')}`);
      expect(judged).toEqual(['0', '29', '59', '89', '119'].map((second) => `${second} lagrasse coursan`));
    });

    it('and one that reports each minute after each reading, at once, whenever the ticks come', async () => {
      const { rounds, report, schedule } = resting();
      expect(await report('lagrasse', 50)).toEqual([['lagrasse', 'coursan']]);
      await passes(59_900);
      schedule.tick();
      await passes(0);
      expect(rounds.splice(0)).toHaveLength(1);
      expect(await report('lagrasse', 50)).toEqual([['lagrasse', 'coursan']]);
    });

    it('for itself: what concerns another is judged', async () => {
      const { report } = resting();
      await report('lagrasse', 1_000);
      expect(await report('carcassonne', 1_000)).toEqual([['trebes']]);
      expect(await report('carcassonne', 27_999)).toEqual([]);
      expect(await report('carcassonne', 1)).toEqual([['coursan']]);
    });

    it('and is judged no second time for readings that a tick has judged', async () => {
      const { rounds, schedule, report } = resting();
      await report('lagrasse', 1_000);
      await report('lagrasse', 1_000);
      schedule.tick();
      await passes(0);
      expect(rounds.splice(0)).toHaveLength(1);
      await passes(60_000);
      expect(rounds).toEqual([]);
      expect(await report('lagrasse', 50)).toEqual([['lagrasse', 'coursan']]);
    });

    it('but for what cannot wait, after which it rests anew', async () => {
      const { report } = resting();
      await report('lagrasse', 20_000);
      passed.add('lagrasse');
      expect(await report('lagrasse', 50)).toEqual([['lagrasse']]);
      passed.clear();
      expect(await report('lagrasse', 29_000)).toEqual([['coursan']]);
      expect(await report('lagrasse', 1_000)).toEqual([['lagrasse']]);
    });

    it('and for what a person does', async () => {
      const { rounds, schedule, report } = resting();
      await report('lagrasse', 1_000);
      schedule.changed(new Set(['lagrasse']));
      await passes(50);
      expect(rounds).toEqual([['lagrasse', 'coursan']]);
    });

    it('and for whoever waits until all is judged', async () => {
      const { rounds, schedule, report } = resting();
      await report('lagrasse', 1_000);
      expect(await report('lagrasse', 1_000)).toEqual([]);
      await schedule.settled();
      expect(rounds.splice(0)).toEqual([['lagrasse', 'coursan']]);
      await passes(60_000);
      expect(rounds).toEqual([]);
    });
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
