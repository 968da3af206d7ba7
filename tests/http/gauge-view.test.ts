import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { viewChances } from '../../src/http/views/chance-view.ts';
import { viewGauge } from '../../src/http/views/gauge-view.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';

it('shows no forecast that was not followed by another: none can be made any more', async () => {
  const world = createWorld();
  await flood(world);
  const { doors } = world;
  const coursan = doors.network.stations.get('coursan')!;
  const shownAfter = async (minutes: number) => {
    const view = await viewGauge(doors, coursan, NOW + minutes * MINUTE_MS, 48);
    return view.forecast?.issuedAt ?? null;
  };
  expect(await shownAfter(0)).toBe(NOW);
  expect(await shownAfter(29)).toBe(NOW);
  expect(await shownAfter(30)).toBe(NOW);
  expect(await shownAfter(31)).toBeNull();
});

it('a gauge is silent once it has missed three reports, and not at the moment of the third', async () => {
  const world = createWorld();
  await flood(world);
  const coursan = world.doors.network.stations.get('coursan')!;
  const after = async (ms: number) => (await viewGauge(world.doors, coursan, NOW + ms, 48)).freshness;
  const threeReportsMs = (coursan.delayMin + 3 * coursan.intervalMin) * MINUTE_MS;
  expect([await after(threeReportsMs), await after(threeReportsMs + 1)]).toEqual(['fresh', 'stale']);
});

it('water that stands at a mark to the millimetre has reached it, on the page as in the judgement', async () => {
  const world = createWorld();
  await flood(world);
  const commune = world.doors.communes.get('coursan')!;
  const [watch] = commune.watches;
  const gauge = await viewGauge(world.doors, world.doors.network.stations.get('coursan')!, NOW, 48);
  const passedAt = (value: number) => {
    const seen = { ...gauge, accepted: { ...gauge.accepted!, value } };
    return viewChances(world.doors, 'coursan', watch!, seen, NOW).flatMap((each) => (each.passed ? each.level : []));
  };
  const { act } = watch!.marks;
  expect([passedAt(act - 0.001), passedAt(act)]).toEqual([['prepare'], ['prepare', 'act']]);
});

it('says since when a gauge has stood still amid a rise, where its forecast does not rest on it or there is none', async () => {
  const world = createWorld();
  await flood(world);
  const { doors } = world;
  const coursan = doors.network.stations.get('coursan')!;
  const series = { station: 'coursan', quantity: 'stage' as const };
  const last = (await doors.readings.latest(series, NOW))!;
  const stood = Array.from({ length: 9 }, (_, index) => NOW + (index + 1) * 10 * MINUTE_MS);
  await doors.readings.append(stood.map((observedAt) => ({ ...last, observedAt, receivedAt: observedAt })));
  const stoppedAt = async (minutes: number) =>
    (await viewGauge(doors, coursan, NOW + minutes * MINUTE_MS, 48)).stoppedAt;
  // The forecast of then rests on it.
  expect(await stoppedAt(29)).toBeNull();
  expect(await stoppedAt(90)).toBe(NOW);
  const told = async (minutes: number) => {
    const clock = { now: () => NOW + minutes * MINUTE_MS };
    const { gauges } = (await createServer({ ...doors, clock }).inject('/api/v1/communes/coursan')).json();
    return gauges.find(({ station }: { station: string }) => station === 'coursan').stoppedAt;
  };
  expect([await told(29), await told(90)]).toEqual([null, '2020-01-23T02:00:00.000Z']);
  // Nor is it said to be steady.
  expect((await viewGauge(doors, coursan, NOW + 90 * MINUTE_MS, 48)).trend).toBeNull();
  const before = doors.forecasts.latest('coursan', NOW)!;
  const issuedAt = NOW + 80 * MINUTE_MS;
  doors.forecasts.append({ ...before, issuedAt, degraded: ['coursan'] });
  expect(await stoppedAt(90)).toBe(NOW);
  doors.forecasts.append({ ...before, issuedAt: issuedAt + 5 * MINUTE_MS, degraded: [] });
  expect(await stoppedAt(90)).toBeNull();
});

it('shows under maintenance what a person read, unless the sensor had measured on until then: so does the judgement count it', async () => {
  const { doors, ...world } = createWorld();
  await flood({ ...world, doors });
  const coursan = doors.network.stations.get('coursan')!;
  const last = (await doors.readings.latest({ station: 'coursan', quantity: 'stage' }, NOW))!;
  const at = (minute: number, value: number, change: Partial<Reading> = {}): Reading => {
    const observedAt = NOW + minute * MINUTE_MS;
    return { ...last, observedAt, receivedAt: observedAt, value, ...change };
  };
  await doors.readings.append([at(5, 6.4, { tests: ['by-person'] }), at(20, 6), at(30, 5.9)]);
  const shownFrom = async (minute: number) => {
    const from = NOW + minute * MINUTE_MS;
    const signed = { id: 1, station: 'coursan', kind: 'maintenance', person: 'anne', ended: null } as const;
    const suppression = { ...signed, from, until: NOW + HOUR_MS, reason: 'Nettoyage du capteur' };
    const held = { ...doors, suppressions: { ...doors.suppressions, of: () => suppression } };
    const { read, accepted } = await viewGauge(held, coursan, NOW + 40 * MINUTE_MS, 48);
    return [read?.value ?? null, accepted?.value ?? null];
  };
  expect(await shownFrom(10)).toEqual([6.4, 6.4]);
  expect(await shownFrom(35)).toEqual([null, null]);
});

it('shows what a person read where the sensor told its last while that was being entered, and not where it has measured on for an hour', async () => {
  const shown = async (enteredMin: number, ...minutes: readonly number[]) => {
    const { doors, ...world } = createWorld();
    await flood({ ...world, doors });
    const last = (await doors.readings.latest({ station: 'coursan', quantity: 'stage' }, NOW))!;
    const at = (minute: number, value: number): Reading => {
      const observedAt = NOW + minute * MINUTE_MS;
      return { ...last, observedAt, receivedAt: observedAt, value };
    };
    const read = { ...at(5, 6.4), receivedAt: NOW + enteredMin * MINUTE_MS, tests: ['by-person'] as const };
    await doors.readings.append([read, ...minutes.map((minute) => at(minute, 5.6))]);
    const now = NOW + (enteredMin + 1) * MINUTE_MS;
    const view = await viewGauge(doors, doors.network.stations.get('coursan')!, now, 48);
    return [view.read?.value ?? null, view.accepted?.value ?? null];
  };
  expect(await shown(12, 10)).toEqual([6.4, 6.4]);
  expect(await shown(62, 10, 20, 30, 40, 50, 60)).toEqual([null, 5.6]);
});
