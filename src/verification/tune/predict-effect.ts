import type { PastEffect, PredictedEffect } from '../../policy/predicted-effect.ts';
import type { Outcome } from './outcome.ts';
import type { RuleTrial } from './try-rule.ts';
import type { TuningRow } from './tune.ts';
import type { GaugeTuning } from './tune-gauge.ts';
import type { TypedRule } from './tuner.ts';

/** What is promised of a candidate: what it did on the floods that were not used to choose it. */
export function predictEffect(tuning: GaugeTuning, row: TuningRow): PredictedEffect {
  const { commune, station, level, markM, split, current } = tuning;
  return {
    commune,
    station,
    level,
    markM,
    leadTimeH: row.candidate.leadTimeH,
    from: split.chooseUntil,
    to: split.until,
    before: effectOf(current.report.own),
    after: effectOf(row.report.own),
  };
}

/** What is promised of a rule that somebody typed and tried: what it did on all floods that were forecast. */
export function predictTrial(
  { commune, station, level, markM, leadTimeH }: TypedRule,
  trial: RuleTrial,
): PredictedEffect {
  const { from, to, inForce, tried } = trial;
  return { commune, station, level, markM, leadTimeH, from, to, before: effectOf(inForce), after: effectOf(tried) };
}

function effectOf({ floods, hits, misses, falseAlarms, ...rest }: Outcome): PastEffect {
  const { falseAlarmsPerYear, alertsPerYear, medianLeadH } = rest;
  return { floods, hits, misses, falseAlarms, falseAlarmsPerYear, alertsPerYear, medianLeadH };
}
