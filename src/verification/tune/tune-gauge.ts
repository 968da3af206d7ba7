import type { Series } from '../../forecast/observed/series.ts';
import type { Instant } from '../../lib/clock.ts';
import { quantile } from '../../lib/median.ts';
import { DAY_MS } from '../../lib/units.ts';
import { type Policy, type Rule, rulesFor } from '../../policy/policy.ts';
import type { RaisedLevel } from '../../territory/alert-level.ts';
import type { Station } from '../../territory/station.ts';
import type { Hindcast } from '../backtest/hindcast.ts';
import { stageTruthOf } from '../backtest/stage-truth.ts';
import { statementsOf } from '../backtest/statements-of.ts';
import { floodsOf } from '../match-events.ts';
import { type ReliabilityRow, reliabilityTable } from '../scores.ts';
import { type Candidate, candidateGrid } from './candidate.ts';
import { type ValuePoint, valueCurve } from './cost-loss.ts';
import { createGaugePast } from './judge-policy.ts';
import { type TuningTable, tune } from './tune.ts';

/** The record in three: fitted to, chosen by, reported on. Whole floods, the earliest first. */
export interface Split {
  fitUntil: Instant;
  chooseUntil: Instant;
  until: Instant;
}

/** What rules are tuned on. */
export interface TuningPast {
  hindcast: Hindcast;
  station: Station;
  series: Series;
  split: Split;
}

/** All that is shown of one rule. Plain data. */
export interface GaugeTuning extends TuningTable {
  commune: string;
  station: string;
  level: RaisedLevel;
  markM: number;
  leadTimeH: number;
  split: Split;
  /** Of the chances of the rule's mark and lead time, over all years that were not only fitted to. */
  reliability: readonly ReliabilityRow[];
  value: readonly ValuePoint[];
}

const SHARES = { fit: 0.3, choose: 0.65 };
/** A part ends on a midnight as far as this from any flood. */
const CLEAR_MS = 2 * DAY_MS;
const LOWER_QUANTILES = [0.97, 0.985, 0.993, 0.997];

/** Cuts a record by its length, a little later where a flood is on: a flood belongs to one part. */
export function splitRecord(series: Series, lowestMarkM: number): Split {
  const [first, last] = [series.times[0] ?? 0, series.times.at(-1) ?? 0];
  const floods = floodsOf(series, lowestMarkM);
  const clear = (share: number): Instant => {
    let at = Math.ceil((first + share * (last - first)) / DAY_MS) * DAY_MS;
    while (floods.some(({ passageAt, endAt }) => at > passageAt - CLEAR_MS && at < endAt + CLEAR_MS)) at += DAY_MS;
    return at;
  };
  return { fitUntil: clear(SHARES.fit), chooseUntil: clear(SHARES.choose), until: last };
}

/** The marks of the rules, and lower ones to borrow strength from: high quantiles of the record, to the centimetre. */
export function tunedMarks(series: Series, ownMarksM: readonly number[]): number[] {
  const lower = LOWER_QUANTILES.map((each) => Math.round(quantile(series.values, each) * 100) / 100);
  const highest = Math.max(...ownMarksM);
  return [...new Set([...ownMarksM, ...lower.filter((each) => each < highest)])].sort((a, b) => a - b);
}

export interface TunedRules {
  commune: string;
  levels: readonly RaisedLevel[];
  candidates?: readonly Candidate[];
}

/** Tunes each rule of a gauge of one commune over a hindcast. */
export function tuneGauge(
  { hindcast, station, series, split }: TuningPast,
  policy: Policy,
  { commune, levels, candidates = candidateGrid() }: TunedRules,
  onProgress: (share: number) => void = () => {},
): GaugeTuning[] {
  const past = createGaugePast(hindcast, station, stageTruthOf(station, series).series);
  const rules: readonly Rule[] = rulesFor(policy, commune, station.id).filter(({ level }) => levels.includes(level));
  const choose = { from: hindcast.issuedAt[0] ?? split.fitUntil, to: split.chooseUntil };
  const report = { from: split.chooseUntil, to: split.until + 1 };
  return rules.map((rule, index) => {
    const { level, markM, leadTimeH, raiseAt } = rule;
    const table = tune({ past, policy, rule, candidates, choose, report }, (done) =>
      onProgress((index + done / candidates.length) / rules.length),
    );
    const statements = statementsOf(past, markM, leadTimeH);
    const curves = { reliability: reliabilityTable(statements), value: valueCurve(statements, raiseAt) };
    return { ...table, commune, station: station.id, level, markM, leadTimeH, split, ...curves };
  });
}
