import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

/** A telephone that has put the tab away asks for the address at which a form had left its reader. */
it.each([
  ['/fr/mayor/coursan/acknowledge', '/fr/mayor/coursan'],
  ['/en/mayor/coursan/close', '/en/mayor/coursan'],
  ['/fr/mayor/coursan/exercise/end', '/fr/mayor/coursan/exercise'],
  ['/fr/mayor/coursan/gauges/coursan/enter', '/fr/mayor/coursan/gauges/coursan'],
  ['/fr/staff/stations/coursan/imports/1/take-back', '/fr/staff/stations/coursan/imports'],
  ['/fr/acknowledge/token/hand-back', '/fr/acknowledge/token'],
  ['/fr/communes/coursan/subscriptions', '/fr/communes/coursan#subscribe'],
])('%s, where no page is, leads back to %s and does nothing', async (url, page) => {
  const world = createWorld();
  await flood(world);
  const app = createServer(world.doors);
  const mayor = await logIn(app, 'mayor-coursan');
  const before = world.doors.journal.state('coursan');
  for (const { statusCode, headers } of [await mayor.get(url), await app.inject(url)])
    expect([statusCode, headers.location]).toEqual([302, page]);
  expect(world.doors.journal.state('coursan')).toEqual(before);
  expect((await mayor.get('/api/v1/session')).statusCode).toBe(200);
});
