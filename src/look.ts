import { setImmediate } from 'node:timers/promises';
import { type Suppression, suppressionNow } from './alert/suppress.ts';
import type { ForecastInputs, ForecastModel } from './forecast/forecast-model.ts';
import { type Gathering, gatherAt, newestOf } from './forecast/issue/gather.ts';
import type { Instant } from './lib/clock.ts';
import { err } from './lib/result.ts';
import type { Known } from './policy/assess.ts';
import { isAccepted, isByPerson } from './reading/reading.ts';
import type { RecentReadings } from './reading/recent-readings.ts';
import type { Network } from './territory/network.ts';

export interface LookParts {
  network: Network;
  recent: RecentReadings;
  /** The one in use now: it is fitted anew while the service runs. */
  model(): ForecastModel;
  /** A bug in what concerns one commune or gauge: counted and shown, and the others go on. */
  failed(place: string, error: unknown): void;
}

/**
 * What is known at these gauges at a moment, and what may happen there; one that cannot be looked at is told and left out. All readings
 * are taken first; then each forecast lets readings, pages and mail have their turn before it, and knows nothing of what they bring.
 */
export async function look(
  parts: LookParts,
  gauges: readonly string[],
  suppressions: readonly Suppression[],
  now: Instant,
): Promise<ReadonlyMap<string, Known>> {
  const model = parts.model();
  const gathering = gatherAt(parts.network, believed(parts, suppressions, now), now);
  const views: View[] = [];
  for (const id of new Set(gauges)) {
    try {
      views.push(await viewOf(parts, id, gathering, now));
    } catch (error) {
      parts.failed(id, error);
    }
  }
  const known = new Map<string, Known>();
  for (const view of views) {
    await setImmediate();
    known.set(view.station.id, foresee(parts, view, model));
  }
  return known;
}

/** What a gauge shows, and what its forecast may use. */
interface View extends Pick<Known, 'station' | 'recent'> {
  inputs: ForecastInputs;
}

async function viewOf({ network, recent }: LookParts, id: string, gathering: Gathering, now: Instant): Promise<View> {
  const station = network.stations.get(id);
  // What communes watch is there; so an alert stands at a gauge that was taken out.
  if (!station)
    throw new Error(
      `an alert stands at ${id}, which is no longer in stations.yaml: nobody sees the water there; put it back, or end the alert by hand`,
    );
  const shown = await recent.of({ station: id, quantity: station.quantity }, now);
  return { station, recent: [...shown], inputs: await gathering.inputsFor(id) };
}

function foresee({ failed }: LookParts, { station, recent, inputs }: View, model: ForecastModel): Known {
  const trembleM = model.noiseM(station.id);
  try {
    return { station, recent, forecast: model.forecast(inputs), dataAt: newestOf(inputs), trembleM };
  } catch (error) {
    failed(station.id, error);
    // A mark that the water has passed needs no forecast.
    const dataAt = recent.findLast(isAccepted)?.observedAt ?? null;
    return { station, recent, forecast: err({ kind: 'failed' }), dataAt, trembleM };
  }
}

/** A gauge under maintenance, but for what people read there, or of which the disk gives nothing back, is silent to every forecast, its own and those below it. */
function believed(
  { recent, failed }: LookParts,
  suppressions: readonly Suppression[],
  now: Instant,
): Pick<RecentReadings, 'of'> {
  return {
    async of(series, at) {
      const isMaintained = suppressionNow(suppressions, series.station, now)?.kind === 'maintenance';
      try {
        const readings = await recent.of(series, at);
        return isMaintained ? readings.filter(isByPerson) : readings;
      } catch (error) {
        failed(series.station, error);
        return [];
      }
    },
  };
}
