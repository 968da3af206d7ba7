import type { ForecastStore } from '../forecast/forecast-store.ts';
import type { Journal } from '../notification/journal.ts';
import type { ToldStore } from '../notification/told-store.ts';
import type { DecisionStore } from '../policy/decision-store.ts';
import { readableWindow } from '../reading/readable-window.ts';
import type { ReadingStore } from '../reading/reading-store.ts';

/** What a message, the ladder and pages know beside the alert. */
export interface Grounds {
  decisions: Pick<DecisionStore, 'last'>;
  forecasts: Pick<ForecastStore, 'latest'>;
  told: Pick<ToldStore, 'toContacts'>;
}

/** The stores that pages look at. */
export interface Shown {
  /** How a commune stands that cannot be read is not known. */
  journal: Journal;
  decisions: DecisionStore;
  forecasts: ForecastStore;
  told: ToldStore;
  /** What of a gauge can be read. */
  seen: Pick<ReadingStore, 'latest' | 'window'>;
}

/** Where the disk has spoiled it that is told, and messages and pages go on without. */
export function whatCanBeRead(
  { decisions, forecasts, told, journal, readings }: Omit<Shown, 'seen'> & { readings: Shown['seen'] },
  failed: (place: string, error: unknown) => void,
): { grounds: Grounds; shown: Shown } {
  const orElse = <Read, None>(place: string, none: None, read: () => Read): Read | None => {
    try {
      return read();
    } catch (error) {
      failed(place, error);
      return none;
    }
  };
  const windowOf = readableWindow(readings, failed);
  const grounds: Grounds = {
    decisions: {
      last: (commune, station, from, to) =>
        orElse(station, undefined, () => decisions.last(commune, station, from, to)),
    },
    forecasts: { latest: (station, by) => orElse(station, null, () => forecasts.latest(station, by)) },
    told: { toContacts: (event) => orElse(event, [], () => told.toContacts(event)) },
  };
  return {
    grounds,
    shown: {
      journal: { ...journal, state: (commune) => orElse(commune, null, () => journal.state(commune)) },
      decisions: { ...decisions, ...grounds.decisions },
      forecasts: { ...forecasts, ...grounds.forecasts },
      told: { ...told, ...grounds.told },
      seen: {
        latest: (series, by) =>
          readings.latest(series, by).catch((error: unknown) => {
            failed(series.station, error);
            return null;
          }),
        window: (...asked) => windowOf(...asked).catch(() => []),
      },
    },
  };
}
