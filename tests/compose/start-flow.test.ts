import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createRecentFaults } from '../../src/compose/recent-faults.ts';
import { startFlow } from '../../src/compose/start-flow.ts';
import { createFirstModel } from '../../src/forecast/issue/first-model.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { iso, MINUTE_MS } from '../../src/lib/units.ts';
import { createRecentReadings } from '../../src/reading/recent-readings.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { communes, rules, stations } from '../support/aude.ts';
import { rowOf } from '../support/commits.ts';
import { memoryStores } from '../support/memory-database.ts';

const T0 = Date.UTC(2020, 0, 22, 12);

test('a passage of which the judgement failed at one commune is judged with the next reading, though that passes no mark more', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const stores = memoryStores();
  const clock = manualClock(T0);
  const entry = { at: T0, actor: { service: true }, action: 'policy.changed', commune: null, detail: {} } as const;
  stores.policies.append({ author: 'anne', reason: 'first', createdAt: T0, rules }, entry);
  const network = createNetwork(stations);
  const model = createFirstModel(network);
  const failures: string[] = [];
  let isBroken = true;
  const parts = new AsyncDisposableStack();
  onTestFinished(() => parts.disposeAsync());
  const { schedule, ingest } = startFlow(
    {
      network,
      communes: new Map(communes.map((each) => [each.id, each])),
      devices: [],
      instance: { name: 'Test', kind: 'operational', baseUrl: 'http://127.0.0.1:1', languages: ['fr'] },
    },
    parts,
    {
      stores,
      readings: stores.readings,
      kept: {
        recent: createRecentReadings(stores.readings, 48),
        limits: { of: () => null, learn: () => Promise.resolve() },
        exclusions: { inForce: () => [] },
      },
      fitter: { model, loaded: () => Promise.resolve() },
      exercises: { advance: () => [] },
      messagesOf: (events, { commune: judged }) => {
        if (isBroken && judged === 'lagrasse' && events.length > 0) throw new Error('no words for it');
        return events.map(({ id, commune }) => ({ ...rowOf(id), commune }));
      },
      told: { toContacts: () => [] },
      observe() {},
      turn: () => Promise.resolve(),
      atomically: (work) => stores.db.transaction(work)(),
      failed: (place) => void failures.push(place),
      clock,
      isReplay: false,
      metrics: createMetrics(),
      faults: createRecentFaults(clock),
      log: pino({ level: 'silent' }),
    },
  );
  const tell = async (stageM: number): Promise<void> => {
    const payload = Buffer.from(JSON.stringify({ observedAt: iso(clock.now()), stageM }));
    await ingest([{ topic: 'amont/v1/lagrasse/stage', payload, receivedAt: clock.now() }]);
  };
  for (let step = 0; step < 12; step += 1) {
    await tell(0.9);
    clock.advanceTo(clock.now() + 10 * MINUTE_MS);
  }
  schedule.start();
  const raised = () => stores.journal.events('lagrasse', { limit: 9 }).map(({ kind }) => kind);
  // The clock of the timers goes on by as much at each look: long enough for readings to be gathered, and shorter than a commune rests.
  const judged = () =>
    vi.waitUntil(() => failures.length > 0 || raised().length > 0, { timeout: 10_000, interval: 20 });
  await tell(1.3);
  await judged();
  expect([failures, raised()]).toEqual([['lagrasse'], []]);
  isBroken = false;
  failures.length = 0;
  clock.advanceTo(clock.now() + 1_000);
  await tell(1.3);
  await judged();
  expect([failures, raised()]).toEqual([[], ['raised']]);
});
