import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createTroubleTeller } from '../../src/compose/tell-trouble.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { eventually } from '../support/eventually.ts';
import { type MailServerProbe, testMailServers } from '../support/mail-server.ts';
import { smsGateway } from '../support/sms-gateway.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const NOW = Date.parse('2026-12-01T03:00:00Z');
const PHONE = '+33612345678';
const OTHER_PHONE = '+33612345679';
const mailServer = testMailServers();

type Kind = 'operational' | 'exercise';

/** A town of one commune, with a mayor and a duty officer. */
async function town({ port }: Pick<MailServerProbe, 'port'>, kind: Kind = 'operational', smsUrl: string | null = null) {
  const shipped = await demoConfig();
  const [commune] = shipped.communes.values();
  const clock = manualClock(NOW);
  const lines: string[] = [];
  const contact = commune!.contacts[0]!;
  const mayor = { ...contact, email: 'mayor@example.org', phone: PHONE, language: 'fr' as const };
  const contacts = [
    { ...mayor, id: 'mayor', role: 'mayor' as const },
    {
      ...contact,
      id: 'duty',
      role: 'duty-officer' as const,
      email: 'duty@example.org',
      phone: OTHER_PHONE,
      language: 'en' as const,
    },
    // The mayor once more: one message to a mailbox.
    { ...mayor, id: 'deputy', role: 'deputy' as const },
  ];
  const mail = { host: '127.0.0.1', port, secure: false, username: null, password: null, connections: 1 };
  const config = {
    ...shipped,
    dataFolder: tempFolder('tell-trouble'),
    instance: { ...shipped.instance, name: 'Crues', kind },
    communes: new Map([['one', { ...commune!, contacts }]]),
    mail: { ...mail, from: 'a@example.org' },
    sms: smsUrl === null ? null : { url: smsUrl, headers: {}, body: { text: '{text}' }, taken: null, secret: null },
  };
  const log = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  const start = () => createTroubleTeller(config, log, clock);
  let teller = start();
  let minute = 0;
  return {
    clock,
    lines,
    teller: () => teller,
    /** So many minutes of one kind. */
    minutes(count: number, stores: boolean) {
      for (let each = 0; each < count; each += 1) {
        clock.advanceTo(NOW + minute * MINUTE_MS);
        minute += 1;
        teller.look(stores);
      }
    },
    async restart() {
      await teller.close();
      teller = start();
    },
  };
}

const subjects = ({ mails }: MailServerProbe) => mails.map(({ to, parsed }) => `${to.join(' ')} ${parsed.subject}`);

test('where nothing can be stored for minutes those who decide are told once, each in their language, and again once it is over', async () => {
  const server = await mailServer();
  const { teller, minutes } = await town(server);
  minutes(4, false);
  expect(server.mails).toEqual([]);
  minutes(27, false);
  await eventually(() => server.mails.length === 2, 'both are told');
  expect(subjects(server).toSorted()).toEqual([
    'duty@example.org FAILURE Crues: no alert can go out',
    'mayor@example.org PANNE Crues : aucune alerte ne peut partir',
  ]);
  expect(server.mails.map(({ parsed }) => parsed.text).join()).toContain(
    'il ne surveille plus l’eau et n’alerte personne',
  );
  minutes(15, true);
  expect(server.mails).toHaveLength(2);
  minutes(1, true);
  await eventually(() => server.mails.length === 4, 'both are told that it is over');
  expect(subjects(server).at(-1)).toMatch(/FIN DE PANNE|FAILURE OVER/);
  expect(
    server.mails.find(({ to, parsed }) => to[0]!.startsWith('mayor') && parsed.subject!.startsWith('FIN'))!.parsed.text,
  ).toContain('Depuis mardi 1er décembre, 4 h 31');
  await teller().close();
  expect(server.mails).toHaveLength(4);
});

test('what fails now and then is told nobody, nor what a clock that was set ahead makes of it', async () => {
  const server = await mailServer();
  const { teller, minutes, clock } = await town(server);
  for (let each = 0; each < 20; each += 1) {
    minutes(4, false);
    minutes(1, true);
  }
  clock.advanceTo(NOW + 30 * DAY_MS);
  teller().look(false);
  await teller().close();
  expect(server.mails).toEqual([]);
});

test('a service that was started anew tells nobody twice, and does not forget to tell that it is over', async () => {
  const server = await mailServer();
  const { teller, minutes, restart } = await town(server);
  minutes(1, true);
  minutes(10, false);
  await eventually(() => server.mails.length === 2, 'both are told');
  for (let each = 0; each < 10; each += 1) {
    await restart();
    minutes(10, false);
  }
  await restart();
  minutes(16, true);
  await eventually(() => server.mails.length === 4, 'both are told that it is over');
  await restart();
  minutes(60, true);
  await teller().close();
  expect(subjects(server).filter((each) => each.startsWith('mayor'))).toEqual([
    'mayor@example.org PANNE Crues : aucune alerte ne peut partir',
    'mayor@example.org FIN DE PANNE Crues : l’eau est de nouveau surveillée',
  ]);
});

test('that a damaged database could not be mended is told once a day whatever starts anew, and again where it was mended since', async () => {
  const server = await mailServer();
  const { teller, clock, restart } = await town(server);
  const heard = () => subjects(server).filter((each) => each.startsWith('mayor'));
  const notMended = () => teller().tell({ kind: 'not-mended', at: clock.now() });
  notMended();
  await eventually(() => server.mails.length === 2, 'all are told');
  for (let hour = 1; hour < 5; hour += 1) {
    await restart();
    clock.advanceTo(NOW + hour * HOUR_MS);
    notMended();
  }
  await restart();
  teller().tell({ kind: 'mended', at: clock.now(), lost: ['alerts'] });
  await eventually(() => server.mails.length === 4, 'all are told that it is mended');
  await restart();
  notMended();
  await eventually(() => server.mails.length === 6, 'all are told of the next');
  clock.advanceTo(clock.now() + DAY_MS);
  notMended();
  await eventually(() => server.mails.length === 8, 'all are told after a day');
  await teller().close();
  const told = 'mayor@example.org DISQUE ABÎMÉ Crues : des alertes peuvent ne pas partir';
  expect(heard()).toEqual([
    told,
    'mayor@example.org DISQUE ABÎMÉ Crues : des données d’alerte sont perdues',
    told,
    told,
  ]);
});

test('a disk that fails every half hour of a night is told seldom: each time it must have stored for longer', async () => {
  const server = await mailServer();
  const { teller, minutes, restart } = await town(server);
  minutes(1, true);
  for (let each = 0; each < 16; each += 1) {
    minutes(10, false);
    await restart();
    minutes(20, true);
    await restart();
  }
  await teller().close();
  expect(subjects(server).filter((each) => each.startsWith('mayor'))).toEqual([
    expect.stringContaining(' PANNE'),
    expect.stringContaining(' FIN DE PANNE'),
    expect.stringContaining(' PANNE'),
  ]);
});

test('whom it never reached that nothing was stored is not told that it is over', async () => {
  let isAway = true;
  const server = await mailServer((recipient) =>
    isAway && recipient.startsWith('mayor') ? { code: 451, text: `not now <${recipient}>` } : null,
  );
  const { teller, minutes, lines } = await town(server);
  minutes(10, false);
  await eventually(() => server.mails.length === 1, 'the duty officer is told');
  minutes(16, true);
  await eventually(() => server.mails.length === 2, 'that it is over');
  isAway = false;
  teller().tell({ kind: 'mended', at: NOW, lost: ['alerts'] });
  await eventually(() => subjects(server).some((each) => each.startsWith('mayor')), 'what comes next is told again');
  await teller().close();
  expect(lines.join()).toContain('not now <…@…>');
  expect(subjects(server).toSorted()).toEqual([
    'duty@example.org DAMAGED DISK Crues: alert data is lost',
    'duty@example.org FAILURE Crues: no alert can go out',
    'duty@example.org FAILURE OVER Crues: the water is watched again',
    'mayor@example.org DISQUE ABÎMÉ Crues : des données d’alerte sont perdues',
  ]);
});

test('nor is whom it never reached where nothing is on its way to them', async () => {
  let isAway = true;
  const server = await mailServer((recipient) =>
    isAway && recipient.startsWith('mayor') ? { code: 451, text: 'not now' } : null,
  );
  const { teller, minutes, lines } = await town(server);
  const failures = () => lines.filter((line) => line.includes('could not be told')).length;
  minutes(10, false);
  await eventually(() => failures() === 1, 'the mayor is not reached');
  minutes(15, true);
  await eventually(() => failures() === 2, 'nor the next time');
  isAway = false;
  minutes(1, true);
  await teller().close();
  expect(subjects(server)).toEqual([
    'duty@example.org FAILURE Crues: no alert can go out',
    'duty@example.org FAILURE OVER Crues: the water is watched again',
  ]);
});

test('what a damaged disk has cost is told each time, whatever else is told before it has gone out, and tried again each minute', async () => {
  let isAway = true;
  const server = await mailServer(() => (isAway ? { code: 451, text: 'not now' } : null));
  const { teller, minutes } = await town(server);
  teller().tell({ kind: 'mended', at: NOW, lost: ['alerts', 'accounts'] });
  minutes(30, false);
  isAway = false;
  await eventually(() => {
    minutes(1, false);
    return server.mails.length === 4;
  }, 'both are told both');
  const { text = '' } = server.mails.find(({ parsed }) => parsed.subject!.startsWith('DISQUE'))!.parsed;
  expect(text).toContain('Est perdu, en partie ou en entier : les alertes, les comptes.');
  expect(text).toContain('Faites remplacer ce disque');
  expect(text).toContain('mardi 1er décembre');
  await teller().close();
});

test('what did not go out is tried again each minute for a day, and what is refused for good is not', async () => {
  let answer: { code: number; text: string } | null = { code: 451, text: 'not now' };
  let offered = 0;
  const server = await mailServer(() => {
    offered += 1;
    return answer;
  });
  const { teller, minutes, clock, lines } = await town(server);
  const failures = () => lines.filter((line) => line.includes('could not be told')).length;
  teller().tell({ kind: 'mended', at: NOW, lost: ['alerts'] });
  await eventually(() => failures() === 1, 'it did not go out');
  minutes(1, true);
  await eventually(() => failures() === 2, 'it is tried again');
  answer = null;
  minutes(1, true);
  await eventually(() => server.mails.length === 2, 'both are told');
  answer = { code: 550, text: '5.1.1 no such mailbox' };
  teller().tell({ kind: 'mended', at: NOW + 1, lost: ['alerts'] });
  await eventually(() => failures() === 3, 'it is refused for good');
  const { length: before } = server.mails;
  const refused = offered;
  answer = { code: 451, text: 'not now' };
  teller().tell({ kind: 'mended', at: NOW + 2, lost: ['alerts'] });
  await eventually(() => failures() === 4, 'the next does not go out');
  expect(offered - refused).toBe(2);
  clock.advanceTo(NOW + 2 * DAY_MS);
  teller().look(true);
  await eventually(() => failures() === 5, 'it is tried a last time');
  answer = null;
  teller().look(true);
  await teller().close();
  expect([offered - refused, server.mails.length]).toEqual([4, before]);
});

test('nobody is woken where a damaged disk has cost no warning: who keeps the service gets a mail', async () => {
  const server = await mailServer();
  const gateway = await smsGateway();
  const { teller } = await town(server, 'operational', gateway.url);
  teller().tell({ kind: 'mended', at: NOW, lost: ['accounts', 'readings'] });
  await eventually(() => server.mails.length === 1, 'the duty officer is told');
  teller().tell({ kind: 'mended', at: NOW + 1, lost: ['alerts'] });
  await eventually(() => server.mails.length === 3 && gateway.asked.length === 2, 'all are told');
  await teller().close();
  expect(subjects(server)[0]).toBe('duty@example.org DAMAGED DISK Crues: the service goes on');
  const texts = gateway.asked.map(({ body }) => body).join();
  expect(texts).toContain('DAMAGED DISK Crues: alert data is lost\\n');
  expect(texts).toContain("DISQUE ABIMÉ Crues : des données d'alerte sont perdues\\n");
  expect(gateway.asked).toHaveLength(2);
});

test('a mail server that does not answer holds up no text message, and those go out one after the other', async () => {
  const server = await mailServer(() => 'hang');
  const [atOnce, most] = [new Set<string>(), { count: 0 }];
  const gateway = await smsGateway(async ({ body }) => {
    atOnce.add(body);
    most.count = Math.max(most.count, atOnce.size);
    await setTimeout(50);
    atOnce.delete(body);
    return { status: 200 };
  });
  const { teller, minutes } = await town(server, 'operational', gateway.url);
  minutes(60, false);
  await eventually(() => gateway.asked.length === 2, 'both are told by text message');
  server.release();
  await teller().close();
  expect(most.count).toBe(1);
});

test('an exercise, which warns nobody, tells nobody', async () => {
  const server = await mailServer();
  const { teller, minutes } = await town(server, 'exercise');
  minutes(30, false);
  await teller().close();
  expect(server.mails).toEqual([]);
});
