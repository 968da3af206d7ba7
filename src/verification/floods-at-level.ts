import type { Series } from '../forecast/observed/series.ts';
import type { RaisedLevel } from '../territory/alert-level.ts';
import { floodsOf } from './match-events.ts';
import { joinFloods } from './past-events.ts';
import type { Silence } from './silences.ts';
import { type TrueFlood, trueFloods } from './true-floods.ts';
import { type TruthAnswer } from './truth-answer.ts';

/** One gauge of a commune with what it saw, when it was lost, and the mark and lead time of each level. */
export interface JudgedGauge {
  station: string;
  series: Series;
  lost: readonly Silence[];
  rules: readonly { level: RaisedLevel; markM: number; leadTimeH: number }[];
}

/** The floods of a commune that really reached a level at any of its gauges, and the longest time ahead that is looked for them. */
export function floodsAtLevel(
  level: RaisedLevel,
  gauges: readonly JudgedGauge[],
  inForce: readonly TruthAnswer[],
): { floods: TrueFlood[]; leadTimeH: number } {
  const rules = gauges.flatMap(({ station, rules, series }) =>
    rules.flatMap((rule) => (rule.level === level ? [{ ...rule, station, series }] : [])),
  );
  const seen = joinFloods(
    rules.flatMap(({ station, series, markM }) => floodsOf(series, markM).map((flood) => ({ ...flood, station }))),
  );
  const lowestMarkM = Math.min(...rules.map(({ markM }) => markM));
  return {
    floods: joinFloods(trueFloods(seen, inForce, level, lowestMarkM)),
    leadTimeH: Math.max(0, ...rules.map((each) => each.leadTimeH)),
  };
}
