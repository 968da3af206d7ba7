import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookBody } from '../../src/notification/machines/webhook-rows.ts';
import { type SaidBy, smsGateway } from './sms-gateway.ts';
import { SECRET } from './webhook-secret.ts';

export interface Received {
  id: string;
  body: WebhookBody;
}

/** A machine that takes webhooks, and believes none whose signature it has not checked by itself. */
export async function receiver(answer?: SaidBy, secret = SECRET) {
  const { url, asked, release } = await smsGateway(answer);
  return {
    url,
    release,
    asked,
    received: (): Received[] =>
      asked.map(({ headers, body }) => {
        const [id, seconds, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
          String(headers[`webhook-${name}`]),
        );
        const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
        const own = Buffer.from(`v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`);
        const isSigned = signatures!
          .split(' ')
          .some((each) => each.length === own.length && timingSafeEqual(Buffer.from(each), own));
        if (!isSigned || Math.abs(Date.now() / 1000 - Number(seconds)) > 300) throw new Error('a forged webhook');
        return { id: id!, body: JSON.parse(body) };
      }),
  };
}
