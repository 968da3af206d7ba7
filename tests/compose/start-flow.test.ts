import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createRecentFaults } from '../../src/compose/recent-faults.ts';
import { startFlow } from '../../src/compose/start-flow.ts';
import { createFirstModel } from '../../src/forecast/issue/first-model.ts';
import { CLOSEST_MS } from '../../src/forecast/observed/no-closer.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { iso, MINUTE_MS } from '../../src/lib/units.ts';
import { createRecentReadings } from '../../src/reading/recent-readings.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { communes, rules, stations } from '../support/aude.ts';
import { rowOf } from '../support/commits.ts';
import { memoryStores } from '../support/memory-database.ts';

const T0 = Date.UTC(2020, 0, 22, 12);

/** The flow of the Aude by the machine's own clock, in which what is set breaks. */
function flow(loaded = Promise.resolve()) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const stores = memoryStores();
  const clock = manualClock(T0);
  const entry = { at: T0, actor: { service: true }, action: 'policy.changed', commune: null, detail: {} } as const;
  stores.policies.append({ author: 'anne', reason: 'first', createdAt: T0, rules }, entry);
  const network = createNetwork(stations);
  const model = createFirstModel(network);
  const failures: string[] = [];
  const broken: { is: 'messages' | 'policies' | 'disk' | 'turn' | null } = { is: null };
  const breaks = (what: typeof broken.is) => {
    if (broken.is === what) throw new Error(`no ${what}`);
  };
  const rounds: number[] = [];
  const parts = new AsyncDisposableStack();
  onTestFinished(() => parts.disposeAsync());
  const metrics = createMetrics();
  const faults = createRecentFaults(clock);
  const started = startFlow(
    {
      network,
      communes: new Map(communes.map((each) => [each.id, each])),
      devices: [],
      instance: { name: 'Test', kind: 'operational', baseUrl: 'http://127.0.0.1:1', languages: ['fr'] },
    },
    parts,
    {
      stores: {
        ...stores,
        policies: {
          ...stores.policies,
          current() {
            breaks('policies');
            return stores.policies.current();
          },
        },
      },
      readings: {
        ...stores.readings,
        async append(batch) {
          breaks('disk');
          return stores.readings.append(batch);
        },
      },
      kept: {
        recent: createRecentReadings(stores.readings, 48),
        limits: { of: () => null, learn: () => Promise.resolve() },
        exclusions: { inForce: () => [], exclude: () => expect.unreachable(), finish: () => Promise.resolve() },
      },
      refused: () => [],
      fitter: { model, loaded: () => loaded },
      exercises: {
        nextInTurn: () => [],
        advance(commune) {
          if (commune === 'lagrasse') rounds.push(clock.now());
          return [];
        },
      },
      messagesOf: (events, { commune: judged }) => {
        if (judged === 'lagrasse' && events.length > 0) breaks('messages');
        return events.map(({ id, commune }) => ({ ...rowOf(id), commune }));
      },
      told: { toContacts: () => [] },
      observe() {},
      async turn() {
        breaks('turn');
      },
      atomically: (work) => stores.db.transaction(work)(),
      failed: (place) => void failures.push(place),
      clock,
      isReplay: false,
      metrics,
      faults,
      log: pino({ level: 'silent' }),
    },
  );
  const { schedule, ingest } = started;
  const tell = async (stageM: number): Promise<void> => {
    const payload = Buffer.from(JSON.stringify({ observedAt: iso(clock.now()), stageM }));
    await ingest([{ topic: 'amont/v1/lagrasse/stage', payload, receivedAt: clock.now() }]);
  };
  const raised = () => stores.journal.events('lagrasse', { limit: 9 }).map(({ kind }) => kind);
  return {
    ...started,
    clock,
    stores,
    metrics,
    faults,
    failures,
    rounds,
    broken,
    tell,
    raised,
    /** Two hours of low water, and from then on it is judged. */
    async begin() {
      for (let step = 0; step < 12; step += 1) {
        await tell(0.9);
        clock.advanceTo(clock.now() + 10 * MINUTE_MS);
      }
      schedule.start();
    },
    // The clock of the timers goes on by as much at each look: long enough for readings to be gathered, and shorter than a commune rests.
    judged: () => vi.waitUntil(() => failures.length > 0 || raised().length > 0, { timeout: 10_000, interval: 20 }),
  };
}

test.each([
  ['of which the judgement failed at one commune', 'messages', 'lagrasse'],
  ['amid a round that failed as a whole', 'policies', 'round'],
] as const)('a passage %s is judged with the next reading, though that passes no mark more', async (_, what, place) => {
  const { begin, tell, judged, failures, broken, raised, clock } = flow();
  await begin();
  broken.is = what;
  await tell(1.3);
  await judged();
  expect([failures, raised()]).toEqual([[place], []]);
  broken.is = null;
  failures.length = 0;
  clock.advanceTo(clock.now() + 1_000);
  await tell(1.3);
  await judged();
  expect([failures, raised()]).toEqual([[], ['raised']]);
});

test('water that stands above a mark is judged once for it, however often it is told, until the commune has rested', async () => {
  const { begin, tell, judged, raised, rounds, clock } = flow();
  await begin();
  await tell(1.3);
  await judged();
  expect([raised(), rounds.length]).toEqual([['raised'], 1]);
  for (let second = 1; second <= 5; second += 1) {
    clock.advanceTo(clock.now() + 1_000);
    await tell(1.3);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(rounds).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(CLOSEST_MS);
  await vi.waitUntil(() => rounds.length > 1, { timeout: 10_000, interval: 20 });
});

test.each([
  ['a service', {}],
  ['a person at the gauge', { byPerson: true }],
] as const)('a passage that %s tells of is judged at once', async (_, who) => {
  const { begin, ingestFetched, judged, raised, clock } = flow();
  await begin();
  const seen = { station: 'lagrasse', quantity: 'stage', observedAt: clock.now(), value: 1.3 } as const;
  await ingestFetched({ receivedAt: clock.now(), observations: [seen], rejections: [], ...who });
  await judged();
  expect(raised()).toEqual(['raised']);
});

test('the first round waits for what was learned before to be read again', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { begin, tell, judged, raised, rounds } = flow(promise);
  await begin();
  await tell(1.3);
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(rounds).toEqual([]);
  resolve();
  await judged();
  expect(raised()).toEqual(['raised']);
});

test('what a service or a person says and cannot be stored is counted and noted, as what a sensor says; whoever says it is not told yes', async () => {
  const { ingestFetched, tell, broken, metrics, faults, clock, stores } = flow();
  const seen = { station: 'lagrasse', quantity: 'stage', observedAt: T0, value: 1 } as const;
  const fetched = { receivedAt: clock.now(), observations: [seen], rejections: [] };
  broken.is = 'disk';
  for (const say of [() => ingestFetched(fetched), () => ingestFetched({ ...fetched, byPerson: true }), () => tell(1)])
    await expect(say()).rejects.toThrow('no disk');
  expect((await metrics.ingestFailures.get()).values).toMatchObject([{ value: 3 }]);
  expect(faults.recent()).toEqual(['storing']);
  broken.is = null;
  await ingestFetched(fetched);
  expect(await stores.readings.latest({ station: 'lagrasse', quantity: 'stage' }, clock.now())).toMatchObject(seen);
});

test('where what the passing of time brings fails that is told, and the next time it is looked for again', async () => {
  const { passTime, settled, failures, broken } = flow();
  broken.is = 'turn';
  passTime();
  await settled();
  expect(failures).toEqual(['round']);
  passTime();
  await settled();
  expect(failures).toEqual(['round', 'round']);
});

test('a clock that is set on after the start has no gauge told as lost before it has had the time to report', async () => {
  const { begin, schedule, settled, raised, clock } = flow();
  await begin();
  const ms = performance.now();
  const judgedAfter = async (minutes: number) => {
    vi.spyOn(performance, 'now').mockReturnValue(ms + minutes * MINUTE_MS);
    schedule.tick();
    await settled();
    return raised();
  };
  onTestFinished(() => void vi.restoreAllMocks());
  clock.advanceTo(clock.now() + 2 * 60 * MINUTE_MS);
  expect(await judgedAfter(1)).toEqual([]);
  clock.advanceTo(clock.now() + 11 * MINUTE_MS);
  expect(await judgedAfter(12)).toEqual(['sight-lost']);
});
