import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { keepReadings } from '../../src/compose/keep-readings.ts';
import { machineClock } from '../../src/lib/clock.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { ReadingStore } from '../../src/reading/reading-store.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { memoryStores } from '../support/memory-database.ts';
import { stationNamed } from '../support/station-named.ts';

function kept(stores: ReturnType<typeof memoryStores>, readings: ReadingStore) {
  const said: string[] = [];
  const log = pino({ level: 'error' }, { write: (line) => void said.push(JSON.parse(line).msg) });
  const failed = (place: string, error: unknown) => expect.unreachable(`${place}: ${String(error)}`);
  const parts = { clock: machineClock, isReplay: false, metrics: createMetrics(), changed: () => {}, failed, log };
  const open = { db: stores.db, stores, readings, spooled: null };
  return { ...keepReadings(createNetwork([stationNamed('weir')]), open, parts), said };
}

/** These clocks of the machine stand still, and go as the test says. */
function frozen(...toFake: ('Date' | 'performance' | 'hrtime')[]): number {
  const now = Date.now();
  vi.useFakeTimers({ toFake, now });
  onTestFinished(() => void vi.useRealTimers());
  return now;
}

/** The weir said something by a clock of its own. */
function says({ readings }: ReturnType<typeof memoryStores>, observedAt: number, receivedAt: number) {
  const said = { station: 'weir', quantity: 'stage', value: 1, quality: 'pass', tests: [] } as const;
  return readings.append([{ ...said, observedAt, receivedAt }]);
}

/** A reading was refused as of the future. */
function refuse({ rejections }: ReturnType<typeof memoryStores>) {
  rejections.append([{ receivedAt: Date.now(), topic: 't', payload: '', detail: '', reason: 'future' }]);
}

test('a start does not wait for an InfluxDB that hangs', async () => {
  const stores = memoryStores();
  const never = () => new Promise<never>(() => {});
  const { clock, said } = kept(stores, { ...stores.readings, latest: never, window: never });
  await clock?.atStart();
  expect(said).toEqual([]);
});

test('where the disk has spoiled what is known of the clock, the service starts all the same and says so', async () => {
  const stores = memoryStores();
  stores.db.exec('DROP TABLE clock_step');
  const { clock, said } = kept(stores, stores.readings);
  await clock?.atStart();
  expect(clock?.wasSet()).toBe(false);
  expect(said[0]).toMatch(/^how the clock was set before cannot be read/);
});

test('what is held is read again once the machine’s clock was set, and not before', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
  const stores = memoryStores();
  const weir = { station: 'weir', quantity: 'stage' } as const;
  const { clock, recent } = kept(stores, stores.readings);
  await clock?.atStart();
  await recent.of(weir, Date.now());
  recent.refresh();
  expect(recent.held(weir)).toEqual([]);
  vi.setSystemTime(Date.now() - HOUR_MS);
  recent.refresh();
  expect(recent.held(weir)).toBeNull();
});

test('a clock that is behind what a sensor has said by its own is known until it is set right', async () => {
  const now = frozen('Date');
  const stores = memoryStores();
  const observedAt = now + HOUR_MS;
  await says(stores, observedAt, observedAt + 1_000);
  const { clock, clockBehind } = kept(stores, stores.readings);
  await clock?.atStart();
  expect(clockBehind()).toBe(observedAt);
  // Set back further it is so the more.
  vi.setSystemTime(now - 2 * MINUTE_MS);
  expect(clock?.wasSet()).toBe(true);
  expect(clockBehind()).toBe(observedAt);
  vi.setSystemTime(observedAt);
  expect(clockBehind()).toBeNull();
});

test('so is one that is set back while the service runs', async () => {
  const now = frozen('Date');
  const stores = memoryStores();
  const observedAt = now - MINUTE_MS;
  await says(stores, observedAt, now);
  const { clock, clockBehind, clockSetBack } = kept(stores, stores.readings);
  await clock?.atStart();
  vi.setSystemTime(now - HOUR_MS);
  expect(clock?.wasSet()).toBe(true);
  // By a network server on this machine it would have been ahead with the clock.
  expect(clockBehind()).toBeNull();
  await vi.waitFor(() => expect(clockSetBack()).toMatchObject({ at: now - HOUR_MS }));
  const refused = { receivedAt: now - HOUR_MS, topic: 'amont/v1/weir/stage', payload: '', detail: '' } as const;
  stores.rejections.append([{ ...refused, reason: 'malformed' }]);
  expect(clockBehind()).toBeNull();
  stores.rejections.append([{ ...refused, reason: 'future' }]);
  expect(clockBehind()).toBe(observedAt);
  expect(clockSetBack()).toBeNull();
});

test('a service that is started while it is set back knows by the next reading that it is behind, for as long as it stands so', async () => {
  const now = frozen('Date', 'performance', 'hrtime');
  const stores = memoryStores();
  const observedAt = now - MINUTE_MS;
  await says(stores, observedAt, now);
  const before = kept(stores, stores.readings);
  await before.clock?.atStart();
  vi.setSystemTime(now - HOUR_MS);
  before.clock?.wasSet();
  await vi.waitFor(() => expect(before.clockSetBack()).not.toBeNull());

  vi.advanceTimersByTime(10 * MINUTE_MS);
  const { clock, clockBehind, clockSetBack } = kept(stores, stores.readings);
  await clock?.atStart();
  expect([clockBehind(), clockSetBack()?.at]).toEqual([null, now - HOUR_MS]);
  refuse(stores);
  const itIs = observedAt + 10 * MINUTE_MS;
  expect([clockBehind(), clockSetBack()]).toEqual([itIs, null]);
  // By then it shows what was said, and is behind as much as before.
  vi.advanceTimersByTime(2 * HOUR_MS);
  expect(clockBehind()).toBe(itIs + 2 * HOUR_MS);
  vi.setSystemTime(Date.now() + HOUR_MS);
  expect(clock?.wasSet()).toBe(true);
  await vi.waitFor(() => expect([clockBehind(), clockSetBack()]).toEqual([null, null]));
  // Set back once more it is behind at once, as long as what was said then is of the last day.
  vi.setSystemTime(Date.now() - HOUR_MS);
  expect(clockBehind()).toBe(itIs + 2 * HOUR_MS);
  vi.advanceTimersByTime(22 * HOUR_MS);
  expect(clockBehind()).toBeNull();
});

test('what came in since a clock was rightly set back tells the next service nothing of it, whatever a sensor whose own clock is wrong says', async () => {
  const now = frozen('Date', 'performance', 'hrtime');
  const stores = memoryStores();
  const before = kept(stores, stores.readings);
  await before.clock?.atStart();
  vi.setSystemTime(now - HOUR_MS);
  before.clock?.wasSet();
  await vi.waitFor(() => expect(before.clockSetBack()).not.toBeNull());
  vi.advanceTimersByTime(30 * MINUTE_MS);
  await says(stores, Date.now() - MINUTE_MS, Date.now());

  vi.advanceTimersByTime(5 * MINUTE_MS);
  const { clock, clockBehind, clockSetBack } = kept(stores, stores.readings);
  await clock?.atStart();
  refuse(stores);
  expect([clockBehind(), clockSetBack()?.at]).toEqual([null, now - HOUR_MS]);
});

test('set back an hour ago, and nothing was refused by the time that had been said, it is right: what is refused later proves nothing', async () => {
  const now = frozen('Date', 'performance', 'hrtime');
  const stores = memoryStores();
  await says(stores, now - MINUTE_MS, now);
  const { clock, clockBehind } = kept(stores, stores.readings);
  await clock?.atStart();
  vi.setSystemTime(now - HOUR_MS);
  expect(clock?.wasSet()).toBe(true);
  vi.advanceTimersByTime(2 * HOUR_MS);
  expect(clockBehind()).toBeNull();
  refuse(stores);
  expect(clockBehind()).toBeNull();
});

test('a clock that was set back and then on by a part is behind, after a restart, by what time has passed and not by what it was set on', async () => {
  const now = frozen('Date', 'performance', 'hrtime');
  const stores = memoryStores();
  const observedAt = now - MINUTE_MS;
  await says(stores, observedAt, now);
  const before = kept(stores, stores.readings);
  await before.clock?.atStart();
  vi.setSystemTime(now - HOUR_MS);
  before.clock?.wasSet();
  vi.advanceTimersByTime(10 * MINUTE_MS);
  vi.setSystemTime(now - 20 * MINUTE_MS);
  before.clock?.wasSet();
  await vi.waitFor(() => expect(stores.clockSteps.settingsBack()).toHaveLength(1));
  await vi.waitFor(() => expect(stores.clockSteps.unfinished()).toEqual([]));

  const { clock, clockBehind } = kept(stores, stores.readings);
  await clock?.atStart();
  refuse(stores);
  expect(clockBehind()).toBe(observedAt + 10 * MINUTE_MS);
  vi.setSystemTime(now + 10 * MINUTE_MS);
  clock?.wasSet();
  expect(clockBehind()).toBeNull();
});

test.each([
  ['nothing is refused, it is not behind once it has come to that time', false],
  ['a reading was refused by then, it is behind as much as before, for a day', true],
])('where a time that is yet to come was stored before the start, and %s', async (_, isRefused) => {
  const now = frozen('Date', 'performance', 'hrtime');
  const stores = memoryStores();
  const observedAt = now + HOUR_MS;
  // As by a network server that runs on this machine, too.
  await says(stores, observedAt, observedAt + 1_000);
  const { clock, clockBehind } = kept(stores, stores.readings);
  await clock?.atStart();
  if (isRefused) refuse(stores);
  expect(clockBehind()).toBe(observedAt);
  vi.advanceTimersByTime(2 * HOUR_MS);
  expect(clockBehind()).toBe(isRefused ? observedAt + 2 * HOUR_MS : null);
  refuse(stores);
  expect(clockBehind()).toBe(isRefused ? observedAt + 2 * HOUR_MS : null);
  vi.advanceTimersByTime(22 * HOUR_MS);
  expect(clockBehind()).toBeNull();
});

test('where no sensor can tell, that it was set back is known for a day, also by the next service, or until it is set on again', async () => {
  const now = frozen('Date');
  const stores = memoryStores();
  const service = kept(stores, stores.readings);
  await service.clock?.atStart();
  const set = async (at: number) => {
    vi.setSystemTime(at);
    service.clock?.wasSet();
    // What follows of it is written in its turn.
    await vi.waitFor(() => expect(stores.db.prepare('SELECT max(id), at FROM clock_step').get()).toMatchObject({ at }));
  };
  await set(now - 3 * MINUTE_MS);
  expect(service.clockSetBack()).toBeNull();
  await set(now - HOUR_MS);
  const next = kept(stores, stores.readings);
  for (const each of [service, next]) expect(each.clockSetBack()).toMatchObject({ at: now - HOUR_MS });
  // What is undone of a further one undoes the first no more.
  await set(now - HOUR_MS - 10 * MINUTE_MS);
  await set(now - HOUR_MS + 1);
  expect(next.clockSetBack()).toMatchObject({ at: now - HOUR_MS });
  await set(now - MINUTE_MS);
  expect(next.clockSetBack()).toBeNull();
});
