import {
  isRaisedLevel,
  type RaisedLevel,
  raisedLevels,
  rank,
  type StandingLevel,
} from '../../territory/alert-level.ts';
import type { ChanceView } from './chance-view.ts';
import type { CommuneView } from './commune-view.ts';
import type { GaugeView } from './gauge-view.ts';

/** The numbers that matter first: the mark reached already, and the next one to come. */
export interface Headline {
  /** The highest mark that the water stands at or above. */
  passed: { gauge: GaugeView; chance: ChanceView } | null;
  /** The level of the alert while it is only likely, else the next one up; `null` at the top. */
  coming: { gauge: GaugeView; chance: ChanceView } | null;
  /** The highest level above that one that is likely enough to be told a time. */
  worst: { gauge: GaugeView; chance: ChanceView } | null;
}

export function headlineOf({
  gauges,
  level,
}: Pick<CommuneView, 'level'> & {
  gauges: readonly (GaugeView & { chances: readonly ChanceView[] })[];
}): Headline {
  const all = gauges.flatMap((gauge) => gauge.chances.map((chance) => ({ gauge, chance })));
  const passed = raisedLevels
    .toReversed()
    .map((each) => all.find(({ chance }) => chance.level === each && chance.passed))
    .find((each) => each !== undefined);
  const reached = passed?.chance.level ?? 'normal';
  const wanted = isRaisedLevel(level) && rank(level) > rank(reached) ? level : nextAfter(reached);
  const likeliest = (level: RaisedLevel | null) =>
    all
      .filter(({ chance }) => chance.level === level && !chance.passed)
      .toSorted((a, b) => (b.chance.probability ?? -1) - (a.chance.probability ?? -1))[0] ?? null;
  const above = wanted === null ? [] : raisedLevels.slice(rank(wanted));
  const worst = above
    .toReversed()
    .map(likeliest)
    .find((each) => each?.chance.isLikely);
  return { passed: passed ?? null, coming: likeliest(wanted), worst: worst ?? null };
}

function nextAfter(level: StandingLevel): RaisedLevel | null {
  return raisedLevels[rank(level)] ?? null;
}
