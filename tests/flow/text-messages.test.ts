import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { limouxAtNight } from '../support/limoux-at-night.ts';
import { type SaidBy, smsGateway } from '../support/sms-gateway.ts';

const T0 = Date.parse('2020-01-22T02:00:00Z');
const MAYOR = '+33612345678';
const DEPUTY = '+33612345679';

const mail = {
  host: '127.0.0.1',
  secure: false,
  username: null,
  password: null,
  from: 'a@b.fr',
  connections: 3,
};

/** The whole service at night, the mark `act` just passed at Limoux; no mail server answers, text messages leave by a real gateway. */
async function night(answer?: SaidBy, mailPort?: number | null) {
  const gateway = await smsGateway(answer);
  const { app, rise, minutes, reply } = await limouxAtNight(
    {
      mail: mailPort === null ? null : { ...mail, port: mailPort ?? (await freePort()) },
      sms: {
        url: gateway.url,
        headers: { authorization: 'Bearer {secret}' },
        body: { to: '{to}', text: '{text}' },
        taken: null,
        secret: 's3cret',
      },
    },
    { phones: { mayor: MAYOR, deputy: DEPUTY } },
  );
  await rise(3.58);
  const texts = (to: string): string[] =>
    gateway.asked
      .map(({ body }): { to: string; text: string } => JSON.parse(body))
      .flatMap((each) => (each.to === to ? each.text : []));
  return { app, gateway, texts, minutes, reply };
}

test('with no mail server the mayor is told all the same, the deputy after him; who answers by text stops it, and both know', async () => {
  const { app, texts, minutes, reply } = await night();
  await eventually(() => texts(MAYOR).length === 1, 'the mayor has a text message');
  const [first = ''] = texts(MAYOR);
  expect(first).toMatch(/^DÉMONSTRATION - ALERTE Limoux : Agir, mesuré\n/);
  await minutes(11);
  await eventually(() => texts(DEPUTY).length === 1, 'the deputy is asked');
  expect(texts(DEPUTY)[0]).toContain('ALERTE SANS RÉPONSE Limoux : Agir');
  const code = /OUI (\d{4}) au \+33700000000/.exec(texts(DEPUTY)[0] ?? '')?.[1];
  expect(await reply(MAYOR, `oui ${code}`)).toContain('"outcome":"wrong-code"');
  expect(await reply(DEPUTY, `oui ${code}`)).toContain('"outcome":"acknowledged"');
  expect(app.doors.journal.state('limoux')?.alert?.acknowledgements).toMatchObject([{ person: 'limoux-deputy' }]);
  await eventually(() => texts(MAYOR).some((text) => text.includes('PRISE EN CHARGE')), 'the mayor may sleep');
  await minutes(240);
  await eventually(() => texts(MAYOR).length === 3, 'who decides is asked what residents are told');
  expect(texts(MAYOR)[2]).toMatch(/^DÉMONSTRATION - DÉCISION ATTENDUE Limoux : Agir/);
});

test('a gateway that says no is asked again until it takes the newest message, once', async () => {
  let isUp = false;
  const { app, gateway, texts, minutes } = await night(() =>
    isUp ? { status: 202 } : { status: 503, body: 'no network' },
  );
  await eventually(() => gateway.asked.length > 0, 'it was asked');
  await eventually(
    () =>
      app.doors.journal
        .waiting(['limoux'], 9)!
        .some(({ channel, delivery }) => channel === 'sms' && JSON.stringify(delivery).includes('HTTP 503')),
    'why it failed is on record',
  );
  for (let step = 0; step < 10; step += 1) await minutes(10);
  const failed = texts(MAYOR).length;
  isUp = true;
  await eventually(
    () => app.doors.journal.waiting(['limoux'], 9)!.every(({ channel }) => channel !== 'sms'),
    'it was taken',
  );
  expect(texts(MAYOR).slice(failed)).toEqual([expect.stringContaining('ALERTE SANS RÉPONSE Limoux')]);
});

test('a mail server that takes every connection and says nothing holds up no text message, in however many communes', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const address = silent.address();
  const { app, texts } = await night(undefined, typeof address === 'object' ? address?.port : undefined);
  await eventually(() => texts(MAYOR).length === 1, 'the mayor has a text message');
  const waiting = app.doors.journal
    .waiting([...app.doors.communes.keys()], 99)!
    .filter(({ channel }) => channel === 'email');
  expect(waiting.length).toBeGreaterThan(3);
  expect(waiting.every(({ delivery }) => delivery.attempts === 0)).toBe(true);
});

test('a town without mail tells by text message, writes no mail that nobody could send, and is not unwell for it', async () => {
  const { app, texts } = await night(undefined, null);
  const { doors, url } = app;
  const resident = {
    id: 'r1',
    commune: 'limoux',
    way: 'email',
    address: 'r@example.org',
    language: 'fr',
    quietHours: null,
  } as const;
  doors.subscriptions.request({ ...resident, requestedAt: T0, confirmedAt: null }, 'hash');
  doors.subscriptions.confirm('r1', T0);
  await eventually(() => texts(MAYOR).length === 1, 'the mayor has a text message');
  expect(doors.act('limoux', { kind: 'release', level: 'act' }, 'limoux-mayor').ok).toBe(true);
  expect(doors.act('limoux', { kind: 'correct', level: 'act' }, 'limoux-mayor').ok).toBe(true);
  await eventually(
    () => texts(MAYOR).some((text) => text.includes('RECTIFICATIF')),
    'what was a mistake is texted too',
  );
  await app.settled();
  const [mailed, texted] = (['email', 'sms'] as const).map((way) =>
    doors.journal.deliveries('limoux', 99).filter(({ channel }) => channel === way),
  );
  expect(texted?.length).toBeGreaterThan(2);
  // Who has neither mail nor phone is not passed over in silence.
  expect(mailed?.filter(({ recipient }) => ['limoux-mayor', 'limoux-deputy', 'r1'].includes(recipient.id))).toEqual([]);
  for (const [language, says] of [
    ['fr', 'Aucun courriel ne part de ce site'],
    ['en', 'No e-mail is sent from this site'],
  ] as const) {
    const page = await (await fetch(`${url}/${language}/communes/limoux`)).text();
    expect(page).toContain(says);
    expect(page).not.toContain('name="email"');
    const body = new URLSearchParams({ email: 'a@example.org' });
    const refused = await fetch(`${url}/${language}/communes/limoux/subscriptions`, { method: 'POST', body });
    expect([refused.status, await refused.text()]).toEqual([404, expect.stringContaining(says)]);
  }
  const api = await fetch(`${url}/api/v1/communes/limoux/subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'a@example.org', language: 'fr' }),
  });
  expect([api.status, await api.text()]).toEqual([404, expect.stringContaining('no e-mail is sent')]);
});
