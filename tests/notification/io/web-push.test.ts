import { expect, test } from 'vitest';
import { DAY_MS } from '../../../src/lib/units.ts';
import type { Notice } from '../../../src/notification/channel.ts';
import { createWebPushChannel } from '../../../src/notification/io/web-push.ts';
import { isOfService, pushAddress } from '../../../src/notification/residents/web-push.ts';
import { freePort } from '../../support/free-port.ts';
import { pushKeys, pushService } from '../../support/push-service.ts';

const { publicKey, privateKey } = pushKeys();
const row = {
  id: 'limoux:7/subscription/s1/push',
  event: 'limoux:7',
  commune: 'limoux',
  recipient: { kind: 'subscription', id: 's1' },
  channel: 'push',
  language: 'fr',
  subject: 'ALERTE Limoux : Agir',
  text: 'Que faire maintenant : montez à l’étage.',
  createdAt: 0,
  about: 'level',
  notBefore: 0,
} as const;
const notice: Notice = { path: '/fr/communes/limoux', about: 'limoux:1', level: 'act' };

async function sent(answer?: Parameters<typeof pushService>[1], change: Partial<Notice> = {}, text: string = row.text) {
  const service = await pushService(publicKey, answer);
  const settings = { subject: 'mailto:a@b.fr', services: [service.host], publicKey, privateKey };
  const channel = createWebPushChannel(settings, { kind: 'operational' });
  const address = pushAddress(service.browser('ines'));
  const said = await channel.send({
    row: { ...row, text },
    address,
    name: '',
    leaveUrl: null,
    notice: { ...notice, ...change },
  });
  expect(service.faults).toEqual([]);
  return { said, pushed: service.pushed('ines')[0] };
}

test('what cannot wait is urgent, and so is the all-clear; danger to life stays on the screen', async () => {
  const of = async (level: Notice['level']) => {
    const { pushed } = await sent(undefined, { level });
    return [pushed?.urgency, pushed?.shown.stays];
  };
  expect(await of('prepare')).toEqual(['normal', false]);
  expect(await of('act')).toEqual(['high', false]);
  expect(await of('danger')).toEqual(['high', true]);
  expect(await of('normal')).toEqual(['high', false]);
  expect(await of(null)).toEqual(['normal', false]);
});

test('a text that is too long for a push service is cut, in whole letters', async () => {
  const { said, pushed } = await sent(undefined, {}, `x${'é🌊'.repeat(3_000)}`);
  expect(said.ok).toBe(true);
  expect(pushed?.shown.body).toMatch(/^x(é🌊)+é?…$/u);
});

test.each([
  [404, { recoverable: false, isGone: true }],
  [410, { recoverable: false, isGone: true }],
  [400, { recoverable: false }],
  [413, { recoverable: false }],
  [300, { recoverable: true }],
  [307, { recoverable: true }],
  [401, { recoverable: true }],
  [403, { recoverable: true }],
  [408, { recoverable: true }],
  [429, { recoverable: true, retryAfterMs: 120_000 }],
  [500, { recoverable: true, retryAfterMs: 120_000 }],
  [503, { recoverable: true, retryAfterMs: 120_000 }],
] as const)('an answer of %i', async (status, error) => {
  const headers = { 'retry-after': '120', location: 'http://127.0.0.1:1/elsewhere' };
  const { said } = await sent(() => ({ status, headers, body: 'no more /push/ines, nor push/ines' }));
  expect(said).toMatchObject({ ok: false, error });
  expect(JSON.stringify(said)).not.toContain('push/ines');
});

test('any 2xx is a yes; how long a busy service wants to be left alone may be a moment, and what is neither is no wait', async () => {
  expect((await sent(() => ({ status: 200 }))).said).toEqual({ ok: true, value: { providerId: 'HTTP 200' } });
  const waitMs = async (after: string) => {
    const { said } = await sent(() => ({ status: 503, headers: { 'retry-after': after } }));
    return said.ok ? null : said.error.retryAfterMs;
  };
  expect(await waitMs('Wed, 21 Oct 2099 07:28:00 GMT')).toBeGreaterThan(DAY_MS);
  expect(await waitMs('Wed, 21 Oct 2015 07:28:00 GMT')).toBe(0);
  expect(await waitMs('soon')).toBe(0);
});

test('a message is whole, and kept for three days for a phone that is off; without a notice it leads to the first page', async () => {
  const { pushed } = await sent();
  expect(pushed?.shown).toEqual({
    title: row.subject,
    body: row.text,
    language: 'fr',
    path: notice.path,
    about: notice.about,
    stays: false,
  });
  expect(pushed?.ttl).toBe(3 * 24 * 3600);
  const service = await pushService(publicKey);
  const settings = { subject: 'mailto:a@b.fr', services: [service.host], publicKey, privateKey };
  const address = pushAddress(service.browser('ines'));
  await createWebPushChannel(settings, { kind: 'operational' }).send({ row, address, name: '', leaveUrl: null });
  expect(service.pushed('ines')[0]).toMatchObject({ shown: { path: '/fr/', about: '' }, topic: '' });
});

test('a push service that cannot be reached is tried again, and says why in short', async () => {
  const host = `127.0.0.1:${await freePort()}`;
  const { browser } = await pushService(publicKey);
  const settings = { subject: 'mailto:a@b.fr', services: [host], publicKey, privateKey };
  const address = pushAddress({ ...browser('ines'), endpoint: `http://${host}/push/ines-secret` });
  const said = await createWebPushChannel(settings, { kind: 'operational' }).send({
    row,
    address,
    name: '',
    leaveUrl: null,
  });
  expect(said).toMatchObject({
    ok: false,
    error: { recoverable: true, message: expect.stringContaining('ECONNREFUSED') },
  });
  expect(JSON.stringify(said)).not.toContain('ines-secret');
});

test('an answer without words is told by its number alone', async () => {
  const { said } = await sent(() => ({ status: 400 }));
  expect(said).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(/^HTTP 400 from 127\.0\.0\.1:\d+$/) },
  });
});

test('a part of an endpoint by which a browser is written to is quoted to nobody', async () => {
  const body = 'no token BwYAAAD1x2y3z4a5b6 for fKx1:APA91bH-token of wpush';
  const { browser, host } = await pushService(publicKey, () => ({ status: 400, body }));
  const settings = { subject: 'mailto:a@b.fr', services: [host], publicKey, privateKey };
  const address = pushAddress(browser('fKx1:APA91bH-token?token=BwYAAAD1x2y3z4a5b6'));
  const said = await createWebPushChannel(settings, { kind: 'operational' }).send({
    row,
    address,
    name: '',
    leaveUrl: null,
  });
  expect(said).toMatchObject({ ok: false, error: { message: `HTTP 400 from ${host}: no token *** for *** of wpush` } });
});

test('a host that the town does not agree to any more is not written to', async () => {
  const { browser, host, pushed } = await pushService(publicKey);
  const settings = { subject: 'mailto:a@b.fr', services: ['push.example.org'], publicKey, privateKey };
  const channel = createWebPushChannel(settings, { kind: 'operational' });
  const said = await channel.send({ row, address: pushAddress(browser('ines')), name: '', leaveUrl: null });
  expect(said).toMatchObject({ ok: false, error: { recoverable: false, message: expect.stringContaining(host) } });
  expect(pushed('ines')).toEqual([]);
});

test('a star stands for all names below a host, and for no other', () => {
  const services = ['fcm.googleapis.com', '*.push.apple.com'];
  const hosts = [
    'fcm.googleapis.com',
    'web.push.apple.com',
    'push.apple.com',
    'evilpush.apple.com',
    'a.fcm.googleapis.com',
  ];
  expect(hosts.filter((host) => isOfService(host, services))).toEqual(['fcm.googleapis.com', 'web.push.apple.com']);
});
