import { beforeAll, expect, test } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import type { KnownFlood } from '../../src/territory/known-flood.ts';
import { createWorld, flood, NOW, type World } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn } from '../support/visitor.ts';

const report = 'staff/alerts/coursan-20200123T014000Z/report';
const near: KnownFlood = { name: null, date: '2018-10-15', stageM: 5.5 };
const named: KnownFlood = { name: { fr: 'Toussaint <1930>', en: 'All Saints <1930>' }, date: null, stageM: 7.2 };
const far: KnownFlood = { name: null, date: '1891', stageM: 25 };
const later: KnownFlood = { name: null, date: '2020-01-24', stageM: 6.4 };

let world: World;
beforeAll(async () => {
  world = createWorld();
  await flood(world);
});

function serverWith(...floods: readonly KnownFlood[]) {
  return createServer({ ...world.doors, knownFloods: new Map([['coursan', floods]]) });
}

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/(?:\s|&nbsp;)+/g, ' ');
const drawn = (page: string) => /<svg class="chart"[\s\S]*?<\/svg>/.exec(page)![0];
/** The picture without what is drawn and said of floods. */
const river = (page: string) =>
  drawn(page)
    .replace(/<(line|text) class="flood[^>]*>(?:[^<]*<\/text>)?/g, '')
    .replace(/<desc[\s\S]*?<\/desc>/, '');

test.each([
  [
    'fr',
    'Crues connues ici : 1891, 25,00 m ; Toussaint &lt;1930&gt;, 7,20 m ; 15 octobre 2018, 5,50 m.',
    'crue connue',
  ],
  ['en', 'Known floods here: 1891, 25.00 m; All Saints &lt;1930&gt;, 7.20 m; 15 October 2018, 5.50 m.', 'known flood'],
])(
  'everybody sees them beside the river in %s: as lines, in the legend and in the table',
  async (language, all, key) => {
    const { body } = await serverWith(near, named, far).inject(`/${language}/communes/coursan`);
    expect(drawn(body).match(/<line class="flood"/g)).toHaveLength(2);
    expect(plain(drawn(body))).toMatch(/2018, 5[.,]50 m/);
    expect(/<figcaption>[\s\S]*?<\/figcaption>/.exec(body)![0]).toContain(key);
    expect(plain(/<details class="chart-table">[\s\S]*?<\/details>/.exec(body)![0])).toContain(all);
    expect(htmlFaults(body)).toEqual([]);
  },
);

test('one far above all else leaves the chart as it is without any; one near gets its place', async () => {
  const chart = async (...floods: readonly KnownFlood[]) =>
    (await serverWith(...floods).inject('/en/communes/coursan')).body;
  const without = await chart();
  expect(without).not.toMatch(/flood-label|known flood/i);
  expect(river(await chart(far))).toBe(river(without));
  expect(drawn(await chart(far))).not.toContain('class="flood');
  // All else ends at 8 m.
  const above = { ...named, stageM: 8.9 };
  expect(drawn(await chart(above))).toContain('class="flood-label"');
  expect(river(await chart(above))).not.toBe(river(without));
});

test('the mayor reads in one sentence how bad it is likely to be, and of now beside the river', async () => {
  const mayor = await logIn(serverWith(near, named), 'mayor-coursan');
  const facts = (body: string) => plain(/<dl class="five">[\s\S]*?<\/dl>/.exec(body)![0]);
  const { body } = await mayor.get('/fr/mayor/coursan');
  expect(facts(body)).toMatch(
    /dépasser \d,\d\d m\. (Déjà|Ce serait) plus haut que la crue du 15 octobre 2018 \(5,50 m\)/,
  );
  const english = (await mayor.get('/en/mayor/coursan')).body;
  expect(plain(/<section class="gauge"[\s\S]*?<figure>/.exec(english)![0])).toMatch(
    /\d\.\d\d m (below|above)?.*the flood of 15 October 2018 \(5\.50 m\)/,
  );
  const none = await logIn(serverWith(), 'mayor-coursan');
  expect(facts((await none.get('/fr/mayor/coursan')).body)).not.toContain('crue d');
});

test('while the sensor is silent it is told of the level that a person has just read', async () => {
  const silent = createWorld();
  await flood(silent);
  const { doors, clock } = silent;
  clock.advanceTo(NOW + HOUR_MS);
  const station = doors.network.stations.get('coursan')!;
  const read = { station, stageM: 6.4, observedAt: clock.now() };
  await doors.gaugeReads.enter(read, { person: 'mayor-coursan', commune: 'coursan' });
  const app = createServer({ ...doors, knownFloods: new Map([['coursan', [near, named]]]) });
  const body = plain((await app.inject('/en/communes/coursan')).body);
  expect(body).toContain('Higher than the flood of 15 October 2018 (5.50 m), 0.80 m below “All Saints');
});

test('a past moment, and the report of an alert, are measured by earlier floods alone', async () => {
  const staff = await logIn(serverWith(near, later), 'staff-aude', 'en');
  for (const page of [report, 'staff/replay?commune=coursan&at=2020-01-23T02:30']) {
    const { body } = await staff.get(`/en/${page}`);
    expect(plain(body)).toContain('15 October 2018, 5.50 m');
    expect(plain(body)).not.toContain('24 January 2020, 6.40 m');
    if (page === report) expect(plain(body)).toContain('Dotted horizontal lines: known floods. Known flood here: 15');
    expect(htmlFaults(body)).toEqual([]);
  }
  const json = (await staff.get('/api/v1/communes/coursan/alerts/coursan-20200123T014000Z/report')).json();
  expect(json.gauges[0].knownFloods).toEqual([near]);
});

test('programs read them with the gauge', async () => {
  const app = serverWith(near, named);
  const { gauges } = (await app.inject('/api/v1/communes/coursan')).json();
  expect(gauges[0].knownFloods).toEqual([near, named]);
  expect((await app.inject('/api/v1/communes/trebes')).json().gauges[0].knownFloods).toEqual([]);
});
