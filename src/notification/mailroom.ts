import type { AlertEvent, CommuneState } from '../alert/alert.ts';
import type { Instant } from '../lib/clock.ts';
import { withMarksInForce } from '../policy/marks-in-force.ts';
import { askedToCheckAt } from './asked/asked-to-check.ts';
import { createLookUp, type LookUp, type LookUpParts } from './look-up.ts';
import type { OutboxRow } from './outbox.ts';
import { outboxRowsFor } from './outbox-rows.ts';
import { createSubscribing, type Subscribing, type SubscribingParts } from './residents/subscribing.ts';
import { type AsOne, createAsOne } from './words/as-one.ts';
import { contextOf } from './words/context-of.ts';
import { eventsOfAlert, eventsSince } from './words/event-history.ts';

export type MailroomParts = SubscribingParts & LookUpParts;

/** Writes messages with the names, addresses and links that the stores know. */
export interface Mailroom extends Subscribing {
  /** The messages of one transition; `state` is the one after it. */
  messagesOf(events: readonly AlertEvent[], state: Pick<CommuneState, 'commune' | 'alert'>): OutboxRow[];
  lookUp: LookUp;
  asOne: AsOne;
}

export function createMailroom(parts: MailroomParts): Mailroom {
  const { communes, policies, subscriptions, journal } = parts;
  return {
    ...createSubscribing(parts),
    lookUp: createLookUp(parts),
    asOne: createAsOne(parts),
    messagesOf(events, state) {
      const configured = communes.get(state.commune);
      if (!configured || events.length === 0) return [];
      const commune = withMarksInForce(policies.current(), configured);
      const confirmed = subscriptions.confirmed(commune.id);
      const story = [...eventsOfAlert(journal, commune.id, state.alert?.id ?? events.at(-1)?.alert), ...events];
      return events.flatMap((event, index) => {
        const before = (since: Instant) => [
          ...eventsSince((limit) => journal.events(commune.id, { limit }), since),
          ...events.slice(0, index),
        ];
        const context = contextOf(parts, event, story, commune, state.alert);
        return outboxRowsFor(event, commune, confirmed, { ...context, askedToCheckAt: askedToCheckAt(event, before) });
      });
    },
  };
}
