import type { Instant } from '../../../lib/clock.ts';
import { median } from '../../../lib/median.ts';
import { MINUTE_MS } from '../../../lib/units.ts';
import type { Policy } from '../../../policy/policy.ts';
import { isByPerson } from '../../../reading/reading.ts';
import type { AlertLevel } from '../../../territory/alert-level.ts';
import type { Commune, Watch } from '../../../territory/commune.ts';
import type { Network } from '../../../territory/network.ts';
import type { Station } from '../../../territory/station.ts';
import type { Doors } from '../../doors.ts';

interface Then {
  from: Instant;
  to: Instant;
  wasJudged(station: string): boolean;
}

/**
 * A commune with the gauges that were judged for it at a time, and a network that knows them, in the place of those that it watches now: of a
 * gauge that was moved or exchanged since, what was known then stays to be read. Where nothing was judged they are those of now.
 */
export async function asJudgedThen<Sources extends Pick<Doors, 'network' | 'policies' | 'statements' | 'seen'>>(
  now: Sources,
  commune: Commune,
  then: Then,
): Promise<{ doors: Sources; commune: Commune }> {
  const before = watchedBefore(now.policies.current(), commune).filter(({ station }) => then.wasJudged(station));
  const isOfThen = ({ station }: Watch) => then.wasJudged(station) || wasWatched(now, commune, station, then);
  const still = commune.watches.filter(isOfThen);
  const watches = [...still, ...before];
  const areSame = before.length === 0 && still.length === commune.watches.length;
  if (areSame || watches.length === 0) return { doors: now, commune };
  const stations = new Map(now.network.stations);
  for (const { station } of watches)
    if (!stations.has(station)) stations.set(station, await rememberedOnly(now, station, then));
  const network: Network = { ...now.network, stations };
  return { doors: { ...now, network }, commune: { ...commune, watches } };
}

/** Watched already: that nothing of it was judged, or that the disk does not give it back, is what there is to tell. */
function wasWatched({ statements }: Pick<Doors, 'statements'>, { id }: Commune, station: string, { to }: Then) {
  try {
    const first = statements.firstAt(id, station);
    return first !== null && first <= to;
  } catch {
    return true;
  }
}

/** The policy keeps the rules of all gauges that ever were. */
function watchedBefore(policy: Policy | null, { id, watches }: Commune): Watch[] {
  const own = (policy?.rules ?? []).filter((rule) => rule.commune === id);
  const before = new Set(own.map(({ station }) => station));
  for (const { station } of watches) before.delete(station);
  return [...before].flatMap((station) => {
    const markOf = (level: AlertLevel) => own.find((rule) => rule.station === station && rule.level === level)?.markM;
    const [prepare, act, danger] = [markOf('prepare'), markOf('act'), markOf('danger')];
    const isWhole = prepare !== undefined && act !== undefined && danger !== undefined;
    return isWhole ? [{ station, marks: { prepare, act, danger } }] : [];
  });
}

const USUAL_INTERVAL_MIN = 10;

/**
 * What `stations.yaml` said of a gauge went with it, but for its id. How often it reported its readings show, or an hourly one would look
 * silent; of its size and limits nobody knows, so that nothing is called odd by them.
 */
async function rememberedOnly({ seen }: Pick<Doors, 'seen'>, id: string, { from, to }: Then): Promise<Station> {
  const readings = await seen.window({ station: id, quantity: 'stage' }, from, to, to);
  const times = readings.filter((each) => !isByPerson(each)).map(({ observedAt }) => observedAt);
  const apart = times.slice(1).map((time, index) => time - times[index]!);
  return {
    id,
    name: id,
    river: '',
    quantity: 'stage',
    upstream: [],
    intervalMin: apart.length === 0 ? USUAL_INTERVAL_MIN : median(apart) / MINUTE_MS,
    delayMin: 0,
    bankfullRiseM: Number.POSITIVE_INFINITY,
    minValue: Number.NEGATIVE_INFINITY,
    maxValue: Number.POSITIVE_INFINITY,
    position: null,
    attribution: null,
  };
}
