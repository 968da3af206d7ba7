import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

/** Two browsers of Coursan subscribed, one of them before the key was exchanged two days ago; residents are told by nothing else. */
function town({ doors } = createWorld()) {
  const exchange = { at: NOW - 2 * DAY_MS, erasedAt: NOW + 28 * DAY_MS };
  const has = ({ requestedAt }: { requestedAt: number }) => requestedAt < exchange.at;
  const count = (commune: string) => doors.subscriptions.confirmed(commune).filter(has).length;
  for (const [id, daysAgo] of [
    ['old', 9],
    ['new', 1],
  ] as const) {
    const requestedAt = NOW - daysAgo * DAY_MS;
    const asked = { id, commune: 'coursan', way: 'push', address: `${id} p a`, language: 'fr' } as const;
    doors.subscriptions.request({ ...asked, requestedAt, confirmedAt: requestedAt, quietHours: null }, id);
  }
  return { ...doors, ways: new Set(['log', 'push'] as const), outdatedBrowsers: { has, count, exchange } };
}

it('staff are told how many browsers an exchanged key has cut off, until when, and what to do; others’ staff are not', async () => {
  const server = createServer(town());
  const staff = await logIn(server, 'staff-aude');
  const { body } = await staff.get('/fr/staff');
  expect(body).toContain(
    'Un navigateur d’habitant a été inscrit avec une clé qui a été remplacée le mar. 21 janvier 2020',
  );
  expect(body).toContain('cette inscription sera effacée le jeu. 20 février 2020');
  expect((await staff.get('/en/staff')).body).toContain(
    'One resident’s browser subscribed for a key that was exchanged on',
  );
  const other = await logIn(server, 'staff-lagrasse');
  expect((await other.get('/fr/staff')).body).not.toContain('clé qui a été remplacée');
});

it('the mayor’s page counts it among those who get nothing, and no more among those who would be told', async () => {
  const world = createWorld();
  // Three residents by mail come with it.
  await flood(world, 'act');
  const mayor = await logIn(createServer(town(world)), 'mayor-coursan');
  const { body } = await mayor.get('/fr/mayor/coursan');
  expect(body).toContain('4 personnes inscrites par un moyen qui n’est plus en service ne reçoivent rien');
  expect(body).toContain('Une personne inscrite (par notification) et la page publique recevront');
});
