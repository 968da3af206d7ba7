import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn } from '../support/visitor.ts';

const page = '/fr/staff/test-message/round';
const results = '/fr/staff/test-message/communes';

/** Staff of three communes, of which all but Lagrasse are in alert. */
async function agency(person = 'staff-aude') {
  const world = createWorld({}, { 'coursan-mayor': '+33612345678' });
  await flood(world);
  const app = createServer(world.doors);
  const tests = () =>
    [...world.doors.communes.keys()].flatMap((id) => world.doors.journal.deliveries(id, 99).filter(({ test }) => test));
  const goOn = async () => {
    for (const { id } of tests())
      world.doors.journal.settle(id, { status: 'sent', attempts: 1, sentAt: NOW, providerId: '250' });
    world.rounds.waiting.splice(0).forEach(({ end }) => end());
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ...world, app, visitor: await logIn(app, person), tests, goOn };
}

const plain = (body: string) =>
  body
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('a test to all contacts of all communes, on the pages of staff', () => {
  it('asks first, goes on by itself, shows what came of each commune, and is on record', async () => {
    const { visitor, doors, tests, goOn, rounds } = await agency();
    expect((await visitor.get('/fr/staff/test-message')).body).toContain(`href="${page}"`);
    const asked = await visitor.get(page);
    expect(htmlFaults(asked.body)).toEqual([]);
    expect(plain(asked.body)).toContain('contacts de 3 communes');
    expect(plain(asked.body)).toContain('1 minute au moins');
    expect(tests()).toEqual([]);
    const token = await visitor.token(page);
    expect((await visitor.post(page, { after: '0' })).statusCode).toBe(403);
    for (let press = 0; press < 2; press += 1) {
      const sent = await visitor.post(page, { after: '0' }, { token });
      expect([sent.statusCode, sent.headers.location]).toEqual([303, results]);
    }
    const first = tests().length;
    expect(first).toBe(doors.communes.get('lagrasse')!.contacts.length);
    const waiting = await visitor.get(results);
    expect(htmlFaults(waiting.body)).toEqual([]);
    expect(waiting.body).toContain('http-equiv="refresh"');
    expect(plain(waiting.body)).toContain('Alix Fabre le jeu. 23 janvier 2020, 3 h 00 : en cours, 1 sur 3 communes.');
    expect((await visitor.get(page)).body).toContain('déjà en cours');
    await goOn();
    const after = (await visitor.get(results)).body;
    expect(after).not.toContain('http-equiv="refresh"');
    expect(plain(after)).toContain(
      'terminé, 1 sur 3 communes. Laissées de côté, en alerte à ce moment : Trèbes, Coursan.',
    );
    // A second tap that comes once it is over is led to what came of it, and starts none.
    expect((await visitor.post(page, { after: '0' }, { token })).headers.location).toBe(results);
    expect(new Set(tests().map(({ commune }) => commune))).toEqual(new Set(['lagrasse']));
    expect(rounds.failed).toEqual([]);
    const record = plain((await visitor.get('/fr/staff/record')).body);
    expect(record).toMatch(
      /Essai de plusieurs communes terminé Fin toutes les communes ont eu leur tour Communes 1 Laissées de côté Trèbes, Coursan Par/,
    );
    expect(plain((await visitor.get('/en/staff/record')).body)).toContain('Test of several communes begun');
  });

  it('names those first of whom somebody was refused, then who has not answered, and leads to each', async () => {
    const { visitor, doors, goOn } = await agency();
    await visitor.post(page, { after: '0' }, { token: await visitor.token(page) });
    await goOn();
    doors.tests.sendAll('coursan', { person: 'staff-aude' });
    const [text] = doors.journal.deliveries('coursan', 9).filter(({ channel, test }) => test && channel === 'sms');
    doors.journal.settle(text!.id, { status: 'dropped', attempts: 1, reason: 'no credit' });
    await goOn();
    const { body } = await visitor.get(results.replace('/fr/', '/en/'));
    const rows = [...body.matchAll(/<tr><th scope="row">.*?<\/tr>/gs)].map(([row]) => plain(row).trim());
    expect(rows[0]).toMatch(/^Coursan Thu 23 January 2020 ✗ 1 refused , 2 not answered$/);
    expect(rows).toHaveLength(3);
    expect(rows.slice(1)).toEqual(['Lagrasse Thu 23 January 2020 2 not answered', 'Trèbes – 2 never tried']);
    expect(body).toContain('href="/en/staff/test-message?commune=coursan#reached"');
  });

  it('can be stopped by staff of all its communes, and by nobody else', async () => {
    const { app, visitor, doors, tests, goOn } = await agency();
    await visitor.post(page, { after: '0' }, { token: await visitor.token(page) });
    const before = tests().length;
    const all = doors.accounts.find('staff-aude')!;
    doors.accounts.add({ ...all, id: 'two', communes: ['lagrasse', 'coursan'] });
    const two = await logIn(app, 'two');
    const shown = (await two.get(results)).body;
    expect(shown).toContain('en cours');
    expect(shown).not.toContain('Arrêter l’essai');
    expect((await two.post(`${page}/stop`, {}, { token: await two.token('/fr/staff/test-message') })).statusCode).toBe(
      404,
    );
    expect((await visitor.post(`${page}/stop`, {})).statusCode).toBe(403);
    const { statusCode } = await visitor.post(`${page}/stop`, {}, { token: await visitor.token(results) });
    expect(statusCode).toBe(303);
    await goOn();
    expect(tests()).toHaveLength(before);
    expect(plain((await visitor.get(results)).body)).toContain(
      'arrêté par une personne, 1 sur 3 communes. Laissée de côté',
    );
    expect((await visitor.get(results)).body).toContain('class="warning" role="status"');
  });

  it('is for staff of several communes; of those of others nobody learns anything', async () => {
    for (const person of ['mayor-coursan', 'staff-lagrasse']) {
      const { visitor } = await agency(person);
      for (const url of [page, results]) expect((await visitor.get(url)).statusCode).toBe(404);
    }
    const { app, doors } = await agency();
    doors.testRounds.start(['lagrasse', 'elsewhere'], { person: 'staff-aude' }, 0);
    const communes = ['trebes', 'coursan'];
    doors.accounts.add({ ...doors.accounts.find('staff-aude')!, id: 'others', name: 'Zoé', communes });
    const others = await logIn(app, 'others');
    expect((await others.get(results)).body).not.toContain('Alix');
    const waits = await others.post(
      page,
      { after: String(NOW) },
      { token: await others.token('/fr/staff/test-message') },
    );
    expect(waits.headers.location).toBe(`${page}?stale`);
    expect((await others.get(`${page}?stale`)).body).toContain('un seul à la fois');
    // Once it is over, whoever pressed on a page that knew nothing of it hears why nothing was sent.
    doors.testRounds.stop({ person: 'staff-aude' });
    const stale = (await others.get(`${page}?stale`)).body;
    expect(stale).toContain('Rien n’est parti&nbsp;: un autre essai a été lancé depuis');
    expect(stale).toContain(`name="after" value="${NOW}"`);
    expect(htmlFaults(stale)).toEqual([]);
    expect((await others.get(page)).body).not.toContain('Rien n’est parti');
  });

  it('pressed on a page that was opened before the last one, which is over by now, sends nothing and says so', async () => {
    const { visitor, doors, tests } = await agency();
    const press = async () =>
      (await visitor.post(page, { after: '0' }, { token: await visitor.token(results) })).headers.location;
    expect(await press()).toBe(results);
    expect(await press()).toBe(results);
    const before = tests().length;
    doors.testRounds.stop({ person: 'staff-aude' });
    expect(await press()).toBe(`${page}?stale`);
    expect(tests()).toHaveLength(before);
  });

  it('whoever of some communes asked for one finds it on record; others of some do not', async () => {
    const { app, doors, visitor } = await agency();
    const all = doors.accounts.find('staff-aude')!;
    for (const id of ['two', 'other']) doors.accounts.add({ ...all, id, communes: ['lagrasse', 'coursan'] });
    const two = await logIn(app, 'two');
    await two.post(page, { after: '0' }, { token: await two.token(page) });
    const recordOf = async (reader: typeof two) => {
      const { body } = await reader.get('/en/staff/record');
      return plain(/<table[^]*<\/table>/.exec(body)![0]);
    };
    expect(await recordOf(two)).toContain('Test of several communes begun');
    expect(await recordOf(visitor)).toContain('Test of several communes begun');
    expect(await recordOf(await logIn(app, 'other'))).not.toContain('Test of several communes');
  });

  it('tells of one that broke off that it did, and leads to why', async () => {
    const { visitor, rounds } = await agency();
    const broken = new Error('database disk image is malformed');
    await visitor.post(page, { after: '0' }, { token: await visitor.token(page) });
    rounds.waiting.splice(0).forEach(({ fail }) => fail(broken));
    await new Promise((resolve) => setImmediate(resolve));
    expect(rounds.failed).toEqual([broken]);
    expect(plain((await visitor.get(results)).body)).toContain('interrompu, 1 sur 3 communes. Le service n’a pas pu');
    expect(plain((await visitor.get('/en/staff/record')).body)).toContain('broken off: the service could not go on');
  });

  it('what is known of an address that several communes name counts for each of them', async () => {
    const { visitor, doors, goOn } = await agency();
    const { communes } = doors;
    const [mayor] = communes.get('coursan')!.contacts;
    const named = { ...mayor!, id: 'lagrasse-duty', phone: null };
    if (communes instanceof Map) communes.set('lagrasse', { ...communes.get('lagrasse')!, contacts: [named] });
    doors.tests.send('coursan', mayor!.id, { person: 'staff-aude' });
    await goOn();
    const { body } = await visitor.get(results);
    const rows = [...body.matchAll(/<tr><th scope="row">.*?<\/tr>/gs)].map(([row]) => plain(row).trim());
    expect(rows.find((row) => row.startsWith('Lagrasse'))).toMatch(/^Lagrasse jeu\. 23 janvier 2020 1 sans réponse$/);
    const listed = (await visitor.get('/fr/staff/test-message?commune=lagrasse')).body;
    expect(plain(listed)).toMatch(/Courriel .* ✓ accepté, jeu\. 23 janvier 2020/);
  });

  it('a call that was tried stands beside what was written, without an answer to wait for', async () => {
    const { doors, visitor } = await agency();
    if (doors.ways instanceof Set) doors.ways.add('voice');
    // Earlier versions put no call on record: of one nobody says that it was never tried.
    expect(plain((await visitor.get(results)).body)).toMatch(/Coursan – 3 sans essai/);
    const event = doors.tests.send('coursan', 'coursan-mayor', { person: 'staff-aude' })!;
    const call = doors.tests.outcomes(event).find(({ channel }) => channel === 'voice');
    doors.journal.settle(call!.id, { status: 'dropped', attempts: 1, reason: 'engaged' });
    const listed = async () => plain((await visitor.get('/fr/staff/test-message?commune=coursan')).body);
    expect(await listed()).toMatch(/Appel \+33…678 ✗ refusé , jeu\. 23 janvier 2020 engaged –/);
    expect(plain((await visitor.get('/fr/staff/record')).body)).toContain('courriel, SMS, appel');
  });
});
