import type { Instant } from '../../../lib/clock.ts';
import { rulesFor } from '../../../policy/policy.ts';
import { raisedLevels } from '../../../territory/alert-level.ts';
import type { Commune, Watch } from '../../../territory/commune.ts';
import type { Station } from '../../../territory/station.ts';
import type { JudgedGauge } from '../../../verification/floods-at-level.ts';
import type { StatementStore } from '../../../verification/judge-gauge.ts';
import type { Doors } from '../../doors.ts';
import { DEFAULT_LEAD_TIME_H } from '../chance-view.ts';

/** A gauge that a commune watches, and since when the service has judged it. */
interface JudgedWatch {
  watch: Watch;
  station: Station;
  first: Instant;
}

/** What the service has never judged is left out. */
export function judgedWatches(
  { network, statements }: Pick<Doors, 'network'> & { statements: Pick<StatementStore, 'firstAt'> },
  { id, watches }: Commune,
): JudgedWatch[] {
  return watches.flatMap((watch) => {
    const station = network.stations.get(watch.station);
    const first = statements.firstAt(id, watch.station);
    return station && first !== null ? [{ watch, station, first }] : [];
  });
}

/** By the policy in force; where it has no rule, by the commune's own marks. */
export function marksOf({ policies }: Pick<Doors, 'policies'>, { id }: Commune, watch: Watch): JudgedGauge['rules'] {
  const policy = policies.current();
  const rules = policy ? rulesFor(policy, id, watch.station) : [];
  if (rules.length > 0) return rules.map(({ level, markM, leadTimeH }) => ({ level, markM, leadTimeH }));
  return raisedLevels.map((level) => ({ level, markM: watch.marks[level], leadTimeH: DEFAULT_LEAD_TIME_H }));
}

export function lowestMarkM(doors: Pick<Doors, 'policies'>, commune: Commune, watch: Watch): number {
  return Math.min(...marksOf(doors, commune, watch).map(({ markM }) => markM));
}
