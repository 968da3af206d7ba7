import { marksInForce } from '../../policy/marks-in-force.ts';
import type { Policy } from '../../policy/policy.ts';
import { type RaisedLevel, raisedLevels, rank } from '../../territory/alert-level.ts';
import type { Commune } from '../../territory/commune.ts';
import type { GaugeView } from './gauge-view.ts';

/** The highest mark of any commune that the water has reached at a gauge. */
export interface ReachedMark {
  level: RaisedLevel;
  /** Names of those whose mark it is. */
  communes: readonly string[];
}

/** By gauge; of one that is silent, in doubt or under maintenance nothing is said. */
export function reachedMarks(
  communes: Iterable<Pick<Commune, 'id' | 'name' | 'watches'>>,
  gauges: readonly Pick<GaugeView, 'station' | 'accepted' | 'read' | 'freshness' | 'suspect'>[],
  policy: Pick<Policy, 'rules'> | null,
): ReadonlyMap<string, ReachedMark> {
  const seen = new Map(
    gauges.flatMap(({ station, accepted, read, freshness, suspect }) =>
      accepted && (read || (freshness === 'fresh' && !suspect)) ? [[station.id, accepted.value] as const] : [],
    ),
  );
  const reached = new Map<string, ReachedMark>();
  for (const { id, name, watches } of communes) {
    for (const watch of watches) {
      const { station } = watch;
      const stageM = seen.get(station);
      if (stageM === undefined) continue;
      const marks = marksInForce(policy, id, watch);
      const level = raisedLevels.findLast((each) => stageM >= marks[each]);
      if (!level) continue;
      const known = reached.get(station);
      const compared = known ? rank(level) - rank(known.level) : 1;
      if (compared > 0) reached.set(station, { level, communes: [name] });
      else if (known && compared === 0) reached.set(station, { level, communes: [...known.communes, name] });
    }
  }
  return reached;
}
