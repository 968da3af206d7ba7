import { expect, test } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { viewPast } from '../../src/http/views/afterwards/past-view.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { afterTheFlood } from '../support/past-alert.ts';
import { logIn, type Visitor } from '../support/visitor.ts';
import { addYearsOfAlerts } from '../support/years-of-alerts.ts';

const START = '/en/staff/alerts';

async function town(count: number) {
  const world = await afterTheFlood();
  addYearsOfAlerts(world.doors, world.alert, count);
  const app = createServer(world.doors);
  return { ...world, app, staff: await logIn(app, 'staff-aude') };
}

const table = (body: string) => body.slice(body.indexOf('<h2>', body.indexOf('Every alert')));
const reports = (body: string) => [...table(body).matchAll(/\/staff\/alerts\/([^/"]+)\/report"/g)].map(([, id]) => id!);
const linkTo = (body: string, text: string) =>
  new RegExp(`<a href="([^"]*)">${text}</a>`).exec(body)?.[1]?.replaceAll('&amp;', '&') ?? null;

async function walk(staff: Visitor, by: string, from: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let next: string | null = from; next !== null; ) {
    const { statusCode, body } = await staff.get(next);
    expect(statusCode).toBe(200);
    expect(htmlFaults(body)).toEqual([]);
    pages.push(reports(body));
    next = linkTo(body, by);
  }
  return pages;
}

test('of years of alerts a hundred stand on a page, the newest first, and each is reached once by going back', async () => {
  const { staff, alert } = await town(248);
  const pages = await walk(staff, 'Older alerts', START);
  expect(pages.map((page) => page.length)).toEqual([100, 100, 50]);
  // Of the flood itself two: that of Trèbes is in force.
  const ofFlood = pages.flat().filter((id) => !id.startsWith('a-'));
  expect(ofFlood).toHaveLength(2);
  expect(ofFlood).toContain(alert);
  const newest = [...ofFlood, ...Array.from({ length: 248 }, (_, n) => `a-${n}`)];
  for (const [index, page] of pages.entries())
    expect(page.toSorted()).toEqual(newest.slice(index * 100, index * 100 + 100).toSorted());
  const { body } = await staff.get(START);
  // Those of each commune stand together.
  expect(
    reports(body)
      .filter((id) => Number(id.slice(2)) % 2 === 1)
      .slice(0, 3),
  ).toEqual(['a-1', 'a-3', 'a-5']);
});

test('each page says which of how many alerts stand there and when they began, and is told apart by its title', async () => {
  const { staff } = await town(248);
  const first = (await staff.get(START)).body;
  expect(first).toContain('Alerts 1 to 100 of 250.');
  expect(first).toContain('<title>Past alerts –');
  const older = linkTo(first, 'Older alerts')!;
  const second = (await staff.get(older)).body;
  expect(second).toContain('Alerts 101 to 200 of 250.');
  expect(second).toContain('They began between Sat 2 August 2014 and Tue 18 April 2017.');
  expect(second).toContain('<title>Past alerts 101 to 200 –');
  expect(second).toContain(`href="${older.replace('/en/', '/fr/')}"`);
  const french = (await staff.get(older.replace('/en/', '/fr/'))).body;
  expect(french).toContain('Alertes 101 à 200 sur 250.');
});

test('newer ones, the newest and those of a year are reached too', async () => {
  const { staff } = await town(248);
  const pages = await walk(staff, 'Older alerts', START);
  const last = (
    await staff.get(
      linkTo((await staff.get(linkTo((await staff.get(START)).body, 'Older alerts')!)).body, 'Older alerts')!,
    )
  ).body;
  expect(linkTo(last, 'Older alerts')).toBeNull();
  expect(linkTo(last, 'Newest alerts')).toBe(START);
  expect(reports((await staff.get(linkTo(last, 'Newer alerts')!)).body)).toEqual(pages[1]);
  const of2015 = (await staff.get(linkTo(last, '2015')!)).body;
  expect(of2015).toContain('and Fri 25 December 2015.');
  expect(linkTo(last, '2020')).toBe(START);
});

test('an alert that is raised meanwhile moves none from one page to the next', async () => {
  const { staff, doors } = await town(248);
  const older = linkTo((await staff.get(START)).body, 'Older alerts')!;
  const before = reports((await staff.get(older)).body);
  const [sample] = doors.journal.events('coursan', { limit: 1 });
  const event = {
    ...sample!,
    id: 'new:1',
    alert: 'new',
    at: doors.clock.now(),
    kind: 'raised' as const,
    level: 'act' as const,
  };
  doors.journal.commit({ state: doors.journal.state('coursan')!, events: [event], outbox: [], record: [] });
  expect(reports((await staff.get(START)).body)).toContain('new');
  expect(reports((await staff.get(older)).body)).toEqual(before);
});

test('what waits for an answer is asked on the first page alone, of many events the newest', async () => {
  const { staff, alert } = await town(248);
  const asked = (body: string) =>
    [...body.matchAll(/<li><span>.*?\/staff\/truth\/\w+\/([^"]+)"/g)].map(([, id]) => id!);
  for (const path of [START, '/en/staff']) {
    const { body } = await staff.get(path);
    expect(asked(body)).toHaveLength(100);
    expect(asked(body)).toContain(alert);
    // And water that came without an alert.
    expect(asked(body)).toContain('a-97');
    expect(asked(body)).not.toContain('a-98');
    expect(body).toContain('150 older events wait for an answer too');
  }
  const { body } = await staff.get(linkTo((await staff.get(START)).body, 'Older alerts')!);
  expect(asked(body)).toEqual([]);
  expect(body).not.toContain('No alert so far');
});

test('of those that wait the ten newest are seen at once, and the others unfolded: what is shown below is not far away', async () => {
  const { staff } = await town(30);
  const { body } = await staff.get(START);
  const [seen, folded] = body.slice(0, body.indexOf('</details>')).split('<details><summary>');
  const asked = (part: string) => [...part.matchAll(/\/staff\/truth\/\w+\/a-(\d+)"/g)].map(([, n]) => Number(n));
  // Above them what was lately: the flood itself, and water that came without an alert.
  expect(seen!.match(/<li><span>/g)).toHaveLength(10);
  expect([...asked(seen!), ...asked(folded!)]).toEqual(Array.from({ length: 30 }, (_, n) => n));
  expect(folded).toMatch(/^2\d more wait for an answer<\/summary>/);
});

test('where all stand on one page nothing is said of others; a mayor goes back in the alerts of their commune alone', async () => {
  const { app, staff } = await town(90);
  const { body } = await staff.get(START);
  expect(reports(body)).toHaveLength(92);
  expect(body).not.toMatch(/Older alerts|Newest alerts|Alerts 1 to/);
  expect(linkTo(body, '2019')).toBeNull();
  const mayor = await logIn(app, 'mayor-coursan');
  expect((await mayor.get(`${START}?before=a-0`)).statusCode).toBe(200);
  for (const other of ['a-1', 'none', '']) expect((await mayor.get(`${START}?before=${other}`)).statusCode).toBe(404);
  // Nothing came before the oldest.
  expect((await staff.get(`${START}?before=a-89`)).statusCode).toBe(404);
});

test('a list of alerts holds none of their events, which of hundreds of communes are hundreds of thousands', async () => {
  const { doors } = await town(90);
  const { alerts } = await viewPast(doors, doors.communes.get('coursan')!);
  expect(alerts.length).toBeGreaterThan(40);
  expect(alerts.filter((each) => 'events' in each)).toEqual([]);
});

test.each([
  [
    'fr',
    'Après coup : bilans à compléter',
    '✓ Aucun bilan d’événement passé n’est à compléter.',
    /réponse n’est attendue|Réponses attendues/i,
  ],
  [
    'en',
    'After the event: reports to complete',
    '✓ No report of a past event is left to complete.',
    /answer is needed|answers needed/i,
  ],
] as const)(
  'beside an alert that nobody has answered staff do not read that no answer is needed (%s)',
  async (language, heading, none, misleading) => {
    const world = createWorld();
    await flood(world);
    const { body } = await (await logIn(createServer(world.doors), 'staff-lagrasse', language)).get(
      `/${language}/staff`,
    );
    const page = body.replaceAll('&nbsp;', ' ');
    for (const each of [heading, none]) expect(page).toContain(each);
    expect(page).not.toMatch(misleading);
  },
);
