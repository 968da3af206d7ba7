import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { stations } from '../support/aude.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

/** Above Coursan 8 mm fell in the last hour, the most of it an hour ago: as a level it would fall. */
async function rainyTown() {
  const world = createWorld();
  await flood(world);
  const [first] = stations;
  const rain = { ...first!, id: 'col', name: 'Pluviomètre du Col', quantity: 'rain' as const, upstream: [] };
  const above = stations.map((each) => (each.id === 'coursan' ? { ...each, upstream: ['cuxac', 'col'] } : each));
  await world.doors.readings.append(
    [0, 6.4, 1.6, 0, 0, 0, 0].map((value, step) => {
      const observedAt = NOW - (60 - step * 10) * MINUTE_MS;
      return {
        station: 'col',
        quantity: 'rain',
        observedAt,
        receivedAt: observedAt,
        value,
        quality: 'pass',
        tests: [],
      };
    }),
  );
  return createServer({ ...world.doors, network: createNetwork([...above, rain]) });
}

const rowIn = (body: string): string => /<tr><th scope="row">Pluviomètre du Col[\s\S]*?<\/tr>/.exec(body)?.[0] ?? '';

it('tells of a rain gauge what fell in an hour, and no trend', async () => {
  const app = await rainyTown();
  const publicRow = rowIn((await app.inject('/fr/communes/coursan')).body);
  expect(publicRow).toContain('>8&nbsp;mm en 1&nbsp;h</td>');
  expect(publicRow).toContain('data-label="Tendance">–</td>');
  expect(rowIn((await app.inject('/en/communes/coursan')).body)).toContain('>8&nbsp;mm in 1&nbsp;h</td>');
  const staff = await logIn(app, 'staff-aude');
  expect(rowIn((await staff.get('/fr/staff')).body)).toContain('Tendance">–</td>');
  await app.close();
});

it('gives no rate of rise of rain in the API', async () => {
  const app = await rainyTown();
  const { upstream } = (await app.inject('/api/v1/communes/coursan')).json();
  const rain = upstream.find((each: { station: string }) => each.station === 'col');
  expect(rain).toMatchObject({ freshness: 'fresh', stageM: null, rateOfRiseMPerH: null });
  await app.close();
});
