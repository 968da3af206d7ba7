import { type Instant, isAhead } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { MINUTE_MS } from '../lib/units.ts';
import type { Policy } from '../policy/policy.ts';
import type { RaisedLevel } from '../territory/alert-level.ts';
import { type Alert, answerTo, type CommuneState, type Telling } from './alert.ts';
import { type Draft, draftAt, emit } from './draft.ts';
import { newGaugeState } from './gauge-memory.ts';
import { closeAlert, type Transition } from './transition.ts';

/** What a person can do with the alert in force. `level` is the one that the person was looking at. */
export type Act =
  | { kind: 'acknowledge'; level: RaisedLevel }
  | { kind: 'release'; level: RaisedLevel }
  | { kind: 'hold-back'; level: RaisedLevel }
  | { kind: 'close' };

export type ActRefusal =
  | { kind: 'no-alert' }
  /** The alert has moved on since the page was drawn: look again before deciding. */
  | { kind: 'level-changed'; level: RaisedLevel }
  | { kind: 'already-acknowledged'; person: string; at: Instant }
  /** Somebody, or the signed policy, decided first. */
  | { kind: 'already-decided' }
  /** A gauge is seen and says that it is not over. */
  | { kind: 'still-on' };

/** A named person acts on the alert in force. Two people deciding at once: the second is refused and sees why. */
export function act(
  state: CommuneState,
  deed: Act,
  person: string,
  policy: Policy,
  now: Instant,
): Result<Transition, ActRefusal> {
  const { alert } = state;
  if (!alert) return err({ kind: 'no-alert' });
  const draft = draftAt(state, policy, now);
  const refusal =
    deed.kind === 'close' ? closeByHand(draft, person) : decided(draft, alert, deed.kind, deed.level, person);
  return refusal ? err(refusal) : ok({ state: draft.state, events: draft.events });
}

function decided(
  draft: Draft,
  alert: Alert,
  kind: 'acknowledge' | 'release' | 'hold-back',
  level: RaisedLevel,
  person: string,
): ActRefusal | null {
  const reason = { because: 'person', person } as const;
  const set = (change: Partial<Alert>) => () => {
    draft.state = { ...draft.state, alert: { ...alert, ...change } };
  };
  const first = answerTo(alert);
  // Who decides has answered too: nobody else needs to be woken.
  const acknowledgements = first
    ? alert.acknowledgements
    : [...alert.acknowledgements, { level, person, at: draft.now }];
  if (kind === 'acknowledge') {
    if (level !== alert.level) return { kind: 'level-changed', level: alert.level };
    if (first) return { kind: 'already-acknowledged', person: first.person, at: first.at };
    emit(draft, { kind: 'acknowledged', reason }, set({ acknowledgements }));
    return null;
  }
  const { pending } = alert.telling;
  if (pending && pending.level !== level) return { kind: 'level-changed', level: pending.level };
  // A level held back may still be released: holding back keeps the door open.
  const mayRelease = kind === 'release' && alert.telling.heldBack === level && alert.level === level;
  if (!pending && !mayRelease) return { kind: 'already-decided' };
  if (kind === 'release') {
    const telling = { told: level, pending: null, heldBack: null };
    emit(draft, { kind: 'released', reason, audience: 'public' }, set({ telling, acknowledgements }));
  } else {
    const telling = { ...alert.telling, pending: null, heldBack: level };
    emit(draft, { kind: 'held-back', reason }, set({ telling, acknowledgements }));
  }
  return null;
}

/** Only what cannot be seen may be closed by hand: a gauge that is seen closes by an observed fall. */
function closeByHand(draft: Draft, person: string): ActRefusal | null {
  const gauges = Object.entries(draft.state.gauges);
  if (gauges.some(([, gauge]) => gauge.level !== 'normal' && !gauge.notSeen)) return { kind: 'still-on' };
  const rested = gauges.map(([id, gauge]) => [
    id,
    { ...newGaugeState(), notSeen: gauge.notSeen, recent: gauge.recent },
  ]);
  draft.state = { ...draft.state, gauges: Object.fromEntries(rested) };
  closeAlert(draft, { because: 'person', person });
  return null;
}

/**
 * The minutes that the signed policy gave a person are over: the level goes out by itself. Where they began by a clock that has been
 * set back since, they begin anew.
 */
export function releaseWhenDue(state: CommuneState, policy: Policy, now: Instant): Transition {
  const pending = state.alert?.telling.pending;
  if (!state.alert || !pending?.signed || pending.dueAt === null) return { state, events: [] };
  if (isAhead(pending.since, now)) {
    const again = { ...pending, since: now, dueAt: now + pending.dueAt - pending.since };
    return { state: withTelling(state, state.alert, { ...state.alert.telling, pending: again }), events: [] };
  }
  if (now < pending.dueAt) return { state, events: [] };
  const draft = draftAt(state, policy, now);
  const { alert } = state;
  const afterMin = Math.round((pending.dueAt - pending.since) / MINUTE_MS);
  emit(
    draft,
    {
      kind: 'released',
      reason: { because: 'policy-timeout', signedBy: pending.signed.by, signedIn: pending.signed.version, afterMin },
      audience: 'public',
    },
    () => {
      draft.state = withTelling(state, alert, { told: pending.level, pending: null, heldBack: null });
    },
  );
  return { state: draft.state, events: draft.events };
}

function withTelling(state: CommuneState, alert: Alert, telling: Telling): CommuneState {
  return { ...state, alert: { ...alert, telling } };
}
