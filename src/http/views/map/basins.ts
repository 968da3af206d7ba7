import type { Place } from '../../../territory/area.ts';
import type { Station } from '../../../territory/station.ts';
import { nameOrder } from '../../../text/names.ts';
import { urgencyOrder } from '../urgency.ts';
import { frameOf, type MapFrame } from './map-frame.ts';
import type { PlacedCommune } from './placed-commune.ts';

/** Gauges whose waters meet, and the communes that watch them. */
export interface BasinView {
  /** Its lowest gauge. */
  id: string;
  name: string;
  frame: MapFrame;
  communes: readonly PlacedCommune[];
}

/** The rivers of a list of gauges, the worst first; those that have no place on a map are left out. Rain gauges join no rivers. */
export function basinsOf(
  list: readonly Station[],
  communes: readonly PlacedCommune[],
  speech: { language: string },
): BasinView[] {
  const gauges = new Map(list.filter(({ quantity }) => quantity !== 'rain').map((each) => [each.id, each]));
  const fedBy = new Set([...gauges.values()].flatMap(({ upstream }) => upstream));
  const outlets = [...gauges.values()].filter(({ id }) => !fedBy.has(id));
  const basinOf = new Map<string, string>();
  // A gauge that feeds two outlets joins them: a river that parts is one.
  const joined = new Map<string, string>();
  const root = (id: string): string => (joined.has(id) ? root(joined.get(id)!) : id);
  for (const { id: outlet } of outlets) {
    const front = [outlet];
    for (let id = front.pop(); id !== undefined; id = front.pop()) {
      const other = basinOf.get(id);
      if (other !== undefined) {
        if (root(other) !== root(outlet)) joined.set(root(outlet), root(other));
        continue;
      }
      basinOf.set(id, outlet);
      front.push(...(gauges.get(id)?.upstream ?? []).filter((above) => gauges.has(above)));
    }
  }
  const members = Map.groupBy([...basinOf.keys()], (id) => root(basinOf.get(id)!));
  const watching = new Map<string, PlacedCommune[]>();
  for (const each of communes) {
    const basins = new Set(each.commune.watches.flatMap(({ station }) => basinOf.get(station) ?? []).map(root));
    for (const basin of basins) watching.set(basin, [...(watching.get(basin) ?? []), each]);
  }
  const basins = [...members].flatMap(([id, ids]) => {
    const own = watching.get(id) ?? [];
    const places = [...ids.map((each) => gauges.get(each)?.position ?? null), ...own.map(({ place }) => place)];
    const frame = frameOf(places.filter((place): place is Place => place !== null));
    return frame ? [{ id, name: nameOf(gauges.get(id)!), frame, communes: own }] : [];
  });
  const compare = nameOrder(speech.language);
  return toldApart(basins, gauges).sort((a, b) => byWorst(a, b) || compare(a.name, b.name));
}

function nameOf({ river, name }: Station): string {
  return river || name;
}

/** Two rivers of one name are called by their lowest gauges too. */
function toldApart(basins: readonly BasinView[], gauges: ReadonlyMap<string, Station>): BasinView[] {
  const count = Map.groupBy(basins, ({ name }) => name);
  return basins.map((each) =>
    count.get(each.name)?.length === 1 ? each : { ...each, name: `${each.name} (${gauges.get(each.id)!.name})` },
  );
}

/** The worst level, then how many are at it, level by level. */
function byWorst(a: BasinView, b: BasinView): number {
  for (const level of urgencyOrder.filter((each) => each !== 'normal')) {
    const [countA, countB] = [a, b].map(({ communes }) => communes.filter((each) => each.level === level).length);
    if (countA !== countB) return (countB ?? 0) - (countA ?? 0);
  }
  return 0;
}
