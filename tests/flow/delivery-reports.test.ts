import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { viewTold } from '../../src/http/views/told-view.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { messagesFor } from '../../src/notification/phone/gsm-text.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { limouxAtNight } from '../support/limoux-at-night.ts';
import { type Asked, type SaidBy, smsGateway } from '../support/sms-gateway.ts';

const MAYOR = '+33612345678';
const DEPUTY = '+33612345679';
const SECRET = 's3cret of reports & more';

/** As a gateway is told how to report, and how it does: by the address it was given, or as its owner has set it up, by its own id. */
interface Style {
  sms: (url: string) => Pick<NonNullable<Config['sms']>, 'url' | 'body'> & { idAfter: string | null };
  form: Omit<NonNullable<Config['reports']>, 'secret'>;
  words: { delivered: string; failed: string };
  to: (asked: Asked) => string;
  said: SaidBy;
  report: (asked: Asked, reportsAt: string, word: string) => Promise<Response>;
}

const field = (asked: Asked, name: string) => new URL(asked.url, 'http://gateway').searchParams.get(name) ?? '';
const sentTo = ({ body }: Asked): string => JSON.parse(body).to;

const kannel: Style = {
  sms: (url) => ({
    url: `${url}?to={digits}&text={text}&dlr-mask=19&dlr-url={reportUrl}%26state%3D%25d`,
    body: null,
    idAfter: null,
  }),
  form: { id: 'id', state: 'state', delivered: ['1'], failed: ['2', '16'] },
  words: { delivered: '1', failed: '2' },
  to: (asked) => `+${field(asked, 'to')}`,
  said: () => ({ status: 202, body: '0: Accepted for delivery' }),
  report: (asked, _, word) => fetch(field(asked, 'dlr-url').replace('%d', word)),
};

const idOf = (asked: Asked) => `SM-${sentTo(asked).slice(1)}-${JSON.parse(asked.body).text.length}`;
const provider: Style = {
  sms: (url) => ({ url, body: { to: '{to}', text: '{text}' }, idAfter: '"messageId":' }),
  form: { id: 'results.messageId', state: 'results.status', delivered: ['DELIVERED'], failed: ['EXPIRED'] },
  words: { delivered: 'DELIVERED', failed: 'EXPIRED' },
  to: sentTo,
  said: (asked) => ({
    status: 200,
    body: JSON.stringify({ messages: [{ messageId: idOf(asked), status: 'PENDING' }] }),
  }),
  report: (asked, reportsAt, word) =>
    fetch(reportsAt, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`amont:${SECRET}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ results: [{ messageId: idOf(asked), to: sentTo(asked), status: word }] }),
    }),
};

/** The mark `act` just passed at Limoux, at night; nothing but text messages goes out, by a gateway that reports. */
async function night({ sms, form, to, said, report }: Style, answer: SaidBy = said) {
  const port = await freePort();
  const reportsAt = `http://127.0.0.1:${port}/api/v1/reports`;
  const gateway = await smsGateway(answer);
  const lines: string[] = [];
  const { idAfter, ...asked } = sms(gateway.url);
  const reports = { url: reportsAt, secret: SECRET, idAfter };
  const { app, rise, minutes, reply } = await limouxAtNight(
    {
      instance: { name: 'Test', kind: 'demonstration', baseUrl: `http://127.0.0.1:${port}`, languages: ['fr'] },
      http: { host: '127.0.0.1', port, trustProxy: false },
      mail: null,
      sms: { ...asked, headers: {}, taken: null, secret: null, reports },
      reports: { ...form, secret: SECRET },
    },
    {
      phones: { mayor: MAYOR, deputy: DEPUTY },
      log: pino({ level: 'info' }, { write: (line) => void lines.push(line) }),
    },
  );
  const raisedAt = app.doors.clock.now();
  await rise(3.58);
  const events = () => app.doors.journal.events('limoux', { limit: 99 });
  const asks = (phone: string) => gateway.asked.filter((each) => to(each) === phone);
  await eventually(() => asks(MAYOR).length === 1, 'the mayor has a text message');
  await app.settled();
  const limoux = app.doors.communes.get('limoux')!;
  return {
    app,
    minutes,
    reply,
    asks,
    lines,
    reported: async (phone: string, word: string) => (await report(asks(phone)[0]!, reportsAt, word)).text(),
    mayor: () => viewTold(app.doors, limoux).contacts[0]?.last?.delivery,
    passedOn: () =>
      events()
        .filter(({ kind }) => kind === 'passed-on')
        .map(({ at, reason }) => [(at - raisedAt) / MINUTE_MS, 'unreached' in reason && reason.unreached]),
  };
}

test.each([
  ['as Kannel does, by GET', kannel],
  ['as providers do, by JSON and with its own id', provider],
])('%s: a phone that is dead is waited for by nobody, and no log tells its number', async (_, style) => {
  const { app, minutes, reported, asks, mayor, passedOn, lines } = await night(style);
  expect(await reported(MAYOR, style.words.failed)).toBe('{"outcomes":["failed"]}');
  expect(await reported(MAYOR, style.words.failed)).toBe('{"outcomes":["noted"]}');
  expect(mayor()).toMatchObject({ status: 'dropped', reason: `it did not reach the phone: ${style.words.failed}` });
  for (let minute = 1; minute <= 3; minute += 1) await minutes(1);
  expect(passedOn()).toEqual([[1, ['limoux-mayor']]]);
  await eventually(() => asks(DEPUTY).length === 1, 'the deputy is asked');
  const [toDeputy] = asks(DEPUTY);
  expect(decodeURIComponent(`${toDeputy?.url} ${toDeputy?.body}`)).toContain('est injoignable : message non remis.');
  expect(await (await fetch(`${app.url}/metrics`)).text()).toContain(
    'amont_delivery_reports_total{outcome="failed"} 1',
  );
  const log = lines.join('');
  expect(log).toContain('a text message that the gateway had taken did not arrive');
  expect(log).not.toMatch(/612345678|s3cret/);
});

test.each([
  ['by GET', kannel],
  ['by JSON', provider],
])('reported %s as on the phone, the mayor is shown as told and keeps the time to answer', async (_, style) => {
  const { minutes, reported, mayor, passedOn } = await night(style);
  const before = Date.now();
  expect(await reported(MAYOR, style.words.delivered)).toBe('{"outcomes":["delivered"]}');
  expect(await reported(MAYOR, style.words.delivered)).toBe('{"outcomes":["noted"]}');
  const told = mayor();
  expect(told?.status === 'sent' && told.deliveredAt! >= before).toBe(true);
  for (let minute = 1; minute <= 10; minute += 1) await minutes(1);
  expect(passedOn()).toEqual([[10, false]]);
});

test('of a text in parts one lost is enough: whoever has half of it is waited for by nobody', async () => {
  const { minutes, reported, asks, passedOn } = await night(kannel);
  expect(messagesFor(field(asks(MAYOR)[0]!, 'text'))).toBeGreaterThan(1);
  expect(await reported(MAYOR, '1')).toBe('{"outcomes":["delivered"]}');
  expect(await reported(MAYOR, '2')).toBe('{"outcomes":["failed"]}');
  await minutes(1);
  expect(passedOn()).toEqual([[1, ['limoux-mayor']]]);
});

test('what is reported late takes back no answer, and wakes nobody else', async () => {
  const { app, minutes, reply, reported, asks, passedOn } = await night(kannel);
  const code = /OUI (\d{4}) au/.exec(field(asks(MAYOR)[0]!, 'text'))?.[1];
  expect(await reply(MAYOR, `oui ${code}`)).toContain('"outcome":"acknowledged"');
  expect(await reported(MAYOR, '2')).toBe('{"outcomes":["failed"]}');
  await minutes(30);
  expect(app.doors.journal.state('limoux')?.alert?.acknowledgements).toMatchObject([{ person: 'limoux-mayor' }]);
  expect([passedOn(), asks(DEPUTY)]).toEqual([[], []]);
});

test('a gateway that reports before it has answered is heard', async () => {
  const { minutes, mayor, passedOn, lines } = await night(kannel, async (asked) => {
    if (kannel.to(asked) === MAYOR) expect(await (await kannel.report(asked, '', '16')).text()).toContain('"early"');
    return { status: 202, body: '0: Accepted for delivery' };
  });
  expect(mayor()).toMatchObject({ status: 'dropped' });
  expect(lines.join('')).toContain('did not arrive');
  await minutes(1);
  expect(passedOn()).toEqual([[1, ['limoux-mayor']]]);
});

test('a gateway that loses all it takes wakes each of the ladder once, and then as seldom as where nobody answers', async () => {
  const { minutes, passedOn, asks } = await night(kannel, async (asked) => {
    await kannel.report(asked, '', '2');
    return { status: 202, body: '0: Accepted for delivery' };
  });
  for (let minute = 1; minute <= 90; minute += 1) await minutes(1);
  expect(passedOn().map(([at]) => at)).toEqual([1, 2, 12, 72]);
  expect([asks(MAYOR).length, asks(DEPUTY).length]).toEqual([2, 2]);
});
