import { type Instant, isLately } from '../lib/clock.ts';
import { HOUR_MS, iso } from '../lib/units.ts';
import type { Sight } from '../policy/assessment.ts';
import type { Decision } from '../policy/decide.ts';
import { type Policy, rulesFor } from '../policy/policy.ts';
import { higher, type RaisedLevel, rank, type StandingLevel } from '../territory/alert-level.ts';
import {
  type Alert,
  type AlertEvent,
  answersBelow,
  type CommuneState,
  type EventReason,
  type GaugeState,
  type NotSeenWhy,
} from './alert.ts';
import { type Draft, draftOf, emit } from './draft.ts';
import { fallsTo, isAwaited, newGaugeState, raisesTo, remember } from './gauge-memory.ts';
import { awaitRelease, fallBack, nothingTold } from './release.ts';

/** Reminders come after 1, 2, 4, 8 … hours, and at least every twelve: a reminder that nobody reads any more is none. */
const REMIND_MS = { least: HOUR_MS, most: 12 * HOUR_MS };

export interface Transition {
  state: CommuneState;
  events: readonly AlertEvent[];
}

/** So many times the noise of its size at most: a sensor that was exchanged is known for weeks to tremble, and its alert must come down all the same. */
const MOST_TREMBLE = 5;

/**
 * Owns all memory: k of n, dwell, hysteresis, still-rising, seen or not. Takes one decision at one gauge into the commune's
 * state and says what happened. Pure: the same state and decision give the same events, live, in replay and in tuning.
 *
 * `noiseM` is the gauge's own noise in metres, by its size; where it was known to tremble by more, that is its noise. A rise within it is no rise.
 */
export function transition(state: CommuneState, decision: Decision, policy: Policy, noiseM: number): Transition {
  const { station, commune, trembleM = 0 } = decision.assessment;
  const rules = rulesFor(policy, commune, station);
  const before = state.gauges[station] ?? newGaugeState();
  const draft = draftOf(state, decision, policy);

  let gauge = remember(before, decision, rules);
  gauge = watchSight(draft, gauge, decision);
  gauge = watchSuspect(draft, gauge, decision);
  gauge = watchZero(draft, gauge, decision);

  const up = raisesTo(gauge, decision, rules, state);
  const fallingM = Math.max(noiseM, Math.min(trembleM, MOST_TREMBLE * noiseM));
  const level = up && rank(up) > rank(gauge.level) ? up : fallsTo(gauge, decision, rules, fallingM);
  setGauge(draft, station, { ...gauge, level });
  if (rank(level) !== rank(before.level)) settleAlert(draft, decision, before.level, level);
  return { state: draft.state, events: draft.events };
}

function setGauge(draft: Draft, station: string, gauge: GaugeState): void {
  draft.state = { ...draft.state, gauges: { ...draft.state.gauges, [station]: gauge } };
}

/** Silence is not safety: it is told at once, and again and again while an alert is in force. */
function watchSight(draft: Draft, gauge: GaugeState, { assessment }: Decision): GaugeState {
  const { sight, issuedAt, station } = assessment;
  const set = (notSeen: GaugeState['notSeen']) => {
    const next = { ...gauge, notSeen };
    setGauge(draft, station, next);
    return next;
  };
  if (sight.kind === 'seen') {
    if (!gauge.notSeen) return gauge;
    if (isAwaited(gauge)) return set(null);
    const { stageM, observedAt } = sight;
    const first = gauge.notSeen.since === null && { first: true as const };
    return emit(
      draft,
      { kind: 'sight-regained', reason: { because: 'seen-again', stageM, observedAt, ...first } },
      () => set(null),
    );
  }
  const { since, why } = sight;
  // Nothing new since the maintenance: what people were told of that stands until there is, or it is missed.
  if ('awaited' in sight && gauge.notSeen?.why === 'maintenance') return gauge;
  if ('awaited' in sight && (!gauge.notSeen || isAwaited(gauge)))
    return set({ since, why, lostAt: issuedAt, toldAt: issuedAt, awaited: sight.awaited });
  const known = isSuppressed(why);
  // What a person answers for is news when it begins, and again when their time is over.
  const told = isAwaited(gauge) ? null : gauge.notSeen;
  const notSeen = told && isSuppressed(told.why) === known ? told : null;
  // No nagging about what staff know; but an alert in force at this very gauge is not hidden by it.
  const reminding = known ? gauge.level !== 'normal' : draft.state.alert !== null;
  if (notSeen && !(reminding && isReminderDue(notSeen, issuedAt))) return gauge;
  const kind = notSeen ? 'still-not-seen' : known ? 'suppressed' : 'sight-lost';
  return emit(draft, { kind, reason: reasonOfBlindness(sight) }, () =>
    set({ since, why, lostAt: notSeen?.lostAt ?? issuedAt, toldAt: issuedAt }),
  );
}

function isSuppressed(why: NotSeenWhy): boolean {
  return why === 'maintenance' || why === 'silenced';
}

const blind = { silent: 'not-seen', suspect: 'suspect-only', unreadable: 'unreadable' } as const;

function reasonOfBlindness(sight: Sight & { kind: 'not-seen' }): EventReason {
  if ('until' in sight) return { because: 'suppressed', how: sight.why, until: sight.until, person: sight.person };
  return { because: blind[sight.why], since: sight.since };
}

function isReminderDue({ lostAt, toldAt }: NonNullable<GaugeState['notSeen']>, now: Instant): boolean {
  return !isLately(toldAt, Math.min(REMIND_MS.most, Math.max(REMIND_MS.least, toldAt - lostAt)), now);
}

/** A suspect reading above a mark asks a human at once; residents never hear of it. */
function watchSuspect(draft: Draft, gauge: GaugeState, { assessment }: Decision): GaugeState {
  const suspect = assessment.suspectPassage;
  if (!suspect) return gauge.suspectLevel === null ? gauge : { ...gauge, suspectLevel: null };
  if (gauge.suspectLevel && rank(gauge.suspectLevel) >= rank(suspect.level)) return gauge;
  const { stageM, observedAt, tests, level } = suspect;
  return emit(draft, { kind: 'suspect-passage', reason: { because: 'suspect', stageM, observedAt, tests } }, () => ({
    ...gauge,
    suspectLevel: level,
  }));
}

/** In calm water nothing hangs on an hour: of a gauge that was disturbed and is right again nobody is told. */
const CALM_MS = 2 * HOUR_MS;

/** A step down that no water makes is told once it is seen to stay, and once. While the gauge is silent nothing is known of it. */
function watchZero(draft: Draft, gauge: GaugeState, { assessment }: Decision): GaugeState {
  const { sight, zeroShift, issuedAt } = assessment;
  if (!zeroShift) {
    if (!gauge.zeroShift || (sight.kind === 'not-seen' && sight.why !== 'maintenance')) return gauge;
    const { zeroShift: _, ...right } = gauge;
    return right;
  }
  if (!zeroShift.stays || gauge.zeroShift?.at === zeroShift.at) return gauge;
  if (draft.state.alert === null && isLately(zeroShift.at, CALM_MS, issuedAt)) return gauge;
  return emit(draft, { kind: 'zero-shift', reason: { because: 'zero-shift', ...zeroShift } }, () => ({
    ...gauge,
    zeroShift,
  }));
}

/** One gauge changed its level: what that means for the commune's one alert. */
function settleAlert(draft: Draft, decision: Decision, was: StandingLevel, is: StandingLevel): void {
  const { state, policy, now } = draft;
  const level = Object.values(state.gauges).reduce<StandingLevel>((top, gauge) => higher(top, gauge.level), 'normal');
  const from = state.alert?.level ?? 'normal';
  if (level === from) return;
  const reason = reasonOf(decision, rank(is) > rank(was) ? is : was);

  if (level === 'normal') return closeAlert(draft, reason);
  if (rank(level) > rank(from)) {
    const alert = state.alert ?? newAlert(state, level, now);
    const telling = awaitRelease(alert.telling, level, policy, state.commune, now);
    const acknowledgements = answersBelow(level, alert.acknowledgements);
    emit(draft, { kind: from === 'normal' ? 'raised' : 'escalated', reason }, () => {
      draft.state = {
        ...state,
        lastRaisedAt: Math.max(alert.raisedAt, state.lastRaisedAt ?? 0),
        alert: { ...alert, level, highest: higher(alert.highest, level), acknowledgements, telling },
      };
    });
    return;
  }
  lowerAlert(draft, level, reason);
}

export function lowerAlert(draft: Draft, level: RaisedLevel, reason: EventReason): void {
  const { alert } = draft.state;
  if (!alert) return;
  const telling = fallBack(alert.telling, level);
  const audience = telling.told === alert.telling.told ? 'staff' : 'public';
  emit(draft, { kind: 'lowered', reason, audience }, () => {
    const before = { ...telling, pending: alert.telling.pending };
    const waiting = awaitRelease(before, level, draft.policy, draft.state.commune, draft.now);
    draft.state = { ...draft.state, alert: { ...alert, level, telling: waiting } };
  });
}

/** Ends the alert; those who were told of it are told of its end. */
export function closeAlert(draft: Draft, reason: EventReason): void {
  const { alert } = draft.state;
  if (!alert) return;
  emit(draft, { kind: 'closed', reason, audience: alert.telling.told === 'normal' ? 'staff' : 'public' }, () => {
    const { closedByHand: _, ...state } = draft.state;
    draft.state = { ...state, alert: null };
  });
}

/** Named by its second; by a clock that has been set back since one was raised that second may come again, and its events would be taken for the other's. */
function newAlert({ commune, lastRaisedAt = 0, events }: CommuneState, level: RaisedLevel, now: Instant): Alert {
  const second = `${commune}-${iso(now).replace(/[-:]|\.\d+/g, '')}`;
  const id = now - lastRaisedAt >= 1_000 ? second : `${second}-${events + 1}`;
  return { id, raisedAt: now, level, highest: level, acknowledgements: [], telling: nothingTold };
}

function reasonOf(decision: Decision, level: StandingLevel): EventReason {
  const verdict = level === 'normal' ? undefined : decision.verdicts[level];
  return verdict?.reason ?? { because: 'no-rule' };
}
