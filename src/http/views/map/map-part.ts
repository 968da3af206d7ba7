import type { Instant } from '../../../lib/clock.ts';
import type { Account } from '../../../people/account.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Doors } from '../../doors.ts';
import { viewLevel } from '../commune-view.ts';
import { type CommuneRow, type StationRow, viewRows, viewStations, watchedIds } from '../staff-view.ts';
import { byLevel } from '../urgency.ts';
import { isIn } from './map-frame.ts';
import { type MapView, viewMap } from './map-view.ts';

interface MapPart {
  /** `null` where nothing has a position. */
  view: MapView | null;
  now: Instant;
  communes: readonly CommuneRow[];
  stations: readonly StationRow[];
}

/** The part of a person's map that is asked for. Of what lies beyond it the levels alone are read: a closer look costs less than a wide one. */
export async function viewMapPart(
  doors: Doors,
  account: Account,
  own: readonly Commune[],
  asked: URLSearchParams,
  speech: { language: string },
): Promise<MapPart> {
  const now = doors.clock.now();
  const levels = own.map((commune) => ({ commune, level: viewLevel(doors, commune).level })).sort(byLevel);
  const ids = [...watchedIds(doors, own)];
  const all = ids.flatMap((id) => doors.network.stations.get(id) ?? []);
  const view = viewMap(all, levels, asked, speech);
  if (!view) return { view, now, communes: [], stations: [] };
  const isShown = ({ position }: StationRow['station']) => position !== null && isIn(view.frame, position);
  const here = view.communes.map(({ commune }) => commune);
  const watched = here.flatMap(({ watches }) => watches.map(({ station }) => station));
  const looked = new Set([...all.filter(isShown).map(({ id }) => id), ...watched]);
  const stations = await viewStations(doors, account, looked);
  return {
    view,
    now,
    communes: viewRows(doors, here, stations),
    stations: stations.filter(({ station }) => isShown(station)),
  };
}
