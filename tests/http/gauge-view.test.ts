import { expect, it } from 'vitest';
import { viewGauge } from '../../src/http/views/gauge-view.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
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
  expect(await shownAfter(31)).toBeNull();
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
  // Nor is it said to be steady.
  expect((await viewGauge(doors, coursan, NOW + 90 * MINUTE_MS, 48)).trend).toBeNull();
  const before = doors.forecasts.latest('coursan', NOW)!;
  const issuedAt = NOW + 80 * MINUTE_MS;
  doors.forecasts.append({ ...before, issuedAt, degraded: ['coursan'] });
  expect(await stoppedAt(90)).toBe(NOW);
  doors.forecasts.append({ ...before, issuedAt: issuedAt + 5 * MINUTE_MS, degraded: [] });
  expect(await stoppedAt(90)).toBeNull();
});
