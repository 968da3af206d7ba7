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
