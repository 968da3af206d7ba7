import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createPhoneChannel } from '../../../src/notification/io/phone.ts';
import { whyOf } from '../../../src/notification/io/said.ts';
import type { PhoneGateway } from '../../../src/notification/phone/phone-gateway.ts';
import { markOf } from '../../../src/notification/reported/read-reports.ts';
import { rowOf } from '../../support/commits.ts';
import { freePort } from '../../support/free-port.ts';
import { smsGateway } from '../../support/sms-gateway.ts';

const text = 'ALERTE Coursan : Agir, 72 %\nJe m\'occupe de tout : répondez "OUI 4721"';
const envelope = {
  row: { ...rowOf('coursan:7'), id: 'coursan:7/contact/mayor-1/sms', channel: 'sms' as const, text },
  address: '+33612345678',
  name: 'Anne Roux',
  leaveUrl: null,
};
const operational = { kind: 'operational' } as const;

function through(url: string, change: Partial<PhoneGateway> = {}) {
  const body = { to: '{to}', text: '{text}', ref: '{id}' };
  const headers = { authorization: 'Bearer {secret}' };
  return createPhoneChannel('sms', { url, headers, body, taken: null, secret: 's3cret', ...change }, operational);
}

describe('text messages by a gateway', () => {
  test('are handed over word for word, and its yes is kept', async () => {
    const { url, asked } = await smsGateway(() => ({
      status: 201,
      body: '{"id": "m-1",\n "to": "+33612345678", "as": "0612345678"}',
    }));
    expect(await through(url).send(envelope)).toEqual({
      ok: true,
      value: { providerId: '{"id": "m-1", "to": "+***", "as": "0***"}' },
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'POST', headers: { authorization: 'Bearer s3cret' } });
    expect(JSON.parse(asked[0]!.body)).toEqual({
      to: '+33612345678',
      text,
      ref: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  test('the id by which its gateway reports is taken from its yes, and neither it nor the secret of reports is kept as it is', async () => {
    const { url } = await smsGateway(() => ({ status: 200, body: '{"sid": "SM-33612345678", "callback": "rep0rts"}' }));
    const reports = { url: 'http://127.0.0.1/api/v1/reports', secret: 'rep0rts', idAfter: '"sid"' };
    expect(await through(url, { reports }).send(envelope)).toEqual({
      ok: true,
      value: { providerId: '{"sid": "SM-***", "callback": "***"}', gatewayId: markOf('SM-33612345678') },
    });
    const unnamed = await through(url, { reports: { ...reports, idAfter: 'ID=' } }).send(envelope);
    expect(unnamed.ok && unnamed.value).not.toHaveProperty('gatewayId');
  });

  test('or it reports by the id that it was given, by which several in one text message are found', async () => {
    const { url, asked } = await smsGateway(() => ({ status: 200, body: 'OK' }));
    const reports = { url: 'http://127.0.0.1/api/v1/reports', secret: 'rep0rts', idAfter: null };
    const taken = await through(url, { reports }).send(envelope);
    const { ref } = JSON.parse(asked[0]!.body);
    expect(taken).toEqual({ ok: true, value: { providerId: 'OK', gatewayId: markOf(ref) } });
  });

  test('a no of a gateway that reports is a no, whatever id it gives with it', async () => {
    const { url } = await smsGateway(() => ({ status: 402, body: '{"sid": "SM-1", "error": "no credit"}' }));
    for (const idAfter of ['"sid"', null]) {
      const reports = { url: 'http://127.0.0.1/api/v1/reports', secret: 'rep0rts', idAfter };
      expect(await through(url, { reports }).send(envelope)).toMatchObject({
        ok: false,
        error: { recoverable: true, message: expect.stringContaining('no credit') },
      });
    }
  });

  test('nor the secret as it stands in an address that a gateway hands back', async () => {
    const secret = 'rep & 0rts!';
    const inAddress = new URLSearchParams({ secret }).toString();
    const body = `${inAddress} ${encodeURIComponent(inAddress)} ${secret}`;
    const { url } = await smsGateway(() => ({ status: 200, body }));
    const reports = { url: 'http://127.0.0.1/api/v1/reports', secret, idAfter: null };
    const answer = await through(url, { reports }).send(envelope);
    expect(answer.ok && answer.value.providerId).toMatch(/^secret=\*\*\* secret%3D\*\*\* \*\*\*$/);
  });

  test('what is kept names no number of a country of eight digits either', async () => {
    const { url } = await smsGateway(() => ({ status: 200, body: 'OK 12345678, 45 12345678, +4512345678' }));
    expect(await through(url).send({ ...envelope, address: '+4512345678' })).toEqual({
      ok: true,
      value: { providerId: 'OK ***, 45 ***, +***' },
    });
  });

  test('a gateway knows a message that it is handed twice, and takes none of a new database for one of the old', async () => {
    const { url, asked } = await smsGateway();
    const later = { ...envelope, row: { ...envelope.row, createdAt: envelope.row.createdAt + 60_000 } };
    for (const each of [envelope, envelope, later]) await through(url).send(each);
    const [first, again, other] = asked.map(({ body }) => /"ref":"([^"]+)"/.exec(body)?.[1]);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('by an address alone, where the gateway wants it so', async () => {
    const { url, asked } = await smsGateway(() => ({ status: 200, body: 'OK; ID=297' }));
    const sent = await through(`${url}?to={digits}&message={text}`, { body: null, taken: 'OK' }).send(envelope);
    expect(sent).toEqual({ ok: true, value: { providerId: 'OK; ID=297' } });
    const { searchParams } = new URL(asked[0]!.url, url);
    expect([searchParams.get('to'), searchParams.get('message')]).toEqual(['33612345678', text]);
  });

  test('a no is tried again and told without the secret, also a no that comes with 200', async () => {
    const refusing = await smsGateway(() => ({ status: 401, body: 'wrong key s3cret' }));
    expect(await through(refusing.url).send(envelope)).toEqual({
      ok: false,
      error: {
        recoverable: true,
        message: expect.stringMatching(/^HTTP 401 from 127\.0\.0\.1:\d+: wrong key \*\*\*$/),
      },
    });
    const polite = await smsGateway(() => ({ status: 200, body: 'Invalid login or password' }));
    expect(await through(polite.url, { taken: 'OK' }).send(envelope)).toMatchObject({
      ok: false,
      error: { recoverable: true, message: expect.stringContaining('Invalid login') },
    });
  });

  test('no error quotes the secret, as it is or as an address holds it, nor what was written with it', async () => {
    const { url } = await smsGateway(({ url: asked }) => ({ status: 400, body: `bad request: ${asked}` }));
    const secret = 'a+b/c';
    const byAddress = through(`${url}?key={secret}&to={to}&message={text}`, { body: null, headers: {}, secret });
    const refused = await byAddress.send(envelope);
    expect(refused).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('bad request: /send?key=***&to=') },
    });
    expect(JSON.stringify(refused)).not.toContain('612345678');
    const unsendable = await through(url, { secret: 's3cret\nof two lines' }).send(envelope);
    expect(unsendable).toMatchObject({ ok: false, error: { recoverable: true } });
    expect(JSON.stringify(unsendable)).not.toContain('s3cret');
  });

  test.each([null, 'OK'])(
    'a yes that never ends is a yes: it is not sent again for ever (taken: %s)',
    async (taken) => {
      const { url } = await smsGateway(() => ({ status: 200, body: 'OK 297', ends: 'drip' }));
      const channel = createPhoneChannel(
        'sms',
        { url, headers: {}, body: null, taken, secret: null },
        operational,
        300,
      );
      expect(await channel.send(envelope)).toEqual({ ok: true, value: { providerId: 'OK 297' } });
    },
  );

  test('a yes that breaks off is a yes', async () => {
    const { url } = await smsGateway(() => ({ status: 202, body: '{"id":', ends: 'break' }));
    expect(await through(url).send(envelope)).toMatchObject({ ok: true });
  });

  test('a no that never ends is a no', async () => {
    const { url } = await smsGateway(() => ({ status: 200, body: 'no credit', ends: 'drip' }));
    const channel = createPhoneChannel(
      'sms',
      { url, headers: {}, body: null, taken: 'OK', secret: null },
      operational,
      300,
    );
    expect(await channel.send(envelope)).toMatchObject({
      ok: false,
      error: { recoverable: true, message: expect.stringMatching(/^HTTP 200 from .*: no credit/) },
    });
  });

  test('a page for people is no yes, as of an address that is not quite right, unless it says what a yes says', async () => {
    const { url } = await smsGateway(() => ({ status: 200, body: '\n<!DOCTYPE html><title>OK? Log in</title>' }));
    expect(await through(url).send(envelope)).toMatchObject({
      ok: false,
      error: { recoverable: true, message: expect.stringMatching(/^HTTP 200 from .*Log in/) },
    });
    expect(await through(url, { taken: 'OK' }).send(envelope)).toMatchObject({ ok: true });
  });

  test('a yes without words is kept as its status', async () => {
    const { url } = await smsGateway(() => ({ status: 204 }));
    expect(await through(url).send(envelope)).toEqual({ ok: true, value: { providerId: 'HTTP 204' } });
  });

  test('nobody is followed elsewhere with the key', async () => {
    const elsewhere = await smsGateway();
    const sending = await smsGateway(() => ({ status: 307, headers: { location: elsewhere.url } }));
    expect(await through(sending.url).send(envelope)).toMatchObject({ ok: false, error: { recoverable: true } });
    expect(elsewhere.asked).toEqual([]);
  });

  test('a gateway that is not there is tried again', async () => {
    const port = await freePort();
    expect(await through(`http://127.0.0.1:${port}/send`).send(envelope)).toEqual({
      ok: false,
      error: { recoverable: true, message: expect.stringMatching(/^127\.0\.0\.1:\d+: .*ECONNREFUSED/) },
    });
  });

  test('why it is not there is said also where its name has two addresses', async () => {
    const port = await freePort();
    const lookup = (
      _: string,
      __: object,
      found: (error: null, addresses: { address: string; family: number }[]) => void,
    ) =>
      found(
        null,
        ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 })),
      );
    const socket = connect({ host: 'gateway', port, lookup, autoSelectFamily: true });
    const [cause] = await once(socket, 'error');
    expect(whyOf(new TypeError('fetch failed', { cause }))).toMatch(/ECONNREFUSED 127\.0\.0\.1:\d+, .*127\.0\.0\.2:/);
  });

  test('one that says nothing holds nobody for ever', async () => {
    const { url } = await smsGateway(() => 'hang');
    const channel = createPhoneChannel(
      'sms',
      { url, headers: {}, body: null, taken: null, secret: null },
      operational,
      50,
    );
    expect(await channel.send(envelope)).toMatchObject({
      ok: false,
      error: { recoverable: true, message: expect.stringContaining('took too long') },
    });
  });

  test('an exercise and a demonstration text nobody out there', async () => {
    const gateway = { url: 'http://192.0.2.7/send', headers: {}, body: null, taken: null, secret: null };
    for (const kind of ['exercise', 'demonstration'] as const) {
      expect(await createPhoneChannel('sms', gateway, { kind }).send(envelope)).toEqual({
        ok: false,
        error: {
          recoverable: false,
          message: `${kind} instance: text messages go to this machine only, and 192.0.2.7 is not this machine`,
        },
      });
    }
    expect(await createPhoneChannel('voice', gateway, { kind: 'exercise' }).send(envelope)).toMatchObject({
      error: { message: expect.stringContaining('calls go to this machine only') },
    });
    // What is real is handed to whoever is out there: nobody is, at an address of RFC 5737.
    expect(await createPhoneChannel('sms', gateway, operational, 50).send(envelope)).toMatchObject({
      ok: false,
      error: { recoverable: true, message: expect.stringMatching(/^192\.0\.2\.7: /) },
    });
    const { url, asked } = await smsGateway();
    expect(await createPhoneChannel('sms', { ...gateway, url }, { kind: 'exercise' }).send(envelope)).toMatchObject({
      ok: true,
    });
    expect(asked).toHaveLength(1);
  });
});
