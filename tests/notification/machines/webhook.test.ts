import { expect, test } from 'vitest';
import { signed } from '../../../src/notification/io/signed.ts';
import { isWebhookSecret } from '../../../src/notification/machines/webhook.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_999, body: '{"test": 2432232314}' };

test('a message is signed as the libraries of Standard Webhooks sign theirs', () => {
  expect(signed(message, [secret])).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('while keys are exchanged it is signed by both', () => {
  const [first, second] = signed(message, [`whsec_${Buffer.alloc(24, 1).toString('base64')}`, secret])[
    'webhook-signature'
  ].split(' ');
  expect(first).toMatch(/^v1,/);
  expect(second).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('a key is 24 to 64 bytes, and says that it is one', () => {
  const keyOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 1).toString('base64')}`;
  expect([23, 24, 64, 65].map((bytes) => isWebhookSecret(keyOf(bytes)))).toEqual([false, true, true, false]);
  expect(['', 'hunter2', 'whsec_', secret.slice(6), `${secret}!`].map(isWebhookSecret)).toEqual(
    Array.from({ length: 5 }, () => false),
  );
});
