import { expect, test } from 'vitest';
import { communesNamed } from '../../src/http/communes-named.ts';
import { pastPage } from '../../src/http/pages/afterwards/past-page.ts';
import { mapSection } from '../../src/http/pages/river/map-section.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { shownAlerts } from '../../src/http/views/afterwards/shown-alerts.ts';
import { viewMap } from '../../src/http/views/map/map-view.ts';
import { DAY_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { OutboxRow } from '../../src/notification/outbox.ts';
import { agency } from '../support/agency.ts';
import { communes, stations } from '../support/aude.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { spellOf } from '../support/official.ts';
import { stageReading } from '../support/stage-reading.ts';

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

test('where a mayor is not reached an agency reads it above its map, and where nobody waits it does not', async () => {
  const { visitor, doors } = await agency();
  const told = 'Des messages à des personnes qui décident ne sont pas arrivés';
  const recipient = { kind: 'contact', id: 'coursan-mayor' } as const;
  for (const { id, delivery } of doors.journal.waiting([...doors.communes.keys()], 99) ?? [])
    if (delivery.attempts > 0) doors.journal.settle(id, { status: 'sent', attempts: 2, sentAt: NOW, providerId: null });
  doors.journal.enqueue({ ...row, id: 'mayor', recipient, commune: 'ville-3' });
  expect((await visitor.get('/fr/staff')).body).not.toContain(told);
  doors.journal.settle('mayor', { status: 'pending', attempts: 1, lastError: 'ECONNREFUSED', nextAttemptAt: NOW });
  const { body } = await visitor.get('/fr/staff');
  expect(body.indexOf(told)).toBeGreaterThan(0);
  expect(body.indexOf(told)).toBeLessThan(body.indexOf('id="map"'));
  expect(body.indexOf('href="#communes"')).toBeLessThan(body.indexOf('id="map"'));
  expect(htmlFaults(body)).toEqual([]);
});

test('a text message to a mayor that fails is told at the top while more mails than are listed wait their turn', async () => {
  const { visitor, doors } = await agency();
  const told = 'Des messages à des personnes qui décident ne sont pas arrivés';
  const recipient = { kind: 'contact', id: 'coursan-mayor' } as const;
  for (const { id } of doors.journal.waiting([...doors.communes.keys()], 99) ?? [])
    doors.journal.settle(id, { status: 'sent', attempts: 1, sentAt: NOW, providerId: null });
  for (let index = 0; index < 40; index++)
    doors.journal.enqueue({ ...row, id: `mail-${index}`, about: 'alert', recipient });
  doors.journal.enqueue({ ...row, id: 'text', channel: 'sms', subject: 'DANGER', recipient, commune: 'ville-3' });
  const failed = { status: 'pending', attempts: 9, lastError: 'HTTP 503', nextAttemptAt: NOW } as const;
  expect((await visitor.get('/fr/staff')).body).not.toContain(told);
  doors.journal.settle('text', failed);
  const { body } = await visitor.get('/fr/staff');
  expect(body).toContain(told);
  expect(body.indexOf('DANGER')).toBeGreaterThan(0);
  expect(body.indexOf('DANGER')).toBeLessThan(body.indexOf('Montez'));
});

test('a test message that is put off once is no message that did not arrive', async () => {
  const { visitor, doors } = await agency();
  const recipient = { kind: 'contact', id: 'coursan-mayor' } as const;
  for (const { id } of doors.journal.waiting([...doors.communes.keys()], 99) ?? [])
    doors.journal.settle(id, { status: 'sent', attempts: 1, sentAt: NOW, providerId: null });
  doors.journal.enqueue({ ...row, id: 'test', subject: 'TEST', recipient, test: true });
  doors.journal.settle('test', { status: 'pending', attempts: 1, lastError: '451 greylisted', nextAttemptAt: NOW });
  const { body } = await visitor.get('/fr/staff');
  expect(body).toContain('451 greylisted');
  expect(body).not.toContain('Des messages à des personnes qui décident ne sont pas arrivés');
});

test.each([
  [12, true],
  [60, false],
])('%i rivers at peace do not push the communes below them off the screen', async (count, isOpen) => {
  const gauges = Array.from({ length: count }, (_, index) => ({
    ...stations[0]!,
    id: `g${index}`,
    river: `R${index}`,
    upstream: [],
    position: { lat: 43 + (index % 8) / 4, lon: 2 + index / 20 },
  }));
  const commune = (index: number) => ({ ...communes[0]!, id: `c${index}`, area: null, watches: [watchAt(index)] });
  const watchAt = (index: number) => ({ ...communes[0]!.watches[0]!, station: `g${index}` });
  const rows = Array.from({ length: 60 }, (_, index) => ({
    commune: commune(index % count),
    level: 'normal' as const,
  }));
  const view = viewMap(gauges, rows, new URLSearchParams(), speeches.fr)!;
  const page = String(
    await mapSection(speeches.fr, { view, gauges: [], rivers: null, hrefOf: (query) => query, tableHref: '#communes' }),
  );
  expect(page).toContain(`<details${isOpen ? ' open' : ''}><summary>${count} rivières sans alerte`);
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

/** What stands on a page before anything is unfolded, and what is folded under each summary; every space one. */
async function unfolded(get: (url: string) => Promise<{ body: string }>, url: string) {
  const body = (await get(url)).body.replaceAll('&nbsp;', ' ').replace(/[\u00a0\u202f]/g, ' ');
  const folds = [...body.matchAll(/<details><summary>([^<]*)<\/summary>(.*?)<\/details>/gs)];
  const shown = folds.reduce((text, [fold]) => text.replace(fold, ''), body);
  const folded = (summary: string) => folds.find(([, title]) => title === summary)?.[2];
  return { shown: shown.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '), html: shown, folded };
}

test('of many communes and stations those that need nobody are folded away, and how bad it is stands first', async () => {
  const { visitor } = await agency();
  const staff = await unfolded(visitor.get, '/fr/staff');
  expect(staff.shown).toContain(
    '▲ Agir 2 ? On ne sait pas 27 ○ Pas d’alerte 2 ! 2 attendent une réponse ou une décision',
  );
  for (const id of ['stations', 'messages', 'policy'])
    expect(staff.html).toMatch(new RegExp(`href="#${id}".*id="${id}"`, 's'));
  // Its level is normal, but the water stands above its mark.
  expect(staff.html).toContain('/mayor/lagrasse"');
  expect(staff.html).not.toContain('/mayor/calm"');
  expect(staff.folded('1 commune calme : pas d’alerte, aucun repère à plus de 10 chances sur 100')).toContain(
    '/mayor/calm"',
  );
  expect(staff.shown).toContain('Marseillette');
  expect(staff.folded('16 stations qui mesurent et ne montent pas')).toContain('Le Ru 11');
  // A gauge above 28 towns names them where somebody asks.
  expect(staff.shown).not.toContain('Ville 3, Ville 4');
  expect(staff.folded('28 communes')).toContain('Ville 3, Ville 4');
  const choice = await unfolded(visitor.get, '/en/mayor');
  expect(choice.shown).toContain('Coursan');
  expect(choice.folded('2 communes without an alert')).toContain('Lagrasse');
  const tuning = await unfolded(visitor.get, '/en/staff/tuning');
  expect(tuning.folded('31 gauges not replayed yet')).toContain('Ville 3');
});

test('a gauge that stopped amid a rise works for nobody: it is not folded away, and what is read there is asked for', async () => {
  const { visitor, doors } = await agency();
  const rise = Array.from({ length: 12 }, (_, step) => 0.5 + 0.05 * step - (step % 2) * 0.04);
  const values = [...rise, ...Array.from({ length: 6 }, () => rise.at(-1)!)];
  const times = values.map((_, step) => NOW - (values.length - 1 - step) * 10 * MINUTE_MS);
  await doors.readings.append(values.map((value, step) => stageReading('ru-3', times[step]!, value)));
  const staff = await unfolded(visitor.get, '/fr/staff');
  expect(staff.folded('15 stations qui mesurent et ne montent pas')).not.toContain('Le Ru 3 ');
  // As what is silent or in doubt, it stands before those that work.
  expect(staff.shown).toMatch(/plus de nouvelles.*Le Ru 3 ! capteur peut-être figé.*✓ en marche/s);
  expect(staff.shown).not.toMatch(/✓ en marche.*Le Ru 3 ! capteur/s);
  expect(staff.html).toMatch(/<p class="no-print"><a class="row" href="\/fr\/mayor\/[^"]*\/gauges\/ru-3"/);
});

test('what is calm is told in short, and in full where somebody asks: of all, or of the one that is pressed', async () => {
  const { visitor } = await agency();
  const staff = await unfolded(visitor.get, '/fr/staff');
  const quiet = staff.folded('16 stations qui mesurent et ne montent pas')!;
  // A line each: six hundred in full are two thirds of a megabyte, once a minute.
  expect(quiet).toContain('<a href="/fr/staff/stations?station=ru-11">Le Ru 11 – 0,50 m</a>');
  // By name, as they are looked up.
  expect(quiet.indexOf('Le Ru 2 ')).toBeLessThan(quiet.indexOf('Le Ru 11 '));
  expect(quiet).not.toContain('/suppressions');
  expect(quiet).toContain('href="/fr/staff/stations"');
  const calm = staff.folded('1 commune calme : pas d’alerte, aucun repère à plus de 10 chances sur 100')!;
  expect(calm).toContain('<a href="/fr/mayor/calm">Calme</a>');
  expect(calm).not.toContain('<table');
  expect(calm).toContain('href="/fr/staff/communes"');
  // Those that need somebody are told in full at once.
  expect(staff.html).toContain('/fr/staff/stations/coursan/suppressions"');
  const rowsOf = async (url: string) => {
    const { body, statusCode } = await visitor.get(url);
    expect([statusCode, htmlFaults(body)]).toEqual([200, []]);
    return [...body.matchAll(/<tr><th scope="row">.*?<\/tr>/gs)].map(([row]) => row);
  };
  const one = await rowsOf('/en/staff/stations?station=ru-11');
  expect(one).toHaveLength(1);
  expect((await visitor.get('/en/staff/stations?station=ru-11')).body).toMatch(
    /<title>Le Ru 11 .*href="\/fr\/staff\/stations\?station=ru-11"/s,
  );
  expect((await visitor.get('/en/staff/stations?station=ru-11')).body).toContain('<h1>Le Ru 11</h1>');
  expect(one[0]).toMatch(/Le Ru 11.*0\.50.*\/en\/staff\/stations\/ru-11\/suppressions"/s);
  const all = await rowsOf('/en/staff/stations');
  for (const name of ['Le Ru 11', 'Coursan']) expect(all.join()).toContain(name);
  const communes = await rowsOf('/en/staff/communes');
  expect(communes).toHaveLength(31);
  // The most urgent first.
  expect(communes[0]).toMatch(/(Coursan|Trèbes).*Act/s);
  expect(communes.find((row) => row.includes('/mayor/calm"'))).toContain('within 3&nbsp;h: 3 of 100');
});

test.each([
  ['orange', true],
  ['green', false],
] as const)('that the State says %s of a calm commune is told in short too: %s', async (level, isTold) => {
  const { visitor } = await agency(['ru-0'], spellOf(NOW, { level }));
  const staff = await unfolded(visitor.get, '/fr/staff');
  const calm = staff.folded('1 commune calme : pas d’alerte, aucun repère à plus de 10 chances sur 100')!;
  expect(calm.includes(`official-${level}`)).toBe(isTold);
  // In one item of the list with its commune: of two that stand side by side nobody could tell whose it is.
  if (isTold) expect(calm).toContain('<li><a href="/fr/mayor/calm">Calme</a> <strong class="official-tag');
});

test('a commune whose gauge is in doubt is not folded away: somebody is to look at it', async () => {
  const { visitor, doors, clock } = await agency();
  const observedAt = NOW + 60_000;
  clock.advanceTo(observedAt);
  const spike = { quality: 'suspect', tests: ['spike'] } as const;
  await doors.readings.append([
    { station: 'ru-0', quantity: 'stage', observedAt, receivedAt: observedAt, value: 4, ...spike },
  ]);
  expect((await unfolded(visitor.get, '/fr/staff')).html).toContain('/mayor/calm"');
});

test('a commune of which one gauge has no forecast is not folded away: nobody knows that nothing is likely there', async () => {
  const { visitor } = await agency(['ru-0', 'ru-1']);
  expect((await unfolded(visitor.get, '/fr/staff')).html).toContain('/mayor/calm"');
});

test('past alerts are listed of the communes that had some; the history calls communes and stations by name', async () => {
  const { visitor } = await agency();
  const alerts = await unfolded(visitor.get, '/fr/staff/alerts');
  expect(alerts.shown).toContain('Aucune alerte jusqu’ici dans 29 autres communes.');
  expect(alerts.shown).not.toContain('Ville 3');
  const history = await unfolded(visitor.get, '/fr/staff/policies');
  expect(history.folded('81 changements')).toContain('Ville 3 / L’Aude à Coursan [Village] / Agir');
});

test('of many communes the one whose alert began last stands first among the past alerts', async () => {
  const alertOf = (commune: string, raisedAt: number) => ({
    id: `${commune}:1`,
    commune,
    raisedAt,
    closedAt: null,
    highest: 'act' as const,
    exercise: false,
    events: [],
  });
  const views = Array.from({ length: 21 }, (_, index) => {
    const commune = { ...communes[0]!, id: `ville-${index}`, name: `Ville ${index}` };
    // The last three of the file had one, the middle one of them last night.
    const since = [3, 1, 2][index - 18];
    const alerts = since === undefined ? [] : [alertOf(commune.id, NOW - since * DAY_MS)];
    return { commune, alerts, events: [] };
  });
  const shown = shownAlerts(views)!;
  const rest = { mayAnswer: () => false, person: (id: string) => id, saved: false };
  const page = String(await pastPage(speeches.fr, { views, shown, ...rest }));
  expect([...page.matchAll(/Ville \d+(?=<\/h2>)/g)].map(([name]) => name)).toEqual([
    'Ville 19',
    'Ville 20',
    'Ville 18',
  ]);
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
  expect(none.body).toContain('Aucune commune suivie ici ne s’appelle ainsi');
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
