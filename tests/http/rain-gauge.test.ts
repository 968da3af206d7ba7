import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { rainSumOf } from '../../src/http/views/rain-sum.ts';
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

it('adds up whole intervals, and nothing where one of them is missing', () => {
  const at = (minute: number, value: number) => ({ observedAt: minute * MINUTE_MS, value, quality: 'pass' as const });
  expect(rainSumOf([at(0, 9), at(30, 2), at(60, 0.4)], { intervalMin: 30 })).toEqual({ mm: 2.4, hours: 1 });
  expect(rainSumOf([at(0, 1), at(45, 2), at(90, 3)], { intervalMin: 45 })).toEqual({ mm: 5, hours: 1.5 });
  expect(rainSumOf([at(0, 1), at(180, 2)], { intervalMin: 180 })).toEqual({ mm: 2, hours: 3 });
  // Silent from 12:10 to 13:00: what fell then is not known.
  const holed = [10, 20, 30, 40, 50, 60, 110].map((minute) => at(minute, minute === 60 ? 9 : 0));
  expect(rainSumOf(holed, { intervalMin: 10 })).toBeNull();
  expect(rainSumOf([at(0, 2)], { intervalMin: 30 })).toBeNull();
});
