import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { eventually } from '../support/eventually.ts';
import { testMailServers } from '../support/mail-server.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const T0 = Date.parse('2020-01-22T02:00:00Z');
const mailServer = testMailServers();
const folder = tempFolder('answer');

/** The whole service on a clock moved by hand; the Aude has just passed the mark `act` at Limoux. Mail really leaves by SMTP. */
describe('an alert at night that asks for an answer', () => {
  let app: App;
  let config: Config;
  let mails: Awaited<ReturnType<typeof mailServer>>['mails'];
  let clock = manualClock(T0);

  async function start(): Promise<void> {
    const created = await createApp(config, pino({ level: 'silent' }), { clock });
    if (!created.ok) throw new Error(created.error);
    app = created.value;
  }
  beforeEach(async () => {
    clock = manualClock(T0);
    const server = await mailServer();
    mails = server.mails;
    const mail = { host: '127.0.0.1', port: server.port, secure: false, username: null, password: null };
    config = await demoConfig({
      dataFolder: mkdtempSync(join(folder, 'data-')),
      mail: { ...mail, from: 'amont@example.org', connections: 3 },
    });
    await start();
    const readings = Array.from({ length: 13 }, (_, step) =>
      stageReading('limoux', T0 + (step - 12) * 10 * MINUTE_MS, 2.5 + step * 0.09),
    );
    await app.doors.readings.append(readings);
    app.schedule.start();
    app.schedule.tick();
    await app.settled();
    await eventually(() => to('maire-limoux').length === 1, 'the mayor is told');
  });
  afterEach(() => app.close());

  /** The other communes only hear that their gauges are silent. */
  const ours = () => mails.filter(({ parsed }) => parsed.subject?.includes('Limoux'));
  const to = (name: string) => ours().filter((mail) => mail.to.includes(`${name}@example.org`));
  const linksIn = (text: string) => text.match(/https?:\/\/\S+/g) ?? [];
  const answerLink = (name: string) => {
    const links = to(name).flatMap(({ parsed }) => linksIn(parsed.text ?? ''));
    return links.findLast((link) => link.includes('/acknowledge/')) ?? '';
  };
  const alert = () => app.doors.journal.state('limoux')?.alert ?? null;
  const minutes = async (count: number) => {
    clock.advanceTo(clock.now() + count * MINUTE_MS);
    app.passTime();
    await app.settled();
  };

  test('a mail scanner that opens every link changes nothing; the person’s press acts exactly once', async () => {
    const before = [app.doors.journal.state('limoux'), app.doors.journal.events('limoux', { limit: 99 })];
    const links = linksIn(to('maire-limoux')[0]?.parsed.text ?? '');
    expect(links.filter((link) => link.includes('/acknowledge/'))).toHaveLength(1);
    const prefetch = { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch' };
    for (const link of links) {
      for (const method of ['HEAD', 'GET', 'GET', 'HEAD'])
        expect((await fetch(link, { method })).status).toBeLessThan(400);
      await fetch(link, { headers: prefetch });
    }
    expect([app.doors.journal.state('limoux'), app.doors.journal.events('limoux', { limit: 99 })]).toEqual(before);

    const press = () => fetch(answerLink('maire-limoux'), { method: 'POST' });
    const together = await Promise.all([press(), press(), press()]);
    expect(together.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    expect(alert()?.acknowledgements).toEqual([{ level: 'act', person: 'limoux-mayor', at: T0 }]);
    const done = app.doors.journal.events('limoux', { limit: 99 }).filter(({ kind }) => kind === 'acknowledged');
    expect(done).toHaveLength(1);
    const [entry] = app.doors.record.recent('limoux', 1);
    expect(entry).toMatchObject({
      actor: { person: 'limoux-mayor' },
      action: 'alert.acknowledge',
      detail: { by: 'link' },
    });
    await eventually(() => to('maire-limoux').length === 2, 'the mayor has a receipt');
    expect(to('maire-limoux')[1]?.parsed.subject).toContain('PRISE EN CHARGE');
    expect(ours()).toHaveLength(2);
    await minutes(240);
    await eventually(
      () => ours().length === 4,
      'nobody is asked to answer any more, and who decides to decide for residents',
    );
    const told = ours().slice(2);
    expect(told.map(({ to: [who] }) => String(who)).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'adjointe-limoux@example.org',
      'maire-limoux@example.org',
    ]);
    for (const { parsed } of told) expect(parsed.subject).toContain('DÉCISION ATTENDUE Limoux : Agir');
  });

  test('without an answer it climbs, over restarts too, each once; the answer of the second stops it and reaches the first', async () => {
    for (let step = 0; step < 6; step += 1) {
      await minutes(4);
      await app.close();
      await start();
      app.passTime();
      await app.settled();
    }
    await eventually(() => ours().length === 3, 'three have been told');
    expect(ours().map(({ to: [who] }) => who)).toEqual([
      'maire-limoux@example.org',
      'adjointe-limoux@example.org',
      'astreinte-limoux@example.org',
    ]);
    const told = to('adjointe-limoux')[0]?.parsed;
    expect(told?.subject).toContain('ALERTE SANS RÉPONSE Limoux : Agir');
    expect(told?.text).toContain("Pourquoi vous : Maire de Limoux (démo) n'a pas répondu ; demandé mercredi à 3 h 00.");
    expect(told?.text).toContain('Que faire maintenant');

    const done = await fetch(answerLink('adjointe-limoux'), { method: 'POST' });
    expect(await done.text()).toContain('Adjointe au maire de Limoux');
    await eventually(() => ours().length === 6, 'all who were asked know who answered');
    for (const { parsed } of ours().slice(3)) expect(parsed.text).toContain('prise en charge par Adjointe au maire');
    await minutes(240);
    await eventually(() => ours().length === 9, 'nobody is asked to answer any more, and all to decide for residents');
    for (const { parsed } of ours().slice(6)) expect(parsed.subject).toContain('DÉCISION ATTENDUE Limoux : Agir');
    const late = await (await fetch(answerLink('maire-limoux'))).text();
    expect(late).toContain('Adjointe au maire de Limoux (démo) s’en occupe déjà&nbsp;: réponse donnée à');
  });
});
