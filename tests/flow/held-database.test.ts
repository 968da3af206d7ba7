import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { createServer } from '../../src/http/server.ts';
import { iso, MINUTE_MS } from '../../src/lib/units.ts';
import { hashPassword } from '../../src/people/password.ts';
import { eventually } from '../support/eventually.ts';
import { PASSWORD } from '../support/flood-world.ts';
import { connectPublisher } from '../support/publish.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';
import { logIn } from '../support/visitor.ts';
import { within } from '../support/within.ts';

const folder = tempFolder('held-database');

test('where another process holds the database a round finds it held once, readings are acknowledged when it lets go, and the alert goes out by itself', async () => {
  const app = await createApp(await demoConfig({ dataFolder: folder }), pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  const { doors, schedule, brokerUrl, url, settled, close } = app.value;
  const health = async (): Promise<unknown> => (await fetch(`${url}/health`)).json();
  const failures = async () =>
    [...(await doors.metrics()).matchAll(/^amont_assess_failures_total\{place="([^"]+)"\} ([1-9]\d*)/gm)].map(
      ([, place, times]) => `${place} ${times}`,
    );
  const raised = () => doors.journal.events('trebes', { limit: 10 }).filter(({ kind }) => kind === 'raised');
  const sensor = await connectPublisher(brokerUrl);
  const tell = (ago: number, stageM: number) =>
    sensor.publishAsync(
      'amont/v1/trebes/stage',
      JSON.stringify({ observedAt: iso(Date.now() - ago * MINUTE_MS), stageM }),
      { qos: 1 },
    );
  for (let ago = 240; ago > 20; ago -= 10) await tell(ago, 1);
  schedule.start();
  schedule.tick();
  await settled();
  expect(await failures()).toEqual([]);

  const other = new BetterSqlite3(join(folder, 'amont.db'));
  other.exec('BEGIN IMMEDIATE');
  let acknowledged = 0;
  const telling = Promise.all(
    [20, 10, 0].map(async (ago) => {
      await tell(ago, 5 - ago / 20);
      acknowledged += 1;
    }),
  );
  schedule.tick();
  await eventually(async () => (await failures()).length > 0, 'the round to find it held');
  expect(await failures()).toEqual(['round 1']);
  await eventually(
    async () => JSON.stringify(await health()).includes('"faults":["storing","assessing"]'),
    'the faults to be told',
  );
  expect([acknowledged, raised()]).toEqual([0, []]);

  other.exec('ROLLBACK');
  other.close();
  await telling;
  await eventually(() => raised().length === 1, 'the alert');
  await sensor.endAsync(true);
  await close();
}, 30_000);

test('whoever decides while it is held is told that it was not taken; what holds it is said once, and the deed is taken once it lets go', async () => {
  const dataFolder = join(folder, 'deed');
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
  const app = await createApp(await demoConfig({ dataFolder }), log);
  if (!app.ok) throw new Error(app.error);
  const { doors, schedule, settled, close } = app.value;
  const now = Date.now();
  await doors.readings.append(
    Array.from({ length: 13 }, (_, step) => {
      return stageReading('trebes', now - (12 - step) * 10 * MINUTE_MS, 4 + step * 0.1);
    }),
  );
  schedule.start();
  schedule.tick();
  await eventually(() => doors.journal.state('trebes')?.alert != null, 'the alert');
  await settled();
  const level = doors.journal.state('trebes')!.alert!.level;
  const decide = () => doors.act('trebes', { kind: 'acknowledge', level }, 'trebes-mayor');

  const other = new BetterSqlite3(join(dataFolder, 'amont.db'));
  other.exec('BEGIN IMMEDIATE');
  expect(decide).toThrow(/locked/);
  expect(decide).toThrow(/locked/);
  expect(lines.filter((line) => line.includes('another process holds the database'))).toHaveLength(1);
  other.exec('ROLLBACK');
  other.close();
  await eventually(() => {
    try {
      return decide().ok;
    } catch {
      return false;
    }
  }, 'the deed to be taken');
  await close();
}, 30_000);

test('on a page and in the API whoever does something while it is held is told that nothing was done and may try again; all pages are there, and who is not logged in can log in', async () => {
  const dataFolder = join(folder, 'pages');
  const app = await createApp(await demoConfig({ dataFolder }), pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  const { doors, schedule, settled, close } = app.value;
  const passwordHash = await hashPassword(PASSWORD);
  const seat = { language: 'fr', communes: ['trebes'], passwordHash, createdAt: 0 } as const;
  doors.accounts.add({ id: 'mayor', name: 'Camille Aubrac', role: 'mayor', ...seat });
  doors.accounts.add({ id: 'staff', name: 'Alix Fabre', role: 'staff', ...seat });
  const now = Date.now();
  await doors.readings.append(
    Array.from({ length: 13 }, (_, step) => stageReading('trebes', now - (12 - step) * 10 * MINUTE_MS, 4 + step * 0.1)),
  );
  schedule.start();
  schedule.tick();
  await eventually(() => doors.journal.state('trebes')?.alert != null, 'the alert');
  await settled();
  const server = createServer(doors);
  const staff = await logIn(server, 'staff');
  const staffToken = await staff.token('/fr/mayor/trebes/log');
  const { level } = doors.journal.state('trebes')!.alert!;

  const other = new BetterSqlite3(join(dataFolder, 'amont.db'));
  other.exec('BEGIN IMMEDIATE');
  const [mayor, english] = [await logIn(server, 'mayor'), await logIn(server, 'mayor', 'en')];
  const [token, englishToken] = [await mayor.token('/fr/mayor/trebes'), await english.token('/en/mayor/trebes')];
  const paths = [
    '/fr/',
    '/fr/communes/trebes',
    '/fr/staff',
    '/fr/mayor/trebes/log',
    '/api/v1/communes/trebes',
    '/metrics',
  ];
  const read = Promise.all(paths.map(async (path) => [path, (await staff.get(path)).statusCode]));
  let longestWaitMs = 0;
  let lookedAt = performance.now();
  const look = () => {
    longestWaitMs = Math.max(longestWaitMs, performance.now() - lookedAt);
    lookedAt = performance.now();
  };
  const looking = setInterval(look, 20);
  const answers = await Promise.all([
    mayor.post('/fr/mayor/trebes/acknowledge', { level }, { token }),
    english.post('/en/mayor/trebes/acknowledge', { level }, { token: englishToken }),
    staff.post('/fr/mayor/trebes/log', { kind: 'observation', text: 'Pont fermé à 3 h' }, { token: staffToken }),
    server.inject({
      method: 'POST',
      url: '/api/v1/communes/trebes/acknowledge',
      headers: { cookie: mayor.cookie(), 'csrf-token': token },
      payload: { level },
    }),
  ]);
  clearInterval(looking);
  look();
  // Neither sensors nor pages wait with them: SQLite alone would hold all up for five seconds.
  expect(longestWaitMs).toBeLessThan(2_000);
  expect(await read).toEqual(paths.map((path) => [path, 200]));
  const [french, englishPage, , api] = answers;
  for (const { statusCode, headers } of answers) expect([statusCode, headers['retry-after']]).toEqual([503, '5']);
  expect(french.body).toContain('Rien n’a été fait');
  expect(englishPage.body).toContain('Nothing was done');
  expect(api.headers['content-type']).toContain('application/problem+json');
  expect(api.json()).toMatchObject({ status: 503, detail: expect.stringContaining('nothing was done') });

  other.exec('ROLLBACK');
  other.close();
  expect(doors.journal.state('trebes')!.alert!.acknowledgements).toEqual([]);
  expect(doors.logBook.recent('trebes', { limit: 1 })).toEqual([]);
  const again = await mayor.post('/fr/mayor/trebes/acknowledge', { level }, { token });
  expect(again.headers.location).toBe('/fr/mayor/trebes?done=acknowledge');
  await server.close();
  await close();
}, 30_000);

test('a service that ends while another process holds the database waits for nobody, however many communes are to be judged', async () => {
  const config = await demoConfig({ dataFolder: join(folder, 'end') });
  const trebes = config.communes.get('trebes')!;
  const ids = Array.from({ length: 60 }, (_, number) => `town-${number}`);
  const communes = new Map(ids.map((id) => [id, { ...trebes, id }]));
  const app = await createApp({ ...config, communes }, pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  const { schedule, close } = app.value;
  const other = new BetterSqlite3(join(folder, 'end', 'amont.db'));
  other.exec('BEGIN IMMEDIATE');
  schedule.start();
  schedule.tick();
  await expect(within(4_000, 'the end', close())).resolves.toBeUndefined();
  other.exec('ROLLBACK');
  other.close();
}, 30_000);
