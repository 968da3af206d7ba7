import { setImmediate } from 'node:timers/promises';
import { err, ok, type Result } from '../../lib/result.ts';
import type { RuleChange, RuleRefusal } from '../../policy/change-rule.ts';
import { faultsOfChange } from '../../policy/find-faults.ts';
import { lastYearOf } from '../../policy/last-year.ts';
import { type Policy, type Rule, rulesFor } from '../../policy/policy.ts';
import { usualStages } from '../../policy/usual-stages.ts';
import { predictTrial } from '../../verification/tune/predict-effect.ts';
import type { TypedRule } from '../../verification/tune/tuner.ts';
import type { Doors } from '../doors.ts';
import { changedFields } from '../typed/rule-change.ts';

/** Why a rule is not tried as it was typed: every alert would be the same, it would not be saved either, or another run has to end first. */
export type TrialRefusal = { kind: 'same' } | Extract<RuleRefusal, { kind: 'faulty' }> | { kind: 'busy' };

/** Starts a replay of a rule as it was typed, where what came of it is not known yet. */
export async function tryTypedRule(
  { network, tuner, readings, clock }: Pick<Doors, 'network' | 'tuner' | 'readings' | 'clock'>,
  { policy, rule }: { policy: Policy; rule: Rule },
  typed: TypedRule,
): Promise<Result<null, TrialRefusal>> {
  const tried = { ...rule, ...typed };
  if (!isOtherAlert(rule, typed)) return err({ kind: 'same' });
  const before = rulesFor(policy, rule.commune, rule.station);
  const after = before.map((each) => (each === rule ? tried : each));
  const station = network.stations.get(rule.station)!;
  // Water that always stands above a mark never passes it: of such a rule it would seem that nothing came, and nothing was announced.
  const usual = usualStages(await lastYearOf(station, readings, clock.now(), setImmediate));
  const faults = faultsOfChange(before, rule, after, { limits: station, usual });
  if (faults.length > 0) return err({ kind: 'faulty', faults });
  const known = tuner.trialOf(typed);
  if (known !== null && known.kind !== 'failed') return ok(null);
  return tuner.tryRule(typed) ? ok(null) : err({ kind: 'busy' });
}

/** Whether numbers as typed change any alert of the past: who tells residents changes none. */
export function isOtherAlert(rule: Rule, typed: TypedRule): boolean {
  return changedFields(rule, { ...rule, ...typed }).length > 0;
}

/** A named person saves a rule; where it was tried as it stands, what that promised is kept with the version. */
export function saveRule(
  { tuner, changeRule }: Pick<Doors, 'tuner' | 'changeRule'>,
  change: RuleChange,
  person: string,
): Promise<Result<Policy, RuleRefusal>> {
  const state = tuner.trialOf(change.rule);
  if (state?.kind !== 'done') return changeRule(change, person);
  return changeRule({ ...change, predicted: predictTrial(change.rule, state.trial) }, person);
}
