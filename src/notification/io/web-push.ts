import { createHash } from 'node:crypto';
import webPush from 'web-push';
import { err, ok, type Result } from '../../lib/result.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Channel, Envelope, Notice, SendFailure } from '../channel.ts';
import { NO_SUCH_SERVICE, type OutboxRow } from '../outbox.ts';
import { isOfService, pushTarget, type WebPush } from '../residents/web-push.ts';
import type { Issuer } from '../words/letterhead.ts';
import { type Answer, handOver, retryAfterMs } from './hand-over.ts';
import { hide, lineOf, noOf, secretsIn } from './said.ts';

const DEADLINE_MS = 30_000;
/** So long a push service keeps what a phone that is off has not taken: what holds takes its place long before. */
const KEPT_S = (3 * DAY_MS) / 1000;
/** A push service takes 4,096 bytes (RFC 8030, 7.2), of which encryption needs about a hundred. */
const MOST_LETTERS = 900;

/**
 * Notifications of residents' browsers by the push service of each (RFC 8030), which cannot read them (RFC 8291) and knows us by our
 * key (RFC 8292). A demonstration or an exercise hands them to this machine only.
 */
export function createWebPushChannel(
  { subject, publicKey, privateKey, services }: WebPush,
  { kind }: Pick<Issuer, 'kind'>,
): Channel {
  return {
    name: 'push',
    async send({ row, address, notice }) {
      const target = pushTarget(address);
      const { host } = new URL(target.endpoint);
      if (!isOfService(host, services)) return err({ recoverable: false, message: `${host} is ${NO_SUCH_SERVICE}` });
      const { headers, body } = webPush.generateRequestDetails(target, payloadOf(row, notice), {
        vapidDetails: { subject, publicKey, privateKey },
        TTL: KEPT_S,
        urgency: urgencyOf(notice),
        ...(notice && { topic: topicOf(notice) }),
      });
      const told = (said: string): string => hide(said, secretsIn(target.endpoint));
      const request = { method: 'POST', headers, body: Uint8Array.from(body ?? []) };
      const answer = await handOver(target.endpoint, request, { kind, what: 'notifications', deadlineMs: DEADLINE_MS });
      if (!answer.ok) return err({ ...answer.error, message: told(answer.error.message) });
      return judge(host, answer.value, lineOf(told(answer.value.said)));
    },
  };
}

/** What the service worker of the page shows. */
function payloadOf({ subject, text, language }: OutboxRow, notice: Notice | undefined): string {
  const body = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
  return JSON.stringify({
    title: subject,
    body,
    language,
    path: notice?.path ?? `/${language}/`,
    about: notice?.about ?? '',
    stays: notice?.level === 'danger',
  });
}

/** What cannot wait for the phone to be picked up, and that it is over: a lost all-clear counts as much. */
function urgencyOf(notice: Envelope['notice']): 'high' | 'normal' {
  return notice == null || notice.level === null || notice.level === 'prepare' ? 'normal' : 'high';
}

/** What the device has not taken gives its place to the newest of the same: at most 32 letters (RFC 8030, 5.4). */
function topicOf({ about }: Notice): string {
  return createHash('sha256').update(about).digest('base64url').slice(0, 32);
}

function judge(
  host: string,
  { status, isYes, headers }: Answer,
  line: string,
): Result<{ providerId: string | null }, SendFailure> {
  if (isYes) return ok({ providerId: `HTTP ${status}` });
  const message = noOf(status, host, line);
  if (status === 404 || status === 410) return err({ recoverable: false, isGone: true, message });
  const isMended = status < 400 || status >= 500 || [401, 403, 408, 429].includes(status);
  return err({ recoverable: isMended, message, retryAfterMs: retryAfterMs(headers) });
}
