import { type Clock, type Instant, isLately } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { ReplyOutcome } from '../../notification/asked/answers.ts';
import { phoneIn } from '../../notification/asked/read-reply.ts';

/** In an hour to one phone. */
const TO_ONE = 10;
const TO_ONE_STRANGER = 3;
/** In an hour to one phone that it has to wait: apart, so that what it answered by itself before does not keep that from its owner. */
const TO_ONE_LOCKED = 3;
/** In an hour to all phones together that are nobody's here. */
const TO_STRANGERS = 60;

/**
 * Whether a text message that came in is answered by one. Each costs, and a phone that answers by itself is answered without end; and whoever forges
 * senders has us write to others. What became of an answer with a code is always said: whoever takes silence for a yes goes back to sleep.
 */
export function createSentBack(wallClock: Clock): (from: string, outcome: ReplyOutcome) => boolean {
  const sent = new Map<string, Instant[]>();
  return (from, outcome) => {
    if (isAlwaysSaid(outcome)) return true;
    const now = wallClock.now();
    for (const [key, times] of sent) {
      const recent = times.filter((at) => isLately(at, HOUR_MS, now));
      if (recent.length > 0) sent.set(key, recent);
      else sent.delete(key);
    }
    const phone = phoneIn(from) ?? from;
    const counted = isOfStranger(outcome)
      ? [
          { key: `stranger ${phone}`, most: TO_ONE_STRANGER },
          { key: 'strangers', most: TO_STRANGERS },
        ]
      : outcome.kind === 'locked'
        ? [{ key: `locked ${phone}`, most: TO_ONE_LOCKED }]
        : [{ key: `known ${phone}`, most: TO_ONE }];
    const timesOf = (key: string) => sent.get(key) ?? [];
    if (counted.some(({ key, most }) => timesOf(key).length >= most)) return false;
    for (const { key } of counted) sent.set(key, [...timesOf(key), now]);
    return true;
  };
}

/** A right code is needed for the first two, a wrong one is looked at five times an hour, and a subscription is confirmed once and ended once. */
function isAlwaysSaid(outcome: ReplyOutcome): boolean {
  if (outcome.kind === 'unsubscribed') return outcome.subscription !== null;
  if (outcome.kind === 'subscribed') return outcome.subscription?.confirmedAt === null;
  return outcome.kind === 'acknowledged' || outcome.kind === 'refused' || outcome.kind === 'wrong-code';
}

function isOfStranger(outcome: ReplyOutcome): boolean {
  return outcome.kind === 'unknown-number' || ('subscription' in outcome && outcome.subscription === null);
}
