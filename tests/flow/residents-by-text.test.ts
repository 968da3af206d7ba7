import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { ResidentTexts } from '../../src/notification/residents/resident-texts.ts';
import { eventually } from '../support/eventually.ts';
import { limouxAtNight, REPLY_NUMBER } from '../support/limoux-at-night.ts';
import { type SaidBy, smsGateway } from '../support/sms-gateway.ts';

const T0 = Date.parse('2020-01-22T02:00:00Z');
const MAYOR = '+33612345678';
const offered: ResidentTexts = { country: '+33', prefixes: ['+33'], perMinute: 600, requestsPerDay: 100 };

/** The whole service without mail, its text messages by a real gateway, its pages by HTTP. */
async function town(residentTexts: ResidentTexts | null = offered, answer?: SaidBy) {
  const gateway = await smsGateway(answer);
  const lines: string[] = [];
  const { app, rise, reply } = await limouxAtNight(
    {
      mail: null,
      sms: { url: gateway.url, headers: {}, body: { to: '{to}', text: '{text}' }, taken: null, secret: null },
      residentTexts,
    },
    { phones: { mayor: MAYOR }, log: pino({ level: 'info' }, { write: (line) => void lines.push(line) }) },
  );
  const asked = () => gateway.asked.map(({ body }): { to: string; text: string } => JSON.parse(body));
  const post = async (path: string, fields: Record<string, string> = {}) => {
    const response = await fetch(`${app.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
    return { status: response.status, body: await response.text() };
  };
  return {
    app,
    lines,
    asked,
    post,
    texts: (to: string) => asked().flatMap((each) => (each.to === to ? [each.text] : [])),
    subscribe: (phone: string) => post('/fr/communes/limoux/subscriptions', { phone }),
    pathIn: (text: string | undefined) => /http:\/\/[^/]+(\/\S+)/.exec(text ?? '')?.[1] ?? '',
    async flood(topM: number) {
      await rise(topM);
      await eventually(() => app.doors.journal.state('limoux')?.alert != null, 'an alert stands');
    },
    reply: async (from: string, text: string): Promise<unknown> => JSON.parse(await reply(from, text)),
  };
}

test('a resident subscribes with a number, confirms by the link in the text, is told of the flood, says STOP and hears no more', async () => {
  const { app, lines, texts, subscribe, post, pathIn, flood, reply } = await town();
  const [INES, TOM] = ['+33611111111', '+33622222222'];
  const said = await subscribe('06 11 11 11 11');
  expect([said.status, said.body]).toEqual([200, expect.stringContaining('Regardez vos SMS')]);
  await eventually(() => texts(INES).length === 1, 'a text asks to confirm');
  const [first = ''] = texts(INES);
  expect(first).toContain(`OUI au ${REPLY_NUMBER}`);
  const confirmAt = pathIn(first);
  expect((await (await fetch(`${app.url}${confirmAt}`)).text()).replaceAll(/\s/g, ' ')).toContain('par SMS');
  expect(app.doors.subscriptions.confirmed('limoux')).toEqual([]);
  expect((await post(confirmAt)).body).toContain('Inscription confirmée');

  await subscribe('0033622222222');
  await eventually(() => texts(TOM).length === 1, 'a text asks Tom too');
  expect(await reply(TOM, 'Oui')).toMatchObject({ outcome: 'subscribed' });

  await flood(3.6);
  await eventually(() => texts(MAYOR).length === 1, 'the mayor is told first');
  expect(texts(INES)).toHaveLength(1);
  const level = app.doors.journal.state('limoux')!.alert!.level;
  expect(app.doors.act('limoux', { kind: 'release', level }, 'limoux-mayor').ok).toBe(true);
  await eventually(() => texts(INES).length === 2 && texts(TOM).length === 2, 'both residents are told');
  const [, alert = ''] = texts(INES);
  expect(alert).toMatch(/^DÉMONSTRATION - ALERTE INONDATION Limoux : Agir/);
  expect(alert).toContain('Que faire maintenant : ');
  expect(alert).toContain('/fr/communes/limoux');
  expect(alert).toMatch(new RegExp(`STOP au \\${REPLY_NUMBER} ou http://\\S+/s/\\S+$`));

  expect(await reply(TOM, 'STOP')).toMatchObject({ outcome: 'unsubscribed' });
  const leave = await fetch(`${app.url}${pathIn(alert.split('\n').at(-1))}`);
  expect(new URL(leave.url).pathname).toMatch(/^\/fr\/subscriptions\/leave\//);
  expect(await leave.text()).toContain('Votre numéro sera effacé');
  expect(app.doors.subscriptions.confirmed('limoux')).toHaveLength(1);
  expect((await post(new URL(leave.url).pathname)).body).toContain('Votre numéro est effacé');
  expect(app.doors.subscriptions.ofPhone(INES)).toEqual([]);
  expect(app.doors.subscriptions.ofPhone(TOM)).toEqual([]);

  expect(app.doors.act('limoux', { kind: 'correct', level }, 'limoux-mayor').ok).toBe(true);
  await eventually(() => texts(MAYOR).some((text) => text.includes('RECTIFICATIF')), 'the mayor hears of it');
  await app.settled();
  expect([texts(INES).length, texts(TOM).length]).toEqual([2, 2]);

  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  const kept = [lines.join('\n'), metrics, JSON.stringify(app.doors.journal.deliveries('limoux', 999))].join('\n');
  expect([INES, TOM].filter((number) => kept.includes(number.slice(3)))).toEqual([]);
});

test('what the gateway did not take from one resident is replaced by what holds now, and holds up nobody else', async () => {
  const [INES, TOM] = ['+33611111111', '+33622222222'];
  let isUp = false;
  const { app, texts, flood } = await town(offered, ({ body }) => ({
    status: isUp || !body.includes(INES) ? 200 : 503,
  }));
  for (const address of [INES, TOM]) {
    const request = { way: 'sms', address, language: 'fr', quietHours: null } as const;
    const asked = { ...request, id: address.slice(-4), commune: 'limoux', requestedAt: T0, confirmedAt: null };
    app.doors.subscriptions.request(asked, address);
    app.doors.subscriptions.confirm(asked.id, T0);
  }
  await flood(3.6);
  const level = app.doors.journal.state('limoux')!.alert!.level;
  expect(app.doors.act('limoux', { kind: 'release', level }, 'limoux-mayor').ok).toBe(true);
  await eventually(() => texts(INES).length > 0 && texts(TOM).length === 1, 'both were tried');
  await eventually(() => app.doors.journal.failingDeliveries()?.residents === 1, 'one failed');
  expect(app.doors.act('limoux', { kind: 'correct', level }, 'limoux-mayor').ok).toBe(true);
  await eventually(() => texts(TOM).length === 2, 'Tom is told the newest');
  const refused = texts(INES).length;
  isUp = true;
  await eventually(
    () => texts(INES).length > refused && app.doors.journal.failingDeliveries()?.residents === 0,
    'it was taken',
  );
  expect(
    texts(INES)
      .slice(refused)
      .filter((text) => !text.includes('RECTIFICATIF')),
  ).toEqual([]);
  expect(texts(TOM)[1]).toContain('RECTIFICATIF');
});

test('whoever types numbers into the form comes to its limits, learns nothing, and what was refused is counted', async () => {
  const { app, texts, subscribe } = await town({ ...offered, prefixes: ['+336'], requestsPerDay: 20 });
  const foreign = await subscribe('+44 7911 123456');
  expect([foreign.status, foreign.body]).toEqual([422, expect.stringMatching(/commencent par(&nbsp;|\s)*:\s*\+336/)]);
  const first = await subscribe('06 11 11 11 11');
  await eventually(() => texts('+33611111111').length === 1, 'it goes out');
  app.doors.subscriptions.confirm(app.doors.subscriptions.ofPhone('+33611111111')[0]!.id, T0);
  expect(await subscribe('+33611111111')).toEqual(first);
  await eventually(() => texts('+33611111111').some((text) => text.includes("rien n'a changé")), 'its owner is told');
  expect((await subscribe('06 22 22 22 22')).status).toBe(200);
  // A fifth of the day's for one visitor.
  expect((await subscribe('06 33 33 33 33')).status).toBe(429);
  expect(app.doors.subscriptions.ofPhone('+33633333333')).toEqual([]);
  expect(app.doors.refusals.lately()).toEqual({ visitor: 1, address: 0, day: 0 });
  expect(await (await fetch(`${app.url}/metrics`)).text()).toContain('amont_requests_refused_total{limit="visitor"} 1');
});

test('a town without the key has no form, and takes no number', async () => {
  const { app, subscribe, asked } = await town(null);
  const page = await (await fetch(`${app.url}/fr/communes/limoux`)).text();
  expect(page).not.toContain('name="phone"');
  expect((await subscribe('06 11 11 11 11')).status).toBe(404);
  expect(asked()).toEqual([]);
});
