import { expect, test } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { ALL_COMMUNES } from '../../src/people/account.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

/** Of the world's account with that right, as `--communes all` makes it. */
async function allOf(model: string) {
  const world = createWorld();
  await flood(world);
  const { doors } = world;
  doors.accounts.add({ ...doors.accounts.find(model)!, id: 'duty', communes: [ALL_COMMUNES] });
  return { ...world, visitor: await logIn(createServer(doors), 'duty') };
}

async function answer(visitor: Awaited<ReturnType<typeof logIn>>, url: string) {
  return (await visitor.get(url)).statusCode;
}

test('staff with all communes see and act in each of them, on pages and by the API', async () => {
  const { visitor, doors } = await allOf('staff-aude');
  for (const id of doors.communes.keys()) {
    expect(await answer(visitor, `/fr/mayor/${id}`)).toBe(200);
    expect((await visitor.get('/fr/staff')).body).toContain(`/fr/mayor/${id}"`);
    expect(await answer(visitor, `/api/v1/communes/${id}/log`)).toBe(200);
    expect((await visitor.get('/fr/staff/test-message')).body).toContain(`value="${id}/`);
  }
  const page = '/fr/staff/test-message';
  const to = `lagrasse/${doors.communes.get('lagrasse')!.contacts[0]!.id}`;
  expect((await visitor.post(page, { to }, { token: await visitor.token(page) })).statusCode).toBe(303);
  // What belongs to no commune is seen by whoever has all.
  const actor = { service: true } as const;
  doors.record.append({ at: NOW, actor, action: 'account.added', commune: null, detail: { communes: [ALL_COMMUNES] } });
  expect((await visitor.get('/fr/staff/record')).body).toContain('toutes, celles à venir aussi');
  expect((await visitor.get('/en/staff/record')).body).toContain('all, those to come too');
});

test('a commune that is added later is theirs from its first moment, by an account and a session that exist', async () => {
  const { doors } = await allOf('staff-aude');
  const cookie = (await logIn(createServer(doors), 'duty')).cookie();
  const named = (await logIn(createServer(doors), 'staff-aude')).cookie();
  const later = { ...doors.communes.get('coursan')!, id: 'later', name: 'Plus-Tard' };
  const app = createServer({ ...doors, communes: new Map([...doors.communes, ['later', later]]) });
  expect((await app.inject({ url: '/fr/mayor/later', headers: { cookie } })).statusCode).toBe(200);
  expect((await app.inject({ url: '/fr/mayor/later', headers: { cookie: named } })).statusCode).toBe(404);
});

test('the times on the pages of staff are those of a commune that is there, whichever was taken out of the configuration', async () => {
  const { doors } = await allOf('staff-aude');
  doors.accounts.add({ ...doors.accounts.find('staff-aude')!, id: 'moved', communes: ['gone', 'coursan'] });
  const staff = await logIn(createServer(doors), 'moved');
  for (const path of ['', '/rules', '/record', '/alerts', '/communes'])
    expect((await staff.get(`/fr/staff${path}`)).body).toContain('Europe/Paris');
});

test('the lists in full are of the reader’s own communes, and for staff', async () => {
  const app = createServer((await allOf('staff-aude')).doors);
  const staff = await logIn(app, 'staff-lagrasse');
  expect((await staff.get('/fr/staff/communes')).body).not.toContain('/mayor/coursan');
  expect((await staff.get('/fr/staff/stations')).body).not.toContain('Coursan');
  expect(await answer(staff, '/fr/staff/stations?station=lagrasse')).toBe(200);
  for (const id of ['coursan', 'nowhere']) expect(await answer(staff, `/fr/staff/stations?station=${id}`)).toBe(404);
  const mayor = await logIn(app, 'mayor-coursan');
  for (const list of ['communes', 'stations', 'stations?station=coursan'])
    expect(await answer(mayor, `/fr/staff/${list}`)).toBe(404);
});

test('staff who are given all communes, or lose them, see so on their next page', async () => {
  const { visitor, doors } = await allOf('staff-aude');
  doors.accounts.setCommunes('duty', ['lagrasse']);
  expect(await answer(visitor, '/fr/mayor/coursan')).toBe(404);
  doors.accounts.setCommunes('duty', [ALL_COMMUNES]);
  expect(await answer(visitor, '/fr/mayor/coursan')).toBe(200);
});

test('a mayor in whose place it stands, by whatever mistake, has none', async () => {
  const { visitor, doors } = await allOf('mayor-coursan');
  for (const id of doors.communes.keys()) expect(await answer(visitor, `/fr/mayor/${id}`)).toBe(404);
});
