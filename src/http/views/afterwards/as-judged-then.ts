import type { Policy } from '../../../policy/policy.ts';
import type { AlertLevel } from '../../../territory/alert-level.ts';
import type { Commune, Watch } from '../../../territory/commune.ts';
import type { Network } from '../../../territory/network.ts';
import type { Station } from '../../../territory/station.ts';
import type { Doors } from '../../doors.ts';

/**
 * A commune with the gauges that were judged for it at a time, and a network that knows them, in the place of those that it watches now: of a
 * gauge that was moved or exchanged since, what was known then stays to be read. Where nothing was judged they are those of now.
 */
export function asJudgedThen<Sources extends Pick<Doors, 'network' | 'policies'>>(
  now: Sources,
  commune: Commune,
  wasJudged: (station: string) => boolean,
): { doors: Sources; commune: Commune } {
  const watches = [...commune.watches, ...watchedBefore(now.policies.current(), commune)].filter(({ station }) =>
    wasJudged(station),
  );
  if (watches.length === 0) return { doors: now, commune };
  const gone = watches.filter(({ station }) => !now.network.stations.has(station));
  const stations = new Map([...now.network.stations, ...gone.map(({ station }) => [station, bare(station)] as const)]);
  const network: Network = { ...now.network, stations };
  return { doors: { ...now, network }, commune: { ...commune, watches } };
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

/** What `stations.yaml` said of it went with it, but for its id. */
function bare(id: string): Station {
  const unknown = { river: '', upstream: [], position: null, attribution: null, delayMin: 0 };
  return { ...unknown, id, name: id, quantity: 'stage', intervalMin: 10, bankfullRiseM: 1, minValue: -5, maxValue: 20 };
}
