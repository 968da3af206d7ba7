import { expect, test } from 'vitest';
import { communesNamed } from '../../src/http/communes-named.ts';
import { createServer } from '../../src/http/server.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import type { OutboxRow } from '../../src/notification/outbox.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn } from '../support/visitor.ts';

/** An agency: the three communes of the flood and 27 more that watch the gauge of Coursan. */
async function agency() {
  const world = createWorld({ kind: 'operational' });
  await flood(world);
  const { doors } = world;
  const coursan = doors.communes.get('coursan')!;
  const more = Array.from({ length: 27 }, (_, index) => ({ ...coursan, id: `ville-${index}`, name: `Ville ${index}` }));
  const communes = new Map([...doors.communes, ...more.map((each) => [each.id, each] as const)]);
  const staff = doors.accounts.find('staff-aude')!;
  doors.accounts.add({ ...staff, id: 'agency', communes: [...communes.keys()] });
  const spans: number[] = [];
  const readings = {
    ...doors.readings,
    window: (...asked: Parameters<typeof doors.readings.window>) => {
      spans.push(asked[2] - asked[1]);
      return doors.readings.window(...asked);
    },
  };
  const policy = doors.policies.current()!;
  const own = policy.rules.filter(({ commune }) => commune === 'coursan');
  const rules = [...policy.rules, ...more.flatMap(({ id }) => own.map((rule) => ({ ...rule, commune: id })))];
  const entry = { at: NOW, actor: { service: true }, action: 'policy.extended', commune: null, detail: {} } as const;
  doors.policies.append({ author: 'agency', reason: 'more', createdAt: NOW, rules }, entry);
  let judged = 0;
  const statements = {
    ...doors.statements,
    firstAt: () => NOW - 90 * DAY_MS,
    hourly: (...asked: Parameters<typeof doors.statements.hourly>) => {
      judged += 1;
      return doors.statements.hourly(...asked);
    },
  };
  const app = createServer({ ...doors, communes, readings, statements });
  return { ...world, app, visitor: await logIn(app, 'agency'), spans, judged: () => judged };
}

const row: OutboxRow = {
  id: '',
  event: 'coursan:1',
  commune: 'coursan',
  recipient: { kind: 'subscription', id: '' },
  channel: 'email',
  language: 'fr',
  subject: 'Montez',
  text: '',
  createdAt: NOW,
  about: 'level',
  notBefore: 0,
};

test('the wall screen of an agency does not read two months of every gauge each minute', async () => {
  const { visitor, spans } = await agency();
  const longReads = () => spans.filter((ms) => ms > 30 * DAY_MS).length;
  expect((await visitor.get('/fr/staff')).statusCode).toBe(200);
  const first = longReads();
  expect(first).toBeGreaterThan(0);
  await visitor.get('/fr/staff');
  await visitor.get('/en/staff');
  await visitor.get('/fr/staff/alerts');
  expect(longReads()).toBe(first);
});

test('who decides and was not reached stands before residents who wait', async () => {
  const { visitor, doors } = await agency();
  for (let index = 0; index < 600; index++) {
    const id = `resident-${index}`;
    doors.journal.enqueue({ ...row, id, recipient: { kind: 'subscription', id } });
  }
  const mayor = { kind: 'contact', id: 'coursan-mayor' } as const;
  doors.journal.enqueue({ ...row, id: 'mayor', subject: 'DANGER', recipient: mayor, commune: 'ville-3' });
  doors.journal.enqueue({ ...row, id: 'foreign', subject: 'FOREIGN', recipient: mayor, commune: 'elsewhere' });
  const { body } = await visitor.get('/fr/staff');
  expect(body.indexOf('DANGER')).toBeGreaterThan(0);
  expect(body.indexOf('DANGER')).toBeLessThan(body.indexOf('Montez'));
  expect(body).not.toContain('FOREIGN');
});

test('rules and verification of many communes are shown of one at a time', async () => {
  const { visitor, judged } = await agency();
  const rule = (commune: string) => `/staff/policy/${commune}/`;
  const page = (await visitor.get('/fr/staff')).body;
  expect(page).toContain('href="/fr/staff/rules?commune=ville-3"');
  expect(page).not.toContain(rule('ville-3'));
  const rules = (await visitor.get('/fr/staff/rules?commune=ville-3')).body;
  expect(rules).toContain(rule('ville-3'));
  expect(rules).not.toContain(rule('ville-4'));
  expect((await visitor.get('/fr/staff/verification')).body).toContain('/staff/verification?commune=ville-3"');
  expect(judged()).toBe(0);
  const verified = (await visitor.get('/fr/staff/verification?commune=ville-3')).body;
  expect(judged()).toBe(1);
  expect(verified).toContain('Ville 3 : les alertes'.replace(' :', '&nbsp;:'));
});

test('a resident finds her commune among many by its name, however she writes it', async () => {
  const { app } = await agency();
  const home = await app.inject('/fr/');
  expect(home.body).toContain('role="search"');
  expect(htmlFaults(home.body)).toEqual([]);
  const look = (typed: string) => app.inject({ url: '/fr/', query: { commune: typed } });
  for (const typed of ['Trèbes', 'trebes', ' TREBES ']) {
    expect((await look(typed)).headers.location).toBe('/fr/communes/trebes');
  }
  expect((await look('ville 7')).headers.location).toBe('/fr/communes/ville-7');
  const several = (await look('ille')).body;
  expect(several).toContain('/fr/communes/ville-11"');
  expect(several).not.toContain('/fr/communes/coursan"');
  const none = await look('<b>Paris');
  expect(none.statusCode).toBe(200);
  expect(none.body).toContain('Aucune commune de cette page ne s’appelle ainsi');
  expect(none.body).not.toContain('<b>Paris');
});

test('a town of few communes has nothing to look for', async () => {
  const app = createServer(createWorld({ kind: 'operational' }).doors);
  expect((await app.inject('/fr/')).body).not.toContain('role="search"');
});

test.each([
  ['st etienne', ['Saint-Étienne-la-Rivière']],
  ['ste eulalie', ["Sainte-Eulalie-d'en-Bas"]],
  ['luc', ['Luc']],
  ['orbieu', ['Luc-sur-Orbieu']],
])('%s is %j', (typed, found) => {
  const [commune] = createWorld().doors.communes.values();
  const names = ['Saint-Étienne-la-Rivière', "Sainte-Eulalie-d'en-Bas", 'Luc', 'Luc-sur-Orbieu'];
  const named = communesNamed(
    names.map((name) => ({ ...commune!, name })),
    typed,
  );
  expect(named.map(({ name }) => name)).toEqual(found);
});
