import type { AlertEvent } from '../alert/alert.ts';
import type { Instant } from '../lib/clock.ts';
import type { DecisionStore } from '../policy/decision-store.ts';
import { basisOf, groundsOf } from './basis.ts';
import { type CapFacts, expiresOf } from './cap-mapping.ts';
import { asTold, hasComeDown, isRaise, type MessageContext } from './writing.ts';

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

/** All that residents were told of one alert, as CAP messages; `story`: its events, both oldest first. */
export function capMessages(story: readonly AlertEvent[], decisions: Pick<DecisionStore, 'last'>): CapMessage[] {
  const messages: CapMessage[] = [];
  for (const [index, event] of story.entries()) {
    if (event.audience !== 'public' || event.alert === null) continue;
    messages.push(nextMessage(event, story.slice(0, index + 1), messages, decisions));
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
  const sent = event.at;
  // Nothing before a Cancel holds any more, nor does the Cancel itself.
  const standing = earlier.slice(earlier.findLastIndex(({ type }) => type === 'Cancel') + 1);
  const references = standing.filter(({ expires }, index) => expires > sent || index === standing.length - 1);
  return {
    ...facts,
    identifier: identifierOf(event),
    event,
    type: typeOf(facts, references.length > 0),
    sent,
    expires: expiresOf(facts, sent),
    references,
    grounds,
  };
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
