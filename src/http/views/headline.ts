import { type RaisedLevel, raisedLevels } from '../../territory/alert-level.ts';
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
  const inForce = raisedLevels.find((each) => each === level);
  const wanted =
    inForce && !isReached(inForce, passed?.chance.level) ? inForce : nextAfter(passed?.chance.level ?? null);
  const likeliest = (level: RaisedLevel | null) =>
    all
      .filter(({ chance }) => chance.level === level && !chance.passed)
      .toSorted((a, b) => (b.chance.probability ?? -1) - (a.chance.probability ?? -1))[0] ?? null;
  const above = wanted === null ? [] : raisedLevels.slice(raisedLevels.indexOf(wanted) + 1);
  const worst = above
    .toReversed()
    .map(likeliest)
    .find((each) => each?.chance.isLikely);
  return { passed: passed ?? null, coming: likeliest(wanted), worst: worst ?? null };
}

function isReached(level: RaisedLevel, reached: RaisedLevel | undefined): boolean {
  return reached !== undefined && raisedLevels.indexOf(reached) >= raisedLevels.indexOf(level);
}

function nextAfter(level: RaisedLevel | null): RaisedLevel | null {
  return level === null ? 'prepare' : (raisedLevels[raisedLevels.indexOf(level) + 1] ?? null);
}
