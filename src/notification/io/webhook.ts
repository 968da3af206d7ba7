import { err, ok } from '../../lib/result.ts';
import { attemptsId } from '../attempts-id.ts';
import type { Channel } from '../channel.ts';
import type { Webhook } from '../machines/webhook.ts';
import { RECIPIENT_GONE } from '../outbox.ts';
import type { Issuer } from '../words/letterhead.ts';
import { handOver, retryAfterMs } from './hand-over.ts';
import { hide, lineOf, noOf, secretsIn } from './said.ts';
import { signed } from './signed.ts';

/** Standard Webhooks 1.0: 15 to 30 s. */
const DEADLINE_MS = 15_000;
/** The receiver wants no more of it. */
const GONE = 410;
const ASKS_TO_WAIT = [429, 503];

/**
 * Messages to machines, as Standard Webhooks 1.0 signs them. Only a 410 ends one, and only that one: a receiver that says it by mistake must
 * hear of the next flood. All else that is no 2xx somebody will mend.
 */
export function createWebhookChannel(
  webhooks: readonly Webhook[],
  { kind }: Pick<Issuer, 'kind'>,
  deadlineMs = DEADLINE_MS,
): Channel {
  return {
    name: 'webhook',
    async send({ row }) {
      const webhook = webhooks.find(({ id }) => id === row.recipient.id);
      if (!webhook) return err({ recoverable: false, message: RECIPIENT_GONE });
      // A receiver holds the moment of the attempt against the machine's own clock.
      const attempt = { id: attemptsId(row), at: Date.now(), body: row.text };
      const headers = { 'content-type': 'application/json', ...signed(attempt, webhook.secrets) };
      const request = { method: 'POST', headers, body: row.text };
      const answer = await handOver(webhook.url, request, { kind, what: 'webhooks', deadlineMs });
      if (!answer.ok) return answer;
      const { status, isYes, headers: told, said } = answer.value;
      // The secret in the address of a receiver that checks no signature is all that guards it.
      const line = lineOf(hide(said, secretsIn(webhook.url)));
      if (isYes) return ok({ providerId: line === '' ? `HTTP ${status}` : line });
      const { host } = new URL(webhook.url);
      const asksToWait = ASKS_TO_WAIT.includes(status) && told.has('retry-after');
      return err({
        recoverable: status !== GONE,
        message: noOf(status, host, line),
        ...(asksToWait && { retryAfterMs: retryAfterMs(told) }),
      });
    },
  };
}
