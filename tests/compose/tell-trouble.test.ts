import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createTroubleTeller } from '../../src/compose/tell-trouble.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { eventually } from '../support/eventually.ts';
import { type MailServerProbe, testMailServers } from '../support/mail-server.ts';
import { demoConfig } from '../support/town.ts';

const NOW = Date.parse('2026-12-01T03:00:00Z');
const mailServer = testMailServers();

/** A town of one commune, with a mayor and a duty officer. */
async function town({ port }: Pick<MailServerProbe, 'port'>, kind: 'operational' | 'exercise' = 'operational') {
  const shipped = await demoConfig();
  const [commune] = shipped.communes.values();
  const clock = manualClock(NOW);
  const contact = commune!.contacts[0]!;
  const contacts = [
    { ...contact, id: 'mayor', email: 'mayor@example.org', phone: null, language: 'fr' as const },
    { ...contact, id: 'duty', email: 'duty@example.org', phone: null, language: 'en' as const },
    // The mayor once more: one message to a mailbox.
    { ...contact, id: 'deputy', email: 'mayor@example.org', phone: null, language: 'fr' as const },
  ];
  const mail = { host: '127.0.0.1', port, secure: false, username: null, password: null, connections: 1 };
  const config = {
    ...shipped,
    instance: { ...shipped.instance, name: 'Crues', kind },
    communes: new Map([['one', { ...commune!, contacts }]]),
    mail: { ...mail, from: 'a@example.org' },
    sms: null,
  };
  const teller = createTroubleTeller(config, pino({ level: 'silent' }), clock);
  const minutes = (from: number, to: number, doneAt: number | null = null) => {
    for (let minute = from; minute <= to; minute += 1) {
      clock.advanceTo(NOW + minute * MINUTE_MS);
      teller.look({ failedAt: clock.now(), doneAt });
    }
  };
  return { teller, clock, minutes };
}

const subjects = ({ mails }: MailServerProbe) => mails.map(({ to, parsed }) => `${to.join(' ')} ${parsed.subject}`);

test('where nothing can be stored for minutes those who decide are told once, each in their language, and again once it is over', async () => {
  const server = await mailServer();
  const { teller, minutes } = await town(server);
  minutes(0, 3);
  expect(server.mails).toEqual([]);
  minutes(4, 30);
  await eventually(() => server.mails.length === 2, 'both are told');
  expect(subjects(server).toSorted()).toEqual([
    'duty@example.org FAILURE Crues: no alert can go out',
    'mayor@example.org PANNE Crues : aucune alerte ne peut partir',
  ]);
  expect(server.mails.map(({ parsed }) => parsed.text).join()).toContain(
    'il ne surveille plus l’eau et n’alerte personne',
  );
  teller.look({ failedAt: NOW + 30 * MINUTE_MS, doneAt: NOW + 31 * MINUTE_MS });
  await eventually(() => server.mails.length === 4, 'both are told that it is over');
  expect(subjects(server).at(-1)).toMatch(/FIN DE PANNE|FAILURE OVER/);
  await teller.close();
  expect(server.mails).toHaveLength(4);
});

test('what fails now and then while readings are stored is told nobody, nor that nothing came since', async () => {
  const server = await mailServer();
  const { teller, clock } = await town(server);
  for (let minute = 0; minute < 60; minute += 2) {
    clock.advanceTo(NOW + minute * MINUTE_MS);
    teller.look({ failedAt: clock.now(), doneAt: clock.now() - MINUTE_MS });
    teller.look({ failedAt: clock.now(), doneAt: clock.now() });
  }
  for (let minute = 60; minute < 90; minute += 1) teller.look({ failedAt: null, doneAt: null });
  await teller.close();
  expect(server.mails).toEqual([]);
});

test('a mail server that cannot take it now is asked again each minute', async () => {
  const server = await mailServer((_, nth) => (nth <= 2 ? { code: 451, text: 'not now' } : null));
  const { teller } = await town(server);
  teller.tell({ kind: 'mended', at: NOW, lost: ['accounts'] });
  await eventually(() => {
    teller.look({ failedAt: null, doneAt: null });
    return server.mails.length === 2;
  }, 'both are told');
  const { text = '' } = server.mails.find(({ to }) => to[0] === 'mayor@example.org')!.parsed;
  expect(text).toContain('Est perdu, en partie ou en entier : les comptes.');
  expect(text).toContain('Faites remplacer ce disque');
  expect(text).toContain('mardi 1er décembre');
  await teller.close();
});

test('an exercise, which warns nobody, tells nobody', async () => {
  const server = await mailServer();
  const { teller, minutes } = await town(server, 'exercise');
  minutes(0, 30);
  await teller.close();
  expect(server.mails).toEqual([]);
});
