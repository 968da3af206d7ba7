import { isOver, type PassageWindow } from '../../forecast/ensemble/passage-window.ts';
import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { Verdict } from '../../policy/decide.ts';
import { rulesFor } from '../../policy/policy.ts';
import { type RaisedLevel, raisedLevels } from '../../territory/alert-level.ts';
import type { Watch } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';
import type { GaugeView } from './gauge-view.ts';

/** The chance of one mark at one gauge, as a page shows it. */
export interface ChanceView {
  level: RaisedLevel;
  markM: number;
  leadTimeH: number;
  /** The last accepted reading stands at or above the mark. */
  passed: boolean;
  /** `null`: no forecast, and therefore no number. */
  probability: number | null;
  /** Likely enough that a time may be told: a time for a hopeless chance reads as a promise. */
  isLikely: boolean;
  /** When it would be reached, if it is; `null` where that time is over too. */
  passage: PassageWindow | null;
  /** What the policy made of it last; `null` where it judges no such level, or the gauge is not judged. */
  verdict: Verdict | null;
}

/** Where the policy has no rule. */
export const DEFAULT_LEAD_TIME_H = 3;
/** No time is told for a smaller chance, nor for one below which the policy lets the level fall. */
const SMALLEST_TOLD = 0.05;

/** The chances of a watched gauge, mildest mark first, for the lead times that the policy in force judges. */
export function viewChances(doors: Doors, commune: string, watch: Watch, gauge: GaugeView, now: Instant): ChanceView[] {
  const policy = doors.policies.current();
  const rules = policy ? rulesFor(policy, commune, watch.station) : [];
  const maintained = gauge.suppression?.kind === 'maintenance';
  const decision = maintained ? undefined : doors.decisions.last(commune, watch.station, now - HOUR_MS, now);
  const stageM = gauge.freshness === 'fresh' || gauge.read ? gauge.accepted?.value : undefined;
  return raisedLevels.map((level) => {
    const rule = rules.find((each) => each.level === level);
    const markM = rule?.markM ?? watch.marks[level];
    const leadTimeH = rule?.leadTimeH ?? DEFAULT_LEAD_TIME_H;
    const judged = decision?.assessment.chances.find((each) => each.level === level);
    const forecast = gauge.forecast?.chances.find((each) => each.markM === markM && each.leadTimeH === leadTimeH);
    const probability = forecast?.probability ?? judged?.probability ?? null;
    const isLikely = probability !== null && probability >= Math.max(SMALLEST_TOLD, rule?.lowerAt ?? 0);
    return {
      level,
      markM,
      leadTimeH,
      passed: stageM !== undefined && stageM >= markM,
      probability,
      isLikely,
      passage: judged?.passage && !isOver(judged.passage, now) ? judged.passage : null,
      verdict: decision?.verdicts[level] ?? null,
    };
  });
}
