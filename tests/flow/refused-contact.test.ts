import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { eventually } from '../support/eventually.ts';
import { testMailServers } from '../support/mail-server.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const T0 = Date.parse('2020-01-22T02:00:00Z');
const mailServer = testMailServers();
const folder = tempFolder('refused-contact');

test.each([
  ['for good: the next is asked within a minute', 550, 1],
  ['for now: the mayor keeps the time of the level to answer', 451, 10],
])("at night the mayor's mailbox refuses %s", async (_name, code, afterMin) => {
  const { port, mails } = await mailServer((recipient) =>
    recipient === 'maire-limoux@example.org' ? { code, text: 'no' } : null,
  );
  const clock = manualClock(T0);
  const mail = { host: '127.0.0.1', port, secure: false, username: null, password: null };
  const config = await demoConfig({
    dataFolder: mkdtempSync(join(folder, 'data-')),
    mail: { ...mail, from: 'amont@example.org', connections: 3 },
  });
  const created = await createApp(config, pino({ level: 'silent' }), { clock });
  if (!created.ok) throw new Error(created.error);
  const app = created.value;
  await app.doors.readings.append(
    Array.from({ length: 13 }, (_, step) => ({
      station: 'limoux',
      quantity: 'stage' as const,
      observedAt: T0 + (step - 12) * 10 * MINUTE_MS,
      receivedAt: T0 + (step - 12) * 10 * MINUTE_MS,
      value: 2.5 + step * 0.09,
      quality: 'pass' as const,
      tests: [],
    })),
  );
  app.schedule.start();
  app.schedule.tick();
  await app.settled();
  const events = () => app.doors.journal.events('limoux', { limit: 99 });
  const askingMayor = () => {
    const raised = events().find(({ kind }) => kind === 'raised');
    return raised && app.doors.told.toContacts(raised.id).find(({ channel }) => channel === 'email')?.delivery;
  };
  await eventually(() => (askingMayor()?.attempts ?? 0) > 0, 'the mailbox has refused');

  for (let minute = 1; minute <= 10; minute += 1) {
    clock.advanceTo(T0 + minute * MINUTE_MS);
    app.passTime();
    await app.settled();
  }
  const passedOn = events().filter(({ kind }) => kind === 'passed-on');
  expect(passedOn.map(({ at, reason }) => [(at - T0) / MINUTE_MS, 'told' in reason && reason.told])).toEqual([
    [afterMin, ['limoux-deputy']],
  ]);
  await eventually(() => mails.some(({ to }) => to.includes('adjointe-limoux@example.org')), 'the deputy is told');
  await app.close();
});
