import { type Instant, isAhead } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import type { Policy } from '../policy/policy.ts';
import { type RaisedLevel, rank } from '../territory/alert-level.ts';
import { type Alert, answeredBy, answerTo, type CommuneState, type PendingRelease, type Telling } from './alert.ts';
import { type Draft, draftAt, emit } from './draft.ts';
import { newGaugeState } from './gauge-memory.ts';
import { awaitRelease, begunAnew, eachOf, waitsAlike } from './release.ts';
import { closeAlert, type Transition } from './transition.ts';
import { correct, handBack, reopen } from './undo.ts';

/** What a person can do with the alert in force. `level` is the one that the person was looking at. */
export type Act =
  | { kind: 'acknowledge'; level: RaisedLevel }
  /** Whoever answered does not take care of it, or no longer. `answeredAt`: the answer that the person was looking at. */
  | { kind: 'hand-back'; level: RaisedLevel; answeredAt: Instant }
  | { kind: 'release'; level: RaisedLevel }
  | { kind: 'hold-back'; level: RaisedLevel }
  /** What residents were told last was a mistake. `level`: what they were told. */
  | { kind: 'correct'; level: RaisedLevel }
  /** `level`: not there where the person looked at none, through the API. */
  | { kind: 'close'; level?: RaisedLevel }
  /** Closing by hand was a mistake: the alert goes on as it was. */
  | { kind: 'reopen' };

export type ActRefusal =
  | { kind: 'no-alert' }
  /** The alert has moved on since the page was drawn: look again before deciding. */
  | { kind: 'level-changed'; level: RaisedLevel }
  | { kind: 'already-acknowledged'; person: string; at: Instant }
  /** Nobody has answered who could hand it back. */
  | { kind: 'not-in-hand' }
  /** Somebody, or the signed policy, decided first. */
  | { kind: 'already-decided' }
  /** A gauge is seen and says that it is not over. */
  | { kind: 'still-on' }
  /** Nothing that was told, or closed by hand, can be undone any more. */
  | { kind: 'too-late' };

/** A named person acts on the alert in force. Two people deciding at once: the second is refused and sees why. */
export function act(
  state: CommuneState,
  deed: Act,
  person: string,
  policy: Policy,
  now: Instant,
): Result<Transition, ActRefusal> {
  const { alert } = state;
  const draft = draftAt(state, policy, now);
  const refusal = refusedOf(draft, alert, deed, person);
  return refusal ? err(refusal) : ok({ state: draft.state, events: draft.events });
}

function refusedOf(draft: Draft, alert: Alert | null, deed: Act, person: string): ActRefusal | null {
  if (deed.kind === 'reopen') return reopen(draft, person) ? null : { kind: 'too-late' };
  if (!alert) return { kind: 'no-alert' };
  if (deed.kind === 'correct') return correct(draft, alert, deed.level, person) ? null : { kind: 'too-late' };
  if (deed.kind === 'close') return closeByHand(draft, alert, deed, person);
  if (deed.kind === 'hand-back') return handedBack(draft, alert, deed, person);
  return decided(draft, alert, deed.kind, deed.level, person);
}

/** Whoever took over meanwhile keeps it: a page drawn before, or a press that comes twice, wakes nobody. */
function handedBack(
  draft: Draft,
  alert: Alert,
  { level, answeredAt }: Extract<Act, { kind: 'hand-back' }>,
  person: string,
): ActRefusal | null {
  if (level !== alert.level) return { kind: 'level-changed', level: alert.level };
  const answer = answerTo(alert);
  if (!answer) return { kind: 'not-in-hand' };
  if (answer.at !== answeredAt) return { kind: 'already-acknowledged', person: answer.person, at: answer.at };
  handBack(draft, alert, person);
  return null;
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
  const acknowledgements = answeredBy(alert.acknowledgements, level, person, draft.now);
  if (kind === 'acknowledge') {
    if (level !== alert.level) return { kind: 'level-changed', level: alert.level };
    if (first) return { kind: 'already-acknowledged', person: first.person, at: first.at };
    emit(draft, { kind: 'acknowledged', reason }, set({ acknowledgements }));
    return null;
  }
  const { pending } = alert.telling;
  if (pending && pending.level !== level) return { kind: 'level-changed', level: pending.level };
  // A level held back may still be released: holding back keeps the door open.
  const { heldBack, told } = alert.telling;
  const mayRelease = kind === 'release' && heldBack === level && rank(level) > rank(told);
  if (!pending && !mayRelease) return { kind: 'already-decided' };
  if (kind === 'release') {
    const telling = released(alert.telling, level);
    emit(draft, { kind: 'released', reason, audience: 'public' }, set({ telling, acknowledgements }));
  } else {
    const telling = { ...alert.telling, pending: null, heldBack: level };
    emit(draft, { kind: 'held-back', reason }, set({ telling, acknowledgements }));
  }
  return null;
}

function released({ told }: Telling, level: RaisedLevel): Telling {
  return { told: level, pending: null, heldBack: null, before: told };
}

/** Only what cannot be seen may be closed by hand: a gauge that is seen closes by an observed fall. */
function closeByHand(
  draft: Draft,
  alert: Alert,
  { level = alert.level }: Extract<Act, { kind: 'close' }>,
  person: string,
): ActRefusal | null {
  // A gauge that came back, showed more and was lost again: the page that is pressed shows less.
  if (level !== alert.level) return { kind: 'level-changed', level: alert.level };
  const isStillOn = Object.values(draft.state.gauges).some(({ level, notSeen }) => level !== 'normal' && !notSeen);
  if (isStillOn) return { kind: 'still-on' };
  restAndClose(draft, alert, person);
  return null;
}

/** The alert of a commune that left the configuration: nobody looks at its gauges, so a person ends it, seen or not. */
export function closeAbandoned(state: CommuneState, person: string, policy: Policy, now: Instant): Transition {
  const draft = draftAt(state, policy, now);
  if (state.alert) restAndClose(draft, state.alert, person);
  return { state: draft.state, events: draft.events };
}

function restAndClose(draft: Draft, alert: Alert, person: string): void {
  const gauges = Object.entries(draft.state.gauges);
  const rested = gauges.map(([id, gauge]) => [
    id,
    { ...newGaugeState(), notSeen: gauge.notSeen, recent: gauge.recent },
  ]);
  const levels = Object.fromEntries(gauges.map(([id, { level }]) => [id, level]));
  draft.state = { ...draft.state, gauges: Object.fromEntries(rested) };
  closeAlert(draft, { because: 'person', person });
  draft.state = { ...draft.state, closedByHand: { alert, levels, at: draft.now }, closedAt: draft.now };
}

/** What fell due while nobody listened is told at once; later than this it would be told of a river that nobody has looked at since. */
const MISSED_MS = HOUR_MS;

/**
 * The minutes that the signed policy gave a person are over: the level goes out by itself. They begin anew where they began by a clock that has been
 * set back since, and where they were over long before the service began to listen: nobody could decide in them.
 */
export function releaseWhenDue(
  state: CommuneState,
  policy: Policy,
  now: Instant,
  listeningSince: Instant = Number.NEGATIVE_INFINITY,
): Transition {
  const { alert } = state;
  if (!alert?.telling.pending) return { state, events: [] };
  const before = alert.telling.pending;
  const isMissed = ({ since, dueAt }: PendingRelease) =>
    isAhead(since, now) || (dueAt !== null && dueAt < listeningSince - MISSED_MS);
  const pending = eachOf(before).some(isMissed) ? begunAnew(before, now) : before;
  const telling = awaitRelease({ ...alert.telling, pending }, pending.level, policy, state.commune, now);
  if (!waitsAlike(telling.pending, before)) return { state: withTelling(state, alert, telling), events: [] };
  const due = eachOf(before).find(({ dueAt }) => dueAt !== null && now >= dueAt);
  if (!due?.signed || due.dueAt === null) return { state, events: [] };
  const { by: signedBy, version: signedIn } = due.signed;
  const afterMin = Math.round((due.dueAt - due.since) / MINUTE_MS);
  const isLower = due.level !== before.level;
  const reason = {
    because: 'policy-timeout',
    signedBy,
    signedIn,
    afterMin,
    ...(isLower && { told: due.level }),
  } as const;
  const draft = draftAt(state, policy, now);
  emit(draft, { kind: 'released', reason, audience: 'public' }, () => {
    const known = released(alert.telling, due.level);
    // The level that stands waits on.
    const after = awaitRelease({ ...known, pending: before }, before.level, policy, state.commune, now);
    draft.state = withTelling(state, alert, after);
  });
  return { state: draft.state, events: draft.events };
}

function withTelling(state: CommuneState, alert: Alert, telling: Telling): CommuneState {
  return { ...state, alert: { ...alert, telling } };
}
