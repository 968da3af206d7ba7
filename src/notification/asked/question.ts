import type { ActRefusal } from '../../alert/act.ts';
import { type Alert, type AlertEvent, answerTo, isRaise } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import { shortCode, signId, verifySignedId } from '../../people/signed-link.ts';

/** A message to a contact asks whether somebody takes care of it; for so long its link and its code answer it. */
const ANSWER_WITHIN_H = 24;

export type QuestionRefusal =
  | ActRefusal
  | { kind: 'expired'; at: Instant }
  /** Its reader answered it already, and that was handed back since. */
  | { kind: 'handed-back'; at: Instant };

/**
 * Why the question that an event asked a contact can no longer be answered; `null` while it can. It stands as long as the alert does, at
 * the level that the message told, and nobody has answered. Each answers it once: a text message that a gateway hands in again, or a page
 * that a browser sends again, is no new answer. `events` are the alert's, oldest first, this one among them.
 */
export function refusalOf(
  event: AlertEvent,
  contact: string,
  alert: Alert | null,
  events: readonly AlertEvent[],
  now: Instant,
): QuestionRefusal | null {
  if (!alert || alert.id !== event.alert) return { kind: 'no-alert' };
  const movedAt = events.findLastIndex(({ kind }) => isRaise(kind) || kind === 'lowered');
  const askedAt = events.findIndex(({ id }) => id === event.id);
  if (askedAt < movedAt) return { kind: 'level-changed', level: alert.level };
  const answer = answerTo(alert);
  if (answer) return { kind: 'already-acknowledged', person: answer.person, at: answer.at };
  const own = events.slice(askedAt).find((each) => each.kind === 'acknowledged' && isBy(each.reason, contact));
  if (own) return { kind: 'handed-back', at: own.at };
  const expiredAt = expiryOf(event);
  return now >= expiredAt ? { kind: 'expired', at: expiredAt } : null;
}

function isBy(reason: AlertEvent['reason'], person: string): boolean {
  return reason.because === 'person' && reason.person === person;
}

/** @example expiryOf({ at: Date.parse('2020-01-22T12:00Z') }) // 2020-01-23T12:00Z */
export function expiryOf({ at }: Pick<AlertEvent, 'at'>): Instant {
  return at + ANSWER_WITHIN_H * HOUR_MS;
}

/** Who was asked by which event: what a link and a code stand for. */
export interface Asked {
  event: string;
  contact: string;
}

/** The secret part of the link: nobody can make it up, and whoever holds it answers as that contact. */
export function answerToken(asked: Asked, key: Buffer): string {
  return signId('acknowledge', Buffer.from(idOf(asked)).toString('base64url'), key);
}

/** `null` where it is not ours. */
export function readAnswerToken(token: string, key: Buffer): Asked | null {
  const id = verifySignedId('acknowledge', token, key);
  if (id === null) return null;
  const [event = '', contact = ''] = Buffer.from(id, 'base64url').toString().split('\n');
  return { event, contact };
}

/** What is sent back by text message; good only together with the contact's own phone. @example replyCode({ event: 'coursan:7', contact: 'mayor' }, key) // '4721' */
export function replyCode(asked: Asked, key: Buffer): string {
  return shortCode(idOf(asked), key);
}

function idOf({ event, contact }: Asked): string {
  return `${event}\n${contact}`;
}
