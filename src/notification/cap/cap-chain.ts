import { type AlertEvent, isRaise } from '../../alert/alert.ts';
import { lastTold, levelTold } from '../../alert/last-told.ts';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { DecisionStore } from '../../policy/decision-store.ts';
import { isRaisedLevel } from '../../territory/alert-level.ts';
import { basisOf, groundsOf } from '../words/basis.ts';
import type { Issuer } from '../words/letterhead.ts';
import { withoutNumbers } from '../words/without-numbers.ts';
import { asTold, hasComeDown, type MessageContext } from '../words/writing.ts';
import { type CapFacts, expiresOf } from './cap-mapping.ts';

/** One CAP message: what residents were told by one event, and what it replaces. */
export interface CapMessage extends CapFacts {
  identifier: string;
  event: AlertEvent;
  type: 'Alert' | 'Update' | 'Cancel';
  sent: Instant;
  expires: Instant;
  /** What it takes the place of, oldest first: earlier messages of the alert that had not expired, and always the last. */
  references: readonly Pick<CapMessage, 'identifier' | 'sent'>[];
  grounds: Pick<MessageContext, 'basis' | 'cameDown'>;
}

/** Whoever asks once a day has the next before the last has expired. */
const RENEWED_BEFORE_MS = DAY_MS;

/**
 * All that residents were told of one alert up to now, as CAP messages; `story`: its events, both oldest first. A level that outlives its message is
 * told again before that expires, here alone: residents have their mail.
 */
export function capMessages(
  story: readonly AlertEvent[],
  decisions: Pick<DecisionStore, 'last'>,
  now: Instant,
): CapMessage[] {
  const messages: CapMessage[] = [];
  for (const [index, event] of story.entries()) {
    if (event.audience !== 'public' || event.alert === null) continue;
    const known = story.slice(0, index + 1);
    messages.push(nextMessage(event, known, messages, decisions));
    const next = story.slice(index + 1).find(({ audience, kind }) => audience === 'public' || kind === 'closed');
    renew(known, messages, decisions, Math.min(now, next?.at ?? now));
  }
  return messages;
}

function nextMessage(
  event: AlertEvent,
  story: readonly AlertEvent[],
  earlier: readonly CapMessage[],
  decisions: Pick<DecisionStore, 'last'>,
): CapMessage {
  const grounds = groundsOf(event, story, decisions);
  const told = asTold(event, 'public', grounds);
  const speaksForItself = isRaise(told.kind) || told.kind === 'closed';
  const evidence = speaksForItself ? told : basisOf({ ...event, level: told.level }, story, decisions);
  const facts = { told, evidence, isFalling: hasComeDown(told, 'public', grounds) };
  const references = standingAt(event.at, earlier);
  return {
    ...facts,
    identifier: identifierOf(event),
    event,
    type: typeOf(facts, references.length > 0),
    sent: event.at,
    expires: expiresOf(facts, event.at),
    references,
    grounds,
  };
}

/** What a new message takes the place of. Nothing before a Cancel holds any more, nor does the Cancel itself. */
function standingAt(sent: Instant, earlier: readonly CapMessage[]): CapMessage[] {
  const standing = earlier.slice(earlier.findLastIndex(({ type }) => type === 'Cancel') + 1);
  return standing.filter(({ expires }, index) => expires > sent || index === standing.length - 1);
}

/** Adds that the level of the last message still holds, each time that it would expire before `until`. */
function renew(
  story: readonly AlertEvent[],
  messages: CapMessage[],
  decisions: Pick<DecisionStore, 'last'>,
  until: Instant,
): void {
  const holds = lastTold(story, 'public');
  const [event, newest] = [story.at(-1), messages.at(-1)];
  if (!holds || !event || !newest) return;
  // What is over expires within hours, and is not told again.
  if (![levelTold(holds), newest.told.level].every(isRaisedLevel)) return;
  let sent = newest.expires - RENEWED_BEFORE_MS;
  for (let times = 1; sent < until; times += 1) {
    const told = asItStands(holds);
    const evidence = basisOf(told, story, decisions, sent);
    const facts = { told, evidence, isFalling: told.kind === 'lowered', isRenewed: true } as const;
    const identifier = `${identifierOf(event)}r${times}`;
    const references = standingAt(sent, messages);
    const grounds = { basis: null, cameDown: { staff: false, public: facts.isFalling } };
    const expires = expiresOf(facts, sent);
    messages.push({ ...facts, identifier, event: told, type: 'Update', sent, expires, references, grounds });
    sent = expires - RENEWED_BEFORE_MS;
  }
}

/** The level without the numbers of the day on which it was told. */
function asItStands(event: AlertEvent): AlertEvent {
  const kind = event.kind === 'lowered' ? event.kind : 'raised';
  return { ...withoutNumbers(event), kind, level: levelTold(event) };
}

/** What residents should never have read is taken back; what came true and is over is not. */
function typeOf({ told: { kind, level } }: CapFacts, replaces: boolean): CapMessage['type'] {
  if (!replaces) return 'Alert';
  return kind === 'corrected' && level === 'normal' ? 'Cancel' : 'Update';
}

/** Event numbers begin anew with a new database, and come again in an alert that a restored one goes on with: each has its second. */
export function identifierOf({ id, alert, at }: Pick<AlertEvent, 'id' | 'alert' | 'at'>): string {
  return `${alert}-${id.slice(id.lastIndexOf(':') + 1)}t${Math.floor(at / 1000)}`;
}

/** The alert of which an identifier names a message. @example alertNamedBy('coursan-20200122T120500Z-7t1579698300') // 'coursan-20200122T120500Z' */
export function alertNamedBy(identifier: string): string {
  return identifier.slice(0, Math.max(0, identifier.lastIndexOf('-')));
}

/** Where a message is read. */
export function capUrl({ baseUrl }: Pick<Issuer, 'baseUrl'>, identifier: string): string {
  return `${baseUrl}/api/v1/cap/${identifier}.xml`;
}
