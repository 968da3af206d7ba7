import { type AlertLevel, isRaisedLevel } from '../../../territory/alert-level.ts';
import { boundsOf, type Place } from '../../../territory/area.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Station } from '../../../territory/station.ts';
import { areMany } from '../own-communes.ts';
import { type BasinView, basinsOf } from './basins.ts';
import { frameOf, isIn, type MapFrame, readFrame } from './map-frame.ts';
import { type PlacedCommune, placeOf } from './placed-commune.ts';

/** What a map shows, and what it leaves out. */
export interface MapView {
  shows: 'all' | 'alerts' | 'basin' | 'part';
  /** What was asked for is no frame and no basin. */
  misread: boolean;
  frame: MapFrame;
  whole: MapFrame;
  /** Where there is something in alert and there is more. */
  alerts: MapFrame | null;
  /** Of the frame, the most urgent first. */
  communes: readonly PlacedCommune[];
  /** In alert or not known, and beyond the edge. */
  outside: readonly PlacedCommune[];
  basins: readonly BasinView[];
  basin: BasinView | null;
  /** All gauges, no rain gauges: rivers run through the frame from outside it. */
  gauges: readonly Station[];
  /** Worth a closer look: more than one look can hold. */
  isLarge: boolean;
  withoutPlace: { gauges: readonly Station[]; communes: readonly PlacedCommune[] };
}

/** As much ground around what is in alert that its rivers are on the map too. */
const ALERTS_KM = 30;

/**
 * The part of the ground that the address asks for: `all`, a basin, a frame; by itself what is in alert where there is too much for one look.
 * `null` where nothing has a place. `communes`: the most urgent first.
 */
export function viewMap(
  stations: readonly Station[],
  rows: readonly { commune: Commune; level: AlertLevel }[],
  asked: URLSearchParams,
  speech: { language: string },
): MapView | null {
  const gauges = stations.filter(({ quantity }) => quantity !== 'rain');
  const positions = new Map(gauges.map(({ id, position }) => [id, position]));
  const communes = rows.map(({ commune, level }): PlacedCommune => {
    return { commune, level, place: placeOf(commune, (id) => positions.get(id) ?? null) };
  });
  const corners = communes.flatMap(({ commune: { area } }) => (area ? boundsOf(area) : []));
  const whole = frameOf([...placesOf(gauges.map(({ position }) => position)), ...corners]);
  if (!whole) return null;
  const isLarge = areMany(rows) || areMany(gauges);
  const raised = communes.filter(({ level }) => isRaisedLevel(level));
  const around = frameOf(placesOf(raised.map(({ place }) => place)), ALERTS_KM);
  const alerts = isLarge && around && around.kmWide < whole.kmWide ? around : null;
  const basins = isLarge || asked.has('basin') ? basinsOf(gauges, communes, speech) : [];
  const basin = basins.find(({ id }) => id === asked.get('basin')) ?? null;
  const part = asked.has('at') ? readFrame(asked.get('at') ?? '', asked.get('km') ?? '') : null;
  const [shows, frame] = shown({ whole: asked.has('all') ? whole : null, basin, part, alerts }, whole);
  const places = communes.filter(({ place }) => place !== null);
  const isShown = ({ place }: PlacedCommune) => place !== null && isIn(frame, place);
  return {
    shows,
    misread: (asked.has('basin') && !basin) || (asked.has('at') && !part),
    frame,
    whole,
    alerts,
    communes: places.filter(isShown),
    outside: places.filter((each) => each.level !== 'normal' && !isShown(each)),
    basins,
    basin: shows === 'basin' ? basin : null,
    gauges,
    isLarge,
    withoutPlace: {
      gauges: gauges.filter(({ position }) => position === null),
      communes: communes.filter(({ place }) => place === null),
    },
  };
}

function shown(
  asked: { whole: MapFrame | null; basin: BasinView | null; part: MapFrame | null; alerts: MapFrame | null },
  whole: MapFrame,
): [MapView['shows'], MapFrame] {
  if (asked.part) return ['part', asked.part];
  if (asked.basin) return ['basin', asked.basin.frame];
  if (asked.whole || !asked.alerts) return ['all', whole];
  return ['alerts', asked.alerts];
}

function placesOf(list: readonly (Place | null)[]): Place[] {
  return list.filter((each) => each !== null);
}
