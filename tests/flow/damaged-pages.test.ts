import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { createServer } from '../../src/http/server.ts';
import { type ManualClock, manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { hashPassword } from '../../src/people/password.ts';
import { createSqliteOfficialStore } from '../../src/store/sqlite/official-warnings.ts';
import { PASSWORD } from '../support/flood-world.ts';
import { aude, spellOf } from '../support/official.ts';
import { connectPublisher } from '../support/publish.ts';
import { spoil } from '../support/spoil.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';
import { logIn } from '../support/visitor.ts';

const START = Date.parse('2020-01-22T05:00:00Z');

async function startAt(folder: string, from: number) {
  const clock = manualClock(from);
  const shipped = await demoConfig();
  const communes = new Map([...shipped.communes].map(([id, each]) => [id, { ...each, officialWarnings: [aude] }]));
  const config = await demoConfig({ dataFolder: folder, communes });
  const app = await createApp(config, pino({ level: 'silent' }), { clock });
  if (!app.ok) throw new Error(app.error);
  return { app: app.value, clock };
}

/** Trèbes rises by so much in ten minutes, twelve times, while others stand still. */
async function rise(
  { schedule, brokerUrl, settled }: App,
  clock: ManualClock,
  stepM: number,
  still: readonly string[] = [],
) {
  const from = clock.now();
  const sensor = await connectPublisher(brokerUrl);
  schedule.start();
  for (let at = from; at < from + 2 * HOUR_MS; at += 10 * MINUTE_MS) {
    clock.advanceTo(at);
    const stageM = 1 + (stepM * (at - from)) / (10 * MINUTE_MS);
    await sensor.publishAsync('amont/v1/trebes/stage', JSON.stringify({ observedAt: iso(at), stageM }), { qos: 1 });
    for (const id of still) {
      await sensor.publishAsync(`amont/v1/${id}/stage`, JSON.stringify({ observedAt: iso(at), stageM: 1 }), { qos: 1 });
    }
    await settled();
  }
  await sensor.endAsync();
}

/** What residents and agencies look at amid an alert of which residents are told. */
async function expectShown({ url }: App) {
  for (const path of ['/fr/', '/fr/communes/trebes', '/api/v1/communes/trebes', '/api/v1/cap']) {
    const answer = await fetch(`${url}${path}`);
    expect([path, answer.status, (await answer.text()).includes('trebes')]).toEqual([path, 200, true]);
  }
}

async function hoursPass({ app, clock }: { app: App; clock: ManualClock }, hours: number) {
  for (let hour = 0; hour < hours; hour += 1) {
    clock.advanceTo(clock.now() + HOUR_MS);
    app.schedule.start();
    app.schedule.tick();
    await app.settled();
  }
}

async function staffOf({ doors }: App, communes = ['trebes']) {
  const passwordHash = await hashPassword(PASSWORD);
  const seat = { role: 'staff', language: 'fr', communes, passwordHash, createdAt: 0 } as const;
  doors.accounts.add({ id: 'staff', name: 'Alix Fabre', ...seat });
  return logIn(createServer(doors), 'staff');
}

const eventsOf = ({ doors }: App) => doors.journal.events('trebes', { limit: 100 });
const raisedIn = (app: App) => eventsOf(app).filter(({ kind }) => kind === 'raised');

const kept = ['forecast_paths', 'forecast', 'sqlite_autoindex_forecast_1', 'decision', 'decision_moment'];

test.each(kept)(
  'where the disk has spoiled what is kept of forecasts and decisions (%s), the water above a mark is told all the same',
  async (table) => {
    const folder = tempFolder(`damaged-${table}`);
    const before = await startAt(folder, START);
    await rise(before.app, before.clock, 0);
    expect(raisedIn(before.app)).toEqual([]);
    await before.app.close();
    spoil(join(folder, 'amont.db'), table);
    const { app, clock } = await startAt(folder, START + 2 * HOUR_MS);
    await rise(app, clock, 0.5);
    expect(raisedIn(app)).toHaveLength(1);
    expect(app.doors.faults()).toEqual(['assessing']);
    await app.close();
  },
  60_000,
);

test('where the disk has spoiled the state of one commune, the others are judged and told, and pages say that it is not known', async () => {
  const folder = tempFolder('damaged-commune');
  const before = await startAt(folder, START);
  await rise(before.app, before.clock, 0, ['limoux']);
  await before.app.close();
  const db = new BetterSqlite3(join(folder, 'amont.db'));
  expect(db.prepare(`UPDATE commune_state SET state = '{"gau' WHERE commune = 'limoux'`).run().changes).toBe(1);
  db.close();
  const { app, clock } = await startAt(folder, START + 2 * HOUR_MS);
  await rise(app, clock, 0.5, ['limoux']);
  expect(raisedIn(app)).toHaveLength(1);
  expect(app.doors.faults()).toEqual(['assessing']);
  await expectShown(app);
  const listed: unknown = await (await fetch(`${app.url}/api/v1/communes`)).json();
  expect(JSON.stringify(listed)).toMatch(/"limoux"[^}]*"publicLevel":"unknown"/);
  await app.close();
}, 60_000);

test.each(kept)(
  'where the disk has spoiled them amid an alert (%s), residents are told and a gauge that falls silent is, from the start on',
  async (table) => {
    const folder = tempFolder(`damaged-in-alert-${table}`);
    const before = await startAt(folder, START);
    await rise(before.app, before.clock, 0.25);
    const { level } = before.app.doors.journal.state('trebes')!.alert!;
    await before.app.close();
    spoil(join(folder, 'amont.db'), table);
    const { app, clock } = await startAt(folder, START + 2 * HOUR_MS);
    expect(app.doors.act('trebes', { kind: 'release', level }, 'mayor-trebes')).toMatchObject({ ok: true });
    await hoursPass({ app, clock }, 10);
    expect(eventsOf(app).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['released', 'sight-lost']));
    await expectShown(app);
    await app.close();
  },
  60_000,
);

test('where the disk has spoiled what was written to contacts amid an alert, the next of the ladder are asked', async () => {
  const folder = tempFolder('damaged-outbox');
  const before = await startAt(folder, START);
  await rise(before.app, before.clock, 0.1);
  const known = new Set(eventsOf(before.app).map(({ id }) => id));
  await before.app.close();
  spoil(join(folder, 'amont.db'), 'outbox', 'older');
  const { app, clock } = await startAt(folder, START + 2 * HOUR_MS);
  await rise(app, clock, 0.5);
  const since = eventsOf(app).filter(({ id }) => !known.has(id));
  expect(since[0]).toMatchObject({ kind: 'passed-on', level: 'prepare' });
  expect(since.map(({ level }) => level)).toContain('danger');
  await app.close();
}, 60_000);

test.each(['outbox_fresh', 'outbox_tried'])(
  'where the disk has spoiled what waits to be sent (%s) amid an alert, the service starts, shows the river and says so',
  async (index) => {
    const folder = tempFolder(`damaged-${index}`);
    const before = await startAt(folder, START);
    await rise(before.app, before.clock, 0.1);
    await before.app.close();
    spoil(join(folder, 'amont.db'), index);
    const { app } = await startAt(folder, START + 2 * HOUR_MS);
    expect(await (await fetch(`${app.url}/fr/communes/trebes`)).text()).toContain('Trèbes');
    await app.settled();
    expect(app.doors.faults()).toContain('sending');
    await app.close();
  },
  60_000,
);

test('where the disk has spoiled earlier events amid an alert, what comes next is told all the same, and pages are shown', async () => {
  const folder = tempFolder('damaged-events');
  const before = await startAt(folder, START);
  await rise(before.app, before.clock, 0.15);
  await hoursPass(before, 60);
  const known = eventsOf(before.app).map(({ id }) => id);
  const { level } = before.app.doors.journal.state('trebes')!.alert!;
  const now = before.clock.now();
  await before.app.close();
  spoil(join(folder, 'amont.db'), 'alert_event', 'older');
  const { app, clock } = await startAt(folder, now);
  expect(app.doors.act('trebes', { kind: 'release', level }, 'mayor-trebes')).toMatchObject({ ok: true });
  await rise(app, clock, 0.5);
  const since = eventsOf(app).filter(({ id }) => !known.includes(id));
  expect(since.map(({ kind }) => kind)).toContain('released');
  const danger = since.find((event) => event.level === 'danger');
  expect(app.doors.journal.deliveries('trebes', 100).map(({ event }) => event)).toContain(danger?.id);
  expect(app.doors.faults()).toEqual(['assessing', 'showing']);
  await expectShown(app);
  await app.close();
}, 60_000);

test('where the disk has spoiled the counts of what was refused, /metrics gives the other figures, and the staff page is shown', async () => {
  const folder = tempFolder('damaged-rejections');
  const before = await startAt(folder, START);
  await before.app.close();
  spoil(join(folder, 'amont.db'), 'rejection_count');
  const { app } = await startAt(folder, START);
  const metrics = await fetch(`${app.url}/metrics`);
  const figures = await metrics.text();
  expect(metrics.status).toBe(200);
  expect(figures).toContain('amont_messages_total 0');
  expect(figures).toMatch(/^amont_failing_deliveries\{for="machines"\} 0$/m);
  expect(figures).not.toMatch(/^amont_rejected_total\{/m);
  expect(app.doors.faults()).toEqual(['showing']);
  const staff = await staffOf(app);
  const { statusCode, body } = await staff.get('/fr/staff');
  expect([statusCode, body.includes('Le nombre de messages refusés ne peut pas être lu')]).toEqual([200, true]);
  await app.close();
}, 60_000);

test('a gauge of which the disk gives nothing back is told however often the service is started again, once', async () => {
  const folder = tempFolder('damaged-restarted');
  const before = await startAt(folder, START);
  await rise(before.app, before.clock, 0.01);
  await before.app.close();
  spoil(join(folder, 'amont.db'), 'reading');
  const back = START + 3 * HOUR_MS;
  const told: number[] = [];
  for (let start = 0; start <= 60; start += 15) {
    const { app, clock } = await startAt(folder, back + start * MINUTE_MS);
    app.schedule.start();
    for (let passed = start; passed <= start + 10; passed += 5) {
      clock.advanceTo(back + passed * MINUTE_MS);
      app.schedule.tick();
      await app.settled();
    }
    told.push(eventsOf(app).filter(({ at, station }) => at >= back && station === 'trebes').length);
    await app.close();
  }
  expect(told).toEqual([0, 0, 1, 1, 1]);
}, 120_000);

test('a gauge of which the disk gives nothing back is told to those who decide by mail, once, and by what it lost; nobody is told before it would have been silent', async () => {
  const folder = tempFolder('damaged-own-gauge');
  const before = await startAt(folder, START);
  await rise(before.app, before.clock, 0.01);
  await before.app.close();
  spoil(join(folder, 'amont.db'), 'reading');
  const { app, clock } = await startAt(folder, START + 2 * HOUR_MS);
  const lost = () => eventsOf(app).filter(({ at, station }) => at >= START + 2 * HOUR_MS && station === 'trebes');
  app.schedule.start();
  const minutes = async (count: number) => {
    clock.advanceTo(START + 2 * HOUR_MS + count * MINUTE_MS);
    app.schedule.tick();
    await app.settled();
  };
  await minutes(0);
  expect(lost()).toEqual([]);
  for (let passed = 5; passed <= 120; passed += 5) await minutes(passed);
  expect(lost()).toMatchObject([
    { kind: 'sight-lost', reason: { because: 'unreadable', since: START + 110 * MINUTE_MS } },
  ]);
  const written = app.doors.told.toContacts(lost()[0]!.id).filter(({ channel }) => channel === 'email');
  expect(written.length).toBeGreaterThan(0);
  expect(written[0]?.text).toContain('Le service ne peut plus lire ce que mesure cette station depuis');
  expect(written[0]?.text).toContain("Envoyez quelqu'un voir la rivière");
  expect(written[0]?.text).not.toContain('Faites vérifier le capteur');
  await app.close();
}, 60_000);

test.each([
  [
    'one of them',
    `UPDATE decision SET decision = '{"ass' WHERE number = (SELECT max(number) FROM decision WHERE commune = 'trebes')`,
    true,
  ],
  ['all of them', null, false],
])(
  'where the disk has spoiled what was judged in an alert (%s), its report shows the rest and says what is missing',
  async (_, statement, areSomeLeft) => {
    const folder = tempFolder('damaged-report');
    const before = await startAt(folder, START);
    await rise(before.app, before.clock, 0.25);
    const { id } = before.app.doors.journal.state('trebes')!.alert!;
    await before.app.close();
    const file = join(folder, 'amont.db');
    if (statement === null) spoil(file, 'decision');
    else {
      const db = new BetterSqlite3(file);
      expect(db.prepare(statement).run().changes).toBe(1);
      db.close();
    }
    const { app } = await startAt(folder, START + 2 * HOUR_MS);
    const staff = await staffOf(app);
    const { statusCode, body } = await staff.get(`/fr/staff/alerts/${id}/report`);
    expect([statusCode, body.includes('une partie des jugements enregistrés ne peut pas être lue')]).toEqual([
      200,
      true,
    ]);
    expect(body).toContain('Trèbes passe au niveau');
    const data = await staff.get(`/api/v1/communes/trebes/alerts/${id}/report`);
    const { gauges } = data.json<{ gauges: { decisions: unknown[]; isPartlyUnread: boolean }[] }>();
    expect(gauges.map(({ decisions, isPartlyUnread }) => [decisions.length > 0, isPartlyUnread])).toContainEqual([
      areSomeLeft,
      true,
    ]);
    expect(app.doors.faults()).toEqual(['showing']);
    await app.close();
  },
  60_000,
);

test('where the disk has spoiled what the State said, the report shows the rest and says what is missing', async () => {
  const folder = tempFolder('damaged-official');
  const before = await startAt(folder, START);
  await rise(before.app, before.clock, 0.25);
  const { id } = before.app.doors.journal.state('trebes')!.alert!;
  await before.app.close();
  const file = join(folder, 'amont.db');
  const db = new BetterSqlite3(file);
  createSqliteOfficialStore(db).put(spellOf(START));
  db.close();
  spoil(file, 'official_warning');
  const { app } = await startAt(folder, START + 2 * HOUR_MS);
  const staff = await staffOf(app);
  const { statusCode, body } = await staff.get(`/fr/staff/alerts/${id}/report`);
  expect([statusCode, body.includes('Ce qui en a été conservé ne peut pas être lu')]).toEqual([200, true]);
  expect(body).toContain('Trèbes passe au niveau');
  expect(body).not.toContain('pas vu ici');
  expect((await staff.get(`/fr/staff/alerts/${id}/report.csv`)).statusCode).toBe(200);
  const data = await staff.get(`/api/v1/communes/trebes/alerts/${id}/report`);
  expect(data.json()).toMatchObject({ officialWarnings: [{ place: 'AU4', seen: [], notSeen: [], isUnread: true }] });
  expect(app.doors.faults()).toEqual(['showing']);
  await app.close();
}, 60_000);

test('an event of an exercise that the disk has spoiled is no fault of judging', async () => {
  const folder = tempFolder('damaged-exercise');
  const before = await startAt(folder, START);
  await before.app.close();
  const db = new BetterSqlite3(join(folder, 'amont.db'));
  db.exec(`INSERT INTO exercise_event (id, commune, event) VALUES ('trebes/x:1', 'trebes', '{"id')`);
  db.close();
  const { app } = await startAt(folder, START);
  expect(app.doors.exercises.events('trebes', 9)).toEqual([]);
  expect(app.doors.faults()).toEqual(['showing']);
  await app.close();
}, 60_000);

test('where the disk has spoiled what became of messages, /health says so and still tells the rest, and the staff page is shown', async () => {
  const folder = tempFolder('damaged-health');
  const before = await startAt(folder, START);
  await rise(before.app, before.clock, 0.1);
  await before.app.close();
  const file = join(folder, 'amont.db');
  for (const table of ['outbox', 'outbox_count']) spoil(file, table);
  const { app } = await startAt(folder, START + 2 * HOUR_MS);
  const health = await fetch(`${app.url}/health`);
  expect([health.status, await health.json()]).toEqual([
    200,
    expect.objectContaining({
      status: 'degraded',
      unreadable: ['outbox'],
      outbox: null,
      undeliverable: null,
      stale: expect.arrayContaining(['limoux']),
      unforecast: [],
    }),
  ]);
  expect(app.doors.faults()).toContain('showing');
  const staff = await staffOf(app);
  const { statusCode, body } = await staff.get('/fr/staff');
  expect([statusCode, body.includes('Ce que sont devenus les messages ne peut pas être lu')]).toEqual([200, true]);
  await app.close();
}, 60_000);

test('where the disk has spoiled what became of messages, the report and the page of the mayor show the rest and say what is missing', async () => {
  const folder = tempFolder('damaged-told');
  const before = await startAt(folder, START);
  await rise(before.app, before.clock, 0.25);
  const { id, level } = before.app.doors.journal.state('trebes')!.alert!;
  expect(before.app.doors.act('trebes', { kind: 'release', level }, 'mayor-trebes')).toMatchObject({ ok: true });
  await before.app.settled();
  await before.app.close();
  spoil(join(folder, 'amont.db'), 'outbox');
  const { app } = await startAt(folder, START + 2 * HOUR_MS);
  const staff = await staffOf(app);
  const missing = 'Ce que sont devenus les messages ne peut pas être lu';
  for (const [path, is] of [
    [`/fr/staff/alerts/${id}/report`, 'Trèbes passe au niveau'],
    [`/fr/staff/alerts/${id}/report.csv`, 'Trèbes passe au niveau'],
    ['/fr/mayor/trebes', 'Qui a été prévenu'],
    [`/fr/staff/replay?commune=trebes&at=${iso(START + 2 * HOUR_MS)}`, 'Ce qui avait été dit'],
  ] as const) {
    const { statusCode, body } = await staff.get(path);
    expect([path, statusCode, body.includes(is), body.includes(missing)]).toEqual([path, 200, true, true]);
  }
  const report = (await staff.get(`/api/v1/communes/trebes/alerts/${id}/report`)).json();
  expect(report.told.map((each: { isPartlyUnread: boolean }) => each.isPartlyUnread)).toContain(true);
  expect((await staff.get('/api/v1/communes/trebes/told')).json()).toMatchObject({ isPartlyUnread: true });
  expect(app.doors.faults()).toContain('showing');
  await app.close();
}, 60_000);

test('where the disk has spoiled what became of messages, the page of a drill of many communes is shown', async () => {
  const folder = tempFolder('damaged-drill');
  const before = await startAt(folder, START);
  await before.app.close();
  for (const table of ['outbox', 'outbox_fresh', 'outbox_tried']) spoil(join(folder, 'amont.db'), table);
  const { app } = await startAt(folder, START);
  const staff = await staffOf(app, ['trebes', 'limoux']);
  const steps = [{ level: 'act', afterMin: 0 }] as const;
  const plan = { steps, lastsMin: 60, reason: 'Exercice du bassin' };
  expect(app.doors.exercises.start('trebes', plan, { person: 'staff', residents: false, inTurn: true }).ok).toBe(true);
  const { statusCode, body } = await staff.get('/fr/staff/exercise');
  expect([statusCode, body.includes('attend son tour')]).toEqual([200, true]);
  expect(app.doors.faults()).toContain('showing');
  await app.close();
}, 60_000);

test('where the disk has spoiled the messages of sensors that were refused, the page that lists them says so', async () => {
  const folder = tempFolder('damaged-refused');
  const before = await startAt(folder, START);
  const sensor = await connectPublisher(before.app.brokerUrl);
  await sensor.publishAsync('amont/v1/trebes/stage', 'no number', { qos: 1 });
  await sensor.endAsync();
  await before.app.settled();
  expect(before.app.doors.rejections.recent(9)).toHaveLength(1);
  await before.app.close();
  spoil(join(folder, 'amont.db'), 'rejection');
  const { app } = await startAt(folder, START);
  const staff = await staffOf(app);
  const { statusCode, body } = await staff.get('/fr/staff/rejections');
  expect([statusCode, body.includes('Les messages refusés ne peuvent pas être lus')]).toEqual([200, true]);
  expect((await staff.get('/api/v1/rejections')).json()).toEqual({ counts: { malformed: 1 }, recent: null });
  expect(app.doors.faults()).toEqual(['showing']);
  await app.close();
}, 60_000);
