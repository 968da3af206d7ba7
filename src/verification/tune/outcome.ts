import { median } from '../../lib/median.ts';
import { type ContingencyScores, scoreContingency } from '../contingency.ts';
import { drawFloods, middleNinety, openEnded, type RuleOfThree, ruleOfThree } from '../intervals.ts';
import { type Tallies, totalOf } from './storms.ts';

type Interval = readonly [number, number] | null;

/** What a policy did in a stretch of years. */
export interface Outcome extends ContingencyScores {
  floods: number;
  hits: number;
  misses: number;
  falseAlarms: number;
  /** Independent storms that brought these floods: one passes several marks. Not there in outcomes kept before it was counted. */
  storms?: number;
  /** For so long an alert stood while the water was below the mark. Not there either. */
  idleHours?: number;
  years: number;
  /** `null` where none of these years was seen. */
  alertsPerYear: number | null;
  falseAlarmsPerYear: number | null;
  /** Achieved, over all floods, a missed one being 0 h. */
  medianLeadH: number | null;
  /** The shortest among the hits. */
  worstLeadH: number | null;
  /** 90 %, whole storms drawn anew; where all went alike, what so many leave open. */
  intervals: { pod: Interval; far: Interval; medianLeadH: Interval };
  /** In what share of storms a flood may still be missed, where none was; `null` where one was, or there was no flood. */
  unknown: RuleOfThree | null;
}

const SEED = 1;

/** What the alerts of a stretch of years were, apart from what came of them. */
export interface AlertsGiven {
  count: number;
  idleHours: number;
}

export function outcomeOf(tallies: Tallies, alerts: AlertsGiven, years: number): Outcome {
  const storms = [...tallies.values()];
  const { hits, misses, falseAlarms, leadTimesH } = totalOf(storms);
  const { pod, far, csi } = scoreContingency({ hits, misses, falseAlarms });
  const flooded = storms.filter((each) => each.hits + each.misses > 0).length;
  const alarmed = storms.filter((each) => each.hits + each.falseAlarms > 0).length;
  const drawn = drawFloods(
    storms,
    (each) => {
      const total = totalOf(each);
      return { ...scoreContingency(total), medianLeadH: middle(total.leadTimesH) };
    },
    SEED,
  );
  return {
    floods: hits + misses,
    hits,
    misses,
    falseAlarms,
    storms: flooded,
    idleHours: alerts.idleHours,
    pod,
    far,
    csi,
    years,
    alertsPerYear: years === 0 ? null : alerts.count / years,
    falseAlarmsPerYear: years === 0 ? null : falseAlarms / years,
    medianLeadH: middle(leadTimesH),
    worstLeadH: hits === 0 ? null : Math.min(...leadTimesH.filter((each) => each > 0)),
    intervals: {
      pod: openEnded(middleNinety(drawn.map((each) => each.pod)), flooded),
      far: openEnded(middleNinety(drawn.map((each) => each.far)), alarmed),
      medianLeadH: middleNinety(drawn.map((each) => each.medianLeadH)),
    },
    unknown: misses === 0 ? ruleOfThree(flooded) : null,
  };
}

function middle(values: readonly number[]): number | null {
  return values.length === 0 ? null : median(values);
}
