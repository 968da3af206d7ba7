import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createWebhookChannel } from '../../../src/notification/io/webhook.ts';
import type { Webhook } from '../../../src/notification/machines/webhook.ts';
import { RECIPIENT_GONE } from '../../../src/notification/outbox.ts';
import { rowOf } from '../../support/commits.ts';
import { receiver } from '../../support/receiver.ts';
import { smsGateway } from '../../support/sms-gateway.ts';
import { SECRET } from '../../support/webhook-secret.ts';

const text = '{"type":"alert.raised","timestamp":"2020-01-22T12:05:00.000Z","data":{"text":"à Coursan"}}';
const envelope = {
  row: { ...rowOf('coursan:7', { kind: 'webhook', id: 'siren' }), channel: 'webhook' as const, text },
  address: 'https://siren.example.org',
  name: 'siren',
  leaveUrl: null,
};

function to(url: string, change: Partial<Webhook> = {}, kind: 'operational' | 'exercise' = 'operational', ms?: number) {
  const webhook = {
    id: 'siren',
    url,
    tells: 'residents',
    communes: ['coursan'],
    secrets: [SECRET],
    ...change,
  } as const;
  return createWebhookChannel([webhook], { kind }, ms).send(envelope);
}

describe('a webhook', () => {
  test('comes byte for byte as it was written, signed, and by the same id at each attempt', async () => {
    const { url, asked, received } = await receiver(() => ({ status: 202, body: 'noted\nthanks' }));
    expect(await to(url)).toEqual({ ok: true, value: { providerId: 'noted thanks' } });
    await to(url);
    expect(asked.map(({ method, body, headers }) => [method, body, headers['content-type']])).toEqual(
      Array.from({ length: 2 }, () => ['POST', text, 'application/json']),
    );
    const [first, again] = received();
    expect(first?.id).toMatch(/^[0-9a-f]{32}$/);
    expect(again?.id).toBe(first?.id);
  });

  test('a receiver that has one of two keys believes it', async () => {
    const old = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
    const { url, received } = await receiver(undefined, old);
    await to(url, { secrets: [SECRET, old] });
    expect(received()).toHaveLength(1);
  });

  test.each([300, 302, 400, 401, 404, 429, 500, 503])('what is answered %s is tried again', async (status) => {
    const elsewhere = await smsGateway();
    const headers = status === 302 ? { location: elsewhere.url } : {};
    const { url } = await receiver(() => ({ status, body: 'no', headers }));
    expect(await to(url)).toEqual({
      ok: false,
      error: {
        recoverable: true,
        message: expect.stringMatching(new RegExp(`^HTTP ${status} from 127.0.0.1:\\d+: no$`)),
      },
    });
    expect(elsewhere.asked).toEqual([]);
  });

  test('one that asks to be left alone for a while is: as it says it, in seconds or as a moment', async () => {
    const after = async (status: number, retryAfter: string) => {
      const { url } = await receiver(() => ({ status, headers: { 'retry-after': retryAfter } }));
      const answer = await to(url);
      return answer.ok ? null : answer.error.retryAfterMs;
    };
    expect(await after(429, '90')).toBe(90_000);
    expect(await after(503, new Date(Date.now() + HOUR_MS).toUTCString())).toBeGreaterThan(HOUR_MS - MINUTE_MS);
    expect(await after(503, 'soon')).toBe(0);
    expect(await after(500, '90')).toBeUndefined();
  });

  test('the secret in an address is quoted to nobody, whatever the receiver says of it', async () => {
    const said = 'Cannot POST /api/webhook/b3-9f27aa41?key=k%2F1-99f0a7 (key k/1-99f0a7)';
    const path = '/api/webhook/b3-9f27aa41?key=k%2F1-99f0a7';
    const answers = [];
    for (const status of [200, 404]) {
      const { url } = await receiver(() => ({ status, body: said }));
      answers.push(await to(`${new URL(url).origin}${path}`));
    }
    expect(answers).toMatchObject([
      { ok: true, value: { providerId: 'Cannot POST *** (key ***)' } },
      { ok: false, error: { message: expect.stringMatching(/^HTTP 404 from 127.0.0.1:\d+: Cannot POST \*{3} \(key/) } },
    ]);
    expect(JSON.stringify(answers)).not.toMatch(/b3-9f27aa41|99f0a7/);
  });

  test('a receiver that is gone is not asked again for this one', async () => {
    const { url } = await receiver(() => ({ status: 410 }));
    expect(await to(url)).toMatchObject({ ok: false, error: { recoverable: false } });
  });

  test('one that answers without words is told of by its number', async () => {
    const { url } = await receiver(() => ({ status: 200 }));
    expect(await to(url)).toEqual({ ok: true, value: { providerId: 'HTTP 200' } });
    const failing = await receiver(() => ({ status: 500 }));
    const message = expect.stringMatching(/^HTTP 500 from 127\.0\.0\.1:\d+$/);
    expect(await to(failing.url)).toEqual({ ok: false, error: { recoverable: true, message } });
  });

  test('one that the town has taken out since is told nothing more', async () => {
    const said = await createWebhookChannel([], { kind: 'operational' }).send(envelope);
    expect(said).toEqual({ ok: false, error: { recoverable: false, message: RECIPIENT_GONE } });
  });

  test('one that says nothing, or never ends, holds nobody for ever', async () => {
    const silent = await receiver(() => 'hang');
    const message = expect.stringMatching(/: it took too long$/);
    expect(await to(silent.url, {}, 'operational', 50)).toEqual({ ok: false, error: { recoverable: true, message } });
    const endless = await receiver(() => ({ status: 200, body: 'x'.repeat(5_000), ends: 'drip' }));
    expect(await to(endless.url, {}, 'operational', DAY_MS)).toEqual({
      ok: true,
      value: { providerId: 'x'.repeat(200) },
    });
  });

  test('an exercise tells no machine out there', async () => {
    expect(await to('https://192.0.2.7/siren', {}, 'exercise')).toEqual({
      ok: false,
      error: {
        recoverable: false,
        message: 'exercise instance: webhooks go to this machine only, and 192.0.2.7 is not this machine',
      },
    });
    const { url } = await receiver();
    expect(await to(url, {}, 'exercise')).toMatchObject({ ok: true });
  });
});
