import type { Instant } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import { findRule, type Policy } from '../../policy/policy.ts';
import { isRaisedLevel, type RaisedLevel, rank } from '../../territory/alert-level.ts';
import type { CommuneView } from './commune-view.ts';

/** A level that still stands, though all that is judged of it by now says lower. */
export interface ComingDown {
  level: RaisedLevel;
  /** Not before then, by the time that it has to be calm for; `null` where that is over, and the water alone holds it. */
  from: Instant | null;
}

type Standing = Pick<CommuneView, 'commune' | 'level' | 'now'> & {
  state: Pick<NonNullable<CommuneView['state']>, 'gauges'> | null;
  gauges: readonly {
    station: { id: string };
    chances: readonly Pick<CommuneView['gauges'][number]['chances'][number], 'level' | 'verdict'>[];
  }[];
};

/**
 * `null` while anything holds or raises the level.
 * @example danger, calm since 3:00, for which the rule asks two hours of calm → { level: 'danger', from: 5:00 }
 */
export function comingDown({ commune, level, gauges, state, now }: Standing, policy: Policy): ComingDown | null {
  if (!isRaisedLevel(level) || state === null) return null;
  const verdicts = gauges.flatMap(({ chances }) => chances.find((each) => each.level === level)?.verdict ?? []);
  if (verdicts.length === 0 || verdicts.some(({ kind }) => kind !== 'lower')) return null;
  const calm = Object.entries(state.gauges).flatMap(([station, gauge]) => {
    const rule = findRule(policy, { commune: commune.id, station, level });
    const since = gauge.calmSince[level];
    return rule === null || since === null || rank(gauge.level) < rank(level)
      ? []
      : since + rule.minDwellMin * MINUTE_MS;
  });
  const from = Math.max(...calm);
  return { level, from: from > now ? from : null };
}
