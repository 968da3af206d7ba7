import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { stations } from '../support/aude.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

/** The gauge in town, whose sensor can say no more than `aboveM` over where the water stands. */
async function town(aboveM: number) {
  const world = createWorld();
  await flood(world);
  const latest = await world.doors.readings.latest({ station: 'coursan', quantity: 'stage' }, NOW);
  const maxValue = latest!.value + aboveM;
  const network = createNetwork(stations.map((each) => (each.id === 'coursan' ? { ...each, maxValue } : each)));
  const app = createServer({ ...world.doors, network });
  const [mayor, anybody] = [await logIn(app, 'mayor-coursan', 'en'), createVisitor(app)];
  return { mayor, anybody };
}

it('a gauge at the top of its range is named as such, to the mayor and to residents', async () => {
  const said = 'at the top of its range: the water may be higher';
  const top = await town(0);
  const { mayor, anybody } = top;
  const page = (await mayor.get('/en/mayor/coursan')).body;
  const facts = /<dl class="five">.*?<\/dl>/s.exec(page)![0];
  expect(facts).toContain(said);
  expect((await anybody.get('/en/communes/coursan')).body).toContain(said);
  const told = async ({ anybody: { get } }: typeof top) =>
    (await get('/api/v1/communes/coursan')).json().gauges.map((each: { atLimit: boolean }) => each.atLimit);
  expect(await told(top)).toContain(true);
  const below = await town(0.1);
  expect(await told(below)).not.toContain(true);
  expect((await below.mayor.get('/en/mayor/coursan')).body).not.toContain(said);
});
