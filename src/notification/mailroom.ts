import type { AlertEvent, CommuneState } from '../alert/alert.ts';
import type { Instant } from '../lib/clock.ts';
import type { Decision } from '../policy/decide.ts';
import type { DecisionStore } from '../policy/decision-store.ts';
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
  /** The messages of one transition; `state` is the one after it, `judged` what its round has judged, which is not stored yet. */
  messagesOf(
    events: readonly AlertEvent[],
    state: Pick<CommuneState, 'commune' | 'alert'>,
    judged?: readonly Decision[],
  ): OutboxRow[];
  lookUp: LookUp;
  asOne: AsOne;
}

export function createMailroom(parts: MailroomParts): Mailroom {
  const { communes, policies, subscriptions, journal } = parts;
  return {
    ...createSubscribing(parts),
    lookUp: createLookUp(parts),
    asOne: createAsOne(parts),
    messagesOf(events, state, judged = []) {
      const configured = communes.get(state.commune);
      if (!configured || events.length === 0) return [];
      const commune = withMarksInForce(policies.current(), configured);
      const confirmed = subscriptions.confirmed(commune.id);
      const story = [...eventsOfAlert(journal, commune.id, state.alert?.id ?? events.at(-1)?.alert), ...events];
      const decisions = withJudged(judged, parts.decisions);
      return events.flatMap((event, index) => {
        const before = (since: Instant) => [
          ...eventsSince((limit) => journal.events(commune.id, { limit }), since),
          ...events.slice(0, index),
        ];
        const context = contextOf({ ...parts, decisions }, event, story, commune, state.alert);
        return outboxRowsFor(event, commune, confirmed, { ...context, askedToCheckAt: askedToCheckAt(event, before) });
      });
    },
  };
}

/** After an outage of the service what is stored is of before it. */
function withJudged(judged: readonly Decision[], { last }: Pick<DecisionStore, 'last'>): Pick<DecisionStore, 'last'> {
  return {
    last: (commune, station, from, to) =>
      judged.find(({ assessment: { commune: of, station: at, issuedAt } }) => {
        return of === commune && at === station && issuedAt >= from && issuedAt <= to;
      }) ?? last(commune, station, from, to),
  };
}
