import type { Instant } from '../lib/clock.ts';
import { standingRead } from '../policy/assessment.ts';
import type { Decision } from '../policy/decide.ts';
import type { Policy } from '../policy/policy.ts';
import { type AlertEvent, type CommuneState, type EventReason, levelOf } from './alert.ts';
import { isAwaited } from './gauge-memory.ts';

/** A transition being written: the state so far and the events so far. Lives inside one call only. */
export interface Draft {
  state: CommuneState;
  events: AlertEvent[];
  policy: Policy;
  now: Instant;
  /** What every event of this transition says of the moment. */
  moment: Pick<AlertEvent, 'station' | 'stageM' | 'observedAt' | 'policyVersion' | 'modelVersion'>;
}

export function draftOf(state: CommuneState, decision: Decision, policy: Policy): Draft {
  const { station, issuedAt, sight, modelVersion } = decision.assessment;
  const unknown = { stageM: null, observedAt: null };
  const { stageM, observedAt } = standingRead(decision.assessment) ?? (sight.kind === 'seen' ? sight : unknown);
  const moment = { station, stageM, observedAt, policyVersion: policy.version, modelVersion };
  return { state, events: [], policy, now: issuedAt, moment };
}

/** A draft for what a person or the passing of time does, at no particular gauge. */
export function draftAt(state: CommuneState, policy: Policy, now: Instant): Draft {
  const moment = {
    station: null,
    stageM: null,
    observedAt: null,
    policyVersion: policy.version,
    modelVersion: null,
  };
  return { state, events: [], policy, now, moment };
}

/** Makes the change and writes its event, with the level before and after it. */
export function emit<T>(
  draft: Draft,
  event: { kind: AlertEvent['kind']; reason: EventReason; audience?: AlertEvent['audience'] },
  change: () => T,
): T {
  const from = levelOnRecord(draft.state);
  const alertBefore = draft.state.alert?.id ?? null;
  const result = change();
  const number = draft.state.events + 1;
  draft.state = { ...draft.state, events: number };
  const chance = 'probability' in event.reason ? event.reason : null;
  draft.events.push({
    ...draft.moment,
    id: `${draft.state.commune}:${number}`,
    alert: draft.state.alert?.id ?? alertBefore,
    at: draft.now,
    commune: draft.state.commune,
    kind: event.kind,
    level: levelOnRecord(draft.state),
    from,
    audience: event.audience ?? 'staff',
    reason: event.reason,
    probability: chance?.probability ?? null,
    leadTimeH: chance?.leadTimeH ?? null,
    passage: chance?.passage ?? null,
  });
  return result;
}

/** A gauge that is awaited has been told to nobody: no event says so, nor that it is over. */
function levelOnRecord({ alert, gauges }: CommuneState): AlertEvent['level'] {
  const told = Object.entries(gauges).filter(([, gauge]) => !isAwaited(gauge));
  return levelOf({ alert, gauges: Object.fromEntries(told) });
}
