import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import type { Act } from '../../src/alert/act.ts';
import { createApp } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import { createServer } from '../../src/http/server.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { capFaults, type ReadCap, readCap } from '../support/cap-documents.ts';
import { testMailServers } from '../support/mail-server.ts';
import { connectPublisher } from '../support/publish.ts';
import { hasService } from '../support/services.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const T0 = Date.parse('2020-01-22T02:00:00Z');
const STEP_MS = 10 * MINUTE_MS;
const folder = tempFolder('cap');
const CALM_M = 0.5;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const mailServer = testMailServers();

/** The whole service on a clock moved by hand, and Limoux' gauge as the test says; residents read French and English. */
async function town(kind: Config['instance']['kind']) {
  const clock = manualClock(T0);
  const shipped = await demoConfig();
  const { port } = await mailServer();
  const mail = {
    host: '127.0.0.1',
    port,
    secure: false,
    username: null,
    password: null,
    from: 'a@b.fr',
    connections: 3,
  };
  // Raised by what is measured alone, told by a person alone: each step is the test's own.
  const rules = shipped.policySeed.rules.map((rule) => ({
    ...rule,
    raiseAt: 1.1,
    lowerAt: 0.9,
    release: { by: 'person' as const },
  }));
  const config: Config = {
    ...shipped,
    mail,
    instance: { ...shipped.instance, kind },
    dataFolder: mkdtempSync(join(folder, 'data-')),
    policySeed: { ...shipped.policySeed, rules },
  };
  const created = await createApp(config, pino({ level: 'silent' }), { clock });
  if (!created.ok) throw new Error(created.error);
  const app = created.value;
  closing.push(() => app.close());
  const { doors } = app;
  for (const language of ['fr', 'en'] as const) {
    const address = `${language}@example.org`;
    const resident = { id: language, commune: 'limoux', way: 'email', address, language, quietHours: null } as const;
    doors.subscriptions.request({ ...resident, requestedAt: T0, confirmedAt: null }, language);
    doors.subscriptions.confirm(language, T0);
  }
  const marks = doors.communes.get('limoux')?.watches[0]?.marks;
  if (!marks) throw new Error('Limoux watches its gauge');
  let stageM = CALM_M;
  const calm = Array.from({ length: 24 }, (_, step) => {
    return stageReading('limoux', T0 - (24 - step) * STEP_MS, stageM);
  });
  await doors.readings.append(calm);
  const sensor = await connectPublisher(app.brokerUrl, { clientId: 'sensor' });
  closing.push(() => sensor.endAsync());
  app.schedule.start();
  const wallClock = manualClock(T0);
  const server = createServer({ ...doors, wallClock });
  return {
    app,
    marks,
    /** The river goes there as rivers do, and stays for a while; the level then. */
    async river(target: number) {
      for (let isThere = false; !isThere; ) {
        isThere = stageM === target;
        stageM += Math.min(0.4, Math.max(-0.4, target - stageM));
        clock.advanceTo(clock.now() + STEP_MS);
        const payload = JSON.stringify({ observedAt: iso(clock.now()), stageM });
        await sensor.publishAsync('amont/v1/limoux/stage', payload, { qos: 1 });
        app.schedule.tick();
        await app.settled();
      }
      return doors.journal.state('limoux')?.alert?.level ?? 'normal';
    },
    async pass(ms: number) {
      clock.advanceTo(clock.now() + ms);
      app.schedule.tick();
      await app.settled();
    },
    does(deed: Act) {
      const done = doors.act('limoux', deed, 'mayor-limoux');
      if (!done.ok) throw new Error(done.error.kind);
    },
    /** As a broadcaster polls: the feed, then each document that it names, oldest first. */
    async poll(): Promise<ReadCap[]> {
      // Longer than a page is kept.
      wallClock.advanceTo(wallClock.now() + MINUTE_MS);
      const read = async (url: string) => (await server.inject(url)).body;
      const feed = await read('/api/v1/cap?commune=limoux');
      const links = [...feed.matchAll(/type="application\/cap\+xml" href="([^"]+)"/g)].map(([, href]) => href ?? '');
      const documents = await Promise.all(links.map((link) => read(new URL(link).pathname)));
      if (hasService('xmllint') && documents.length > 0) expect(await capFaults(documents)).toBe('');
      return documents.map((document) => readCap(document)).toReversed();
    },
  };
}

const numberOf = (identifier = '') => /-(\d+)t\d+$/.exec(identifier)?.[1];
const line = ({ alert, references, infos: [info] }: ReadCap) =>
  [
    alert['status'],
    alert['msgType'],
    info?.['responseType'],
    info?.['urgency'],
    info?.['severity'],
    info?.['certainty'],
    ...(references.length > 0 ? [`→ ${references.map(({ identifier }) => numberOf(identifier)).join(' ')}`] : []),
  ].join(' ');
const numbers = (read: readonly ReadCap[]) => read.map(({ alert }) => numberOf(alert['identifier']));

test('a whole flood as a broadcaster reads it: told, worse, corrected, lowered, over; every reference leads to a document', async () => {
  const { app, marks, river, does, poll } = await town('operational');
  expect(await poll()).toEqual([]);
  expect(await river(marks.act + 0.1)).toBe('act');
  // Raised, and residents know nothing of it yet: nor does the feed.
  expect(await poll()).toEqual([]);
  does({ kind: 'release', level: 'act' });
  expect(await river(marks.danger + 0.1)).toBe('danger');
  does({ kind: 'release', level: 'danger' });
  await river(marks.danger + 0.1);
  does({ kind: 'correct', level: 'danger' });
  does({ kind: 'release', level: 'danger' });
  for (let step = 0; step < 60 && (await river((marks.act + marks.danger) / 2)) === 'danger'; step += 1);
  for (let step = 0; step < 60 && (await river(CALM_M)) !== 'normal'; step += 1);

  const read = await poll();
  const n = numbers(read);
  expect(read.map(line)).toEqual([
    'Actual Alert Execute Immediate Severe Observed',
    `Actual Update Execute Immediate Extreme Observed → ${n[0]}`,
    `Actual Update Execute Immediate Severe Observed → ${n[0]} ${n[1]}`,
    `Actual Update Execute Immediate Extreme Observed → ${n[0]} ${n[1]} ${n[2]}`,
    `Actual Update Avoid Expected Severe Observed → ${n.slice(0, 4).join(' ')}`,
    `Actual Update Avoid Expected Moderate Unknown → ${n.slice(0, 5).join(' ')}`,
    `Actual Update AllClear Past Minor Possible → ${n.slice(0, 6).join(' ')}`,
  ]);
  const known = new Map(read.map(({ alert }) => [alert['identifier'], alert['sent']]));
  for (const { references, alert } of read) {
    for (const each of references) {
      expect(each.sender).toBe(alert['sender']);
      expect(known.get(each.identifier)).toBe(each.sent);
    }
  }
  // The words are those of the mail, in each language.
  const told = app.doors.journal.events('limoux', { limit: 999 }).filter(({ audience }) => audience === 'public');
  for (const [index, event] of told.entries()) {
    const mails = app.doors.told.toldOf(event.id)!.toResidents;
    expect(mails.map(({ subject }) => subject)).toEqual(read[index]?.infos.map((info) => info['headline']));
  }
  expect(read.at(-1)?.infos[0]?.['headline']).toBe("FIN D'ALERTE INONDATION Limoux");
});

test('what was told by mistake is cancelled, what is told next is a new Alert, and both are gone from the feed in time', async () => {
  const { marks, river, does, poll, pass } = await town('operational');
  await river(marks.act + 0.1);
  does({ kind: 'release', level: 'act' });
  does({ kind: 'correct', level: 'act' });
  const mistaken = await poll();
  expect(mistaken.map(line)).toEqual([
    'Actual Alert Execute Immediate Severe Observed',
    `Actual Cancel Monitor Past Minor Unknown → ${numbers(mistaken)[0]}`,
  ]);
  await river(marks.act + 0.1);
  does({ kind: 'release', level: 'act' });
  expect((await poll()).map(line)[2]).toBe('Actual Alert Execute Immediate Severe Observed');
  await pass(72 * HOUR_MS);
  // In force: all of it stays. Over: two days.
  expect(await poll()).toHaveLength(3);
  for (let step = 0; step < 60 && (await river(CALM_M)) !== 'normal'; step += 1);
  expect((await poll()).map(({ infos }) => infos[0]?.['responseType'])).toEqual(['Avoid', 'AllClear']);
  await pass(49 * HOUR_MS);
  expect(await poll()).toEqual([]);
});

test('an exercise that residents take part in says so in each document, and one of staff is not there', async () => {
  const { app, poll, pass } = await town('operational');
  const plan = {
    steps: [
      { level: 'prepare' as const, afterMin: 0 },
      { level: 'danger' as const, afterMin: 30 },
    ],
    lastsMin: 60,
    reason: 'Annual exercise, says SECRET',
  };
  app.doors.exercises.start('limoux', plan, { person: 'mayor-limoux', residents: false });
  expect(await poll()).toEqual([]);
  app.doors.exercises.end('limoux', 'mayor-limoux');
  await pass(MINUTE_MS);
  app.doors.exercises.start('limoux', plan, { person: 'mayor-limoux', residents: true });
  await pass(30 * MINUTE_MS);
  await pass(30 * MINUTE_MS);
  const read = await poll();
  expect(read.map(line)).toEqual([
    'Exercise Alert Prepare Future Moderate Unknown',
    'Exercise Update Execute Immediate Extreme Unknown → 1',
    'Exercise Update None Past Minor Unknown → 1 2',
  ]);
  for (const { infos } of read) {
    expect(infos.map(({ headline = '' }) => headline.split(' – ')[0])).toEqual(['EXERCICE', 'EXERCISE']);
    expect(JSON.stringify(infos)).not.toContain('SECRET');
  }
});

test('a demonstration is a Test, whatever its river does', async () => {
  const { marks, river, does, poll } = await town('demonstration');
  await river(marks.danger + 0.1);
  does({ kind: 'release', level: 'danger' });
  const read = await poll();
  expect(read.map(line)).toEqual(['Test Alert Execute Immediate Extreme Observed']);
  expect(read[0]?.infos.map(({ headline = '' }) => headline.split(' – ')[0])).toEqual([
    'DÉMONSTRATION',
    'DEMONSTRATION',
  ]);
});
