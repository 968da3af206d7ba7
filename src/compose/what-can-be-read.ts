import type { ForecastStore } from '../forecast/forecast-store.ts';
import type { Journal, ShownJournal } from '../notification/journal.ts';
import type { ShownToldStore, ToldStore } from '../notification/told-store.ts';
import type { DecisionStore } from '../policy/decision-store.ts';
import type { OfficialStore, ShownOfficialStore } from '../reading/national/official-warning.ts';
import { readableWindow } from '../reading/readable-window.ts';
import type { ReadingStore, RejectionStore, ShownRejections } from '../reading/reading-store.ts';
import type { Failed, Failures } from './tell-failures.ts';

/** What a message, the ladder and pages know beside the alert. */
export interface Grounds {
  decisions: Pick<DecisionStore, 'last'>;
  forecasts: Pick<ForecastStore, 'latest'>;
  told: Pick<ToldStore, 'toContacts'>;
}

/** The stores that pages look at. */
export interface Shown {
  /** How a commune stands that cannot be read is not known, nor what became of messages. */
  journal: ShownJournal;
  decisions: DecisionStore;
  forecasts: ForecastStore;
  told: ShownToldStore;
  rejections: ShownRejections;
  officialStore: ShownOfficialStore;
  /** What of a gauge can be read. */
  seen: Pick<ReadingStore, 'latest' | 'window'>;
}

interface Read extends Omit<Shown, 'seen' | 'journal' | 'told' | 'rejections' | 'officialStore'> {
  journal: Journal;
  told: ToldStore;
  rejections: RejectionStore;
  officialStore: OfficialStore;
  readings: Shown['seen'];
}

/** Where the disk has spoiled it that is told, and messages and pages go on without. What only pages need fails no judgement. */
export function whatCanBeRead(read: Read, { failed, notShown }: Failures): { grounds: Grounds; shown: Shown } {
  const { decisions, forecasts, told, journal, readings, rejections, officialStore } = read;
  const shown = orElse(notShown);
  const onPages = groundsOf(read, notShown);
  const windowOf = readableWindow(readings, notShown);
  return {
    grounds: groundsOf(read, failed),
    shown: {
      journal: {
        ...journal,
        state: (commune) => shown(commune, null, () => journal.state(commune)),
        waiting: (...asked) => shown('outbox', null, () => journal.waiting(...asked)),
        failingDeliveries: () => shown('outbox', null, () => journal.failingDeliveries()),
        undeliverable: (since) => shown('outbox', null, () => journal.undeliverable(since)),
        refused: (...asked) => shown('outbox', null, () => journal.refused(...asked)),
        neverArrived: (...asked) =>
          journal.neverArrived(...asked).catch((error: unknown) => {
            notShown('outbox', error);
            return null;
          }),
        untold: (webhook) => shown('outbox', null, () => journal.untold(webhook)),
        lastTaken: (to) => shown('outbox', null, () => journal.lastTaken(to)),
        oldestUntried: (machines) => shown('outbox', null, () => journal.oldestUntried(machines)),
        outboxCounts: () => shown('outbox', null, () => journal.outboxCounts()),
      },
      decisions: { ...decisions, ...onPages.decisions },
      forecasts: { ...forecasts, ...onPages.forecasts },
      told: {
        ...onPages.told,
        toldOf: (event) => shown(event, null, () => told.toldOf(event)),
        toWebhooks: (event) => shown(event, null, () => told.toWebhooks(event)),
        eachResident: (event) => shown(event, null, () => told.eachResident(event)),
      },
      rejections: {
        ...rejections,
        recent: (...asked) => shown('rejections', null, () => rejections.recent(...asked)),
        counts: () => shown('rejections', null, rejections.counts),
      },
      officialStore: {
        between: (...asked) => shown('official warnings', null, () => officialStore.between(...asked)),
        lastBy: (...asked) => shown('official warnings', undefined, () => officialStore.lastBy(...asked)),
        placesOf: (...asked) => shown('official warnings', [], () => officialStore.placesOf(...asked)),
      },
      seen: {
        latest: (series, by) =>
          readings.latest(series, by).catch((error: unknown) => {
            notShown(series.station, error);
            return null;
          }),
        window: (...asked) => windowOf(...asked).catch(() => []),
      },
    },
  };
}

function groundsOf(
  { decisions, forecasts, told }: Pick<Read, 'decisions' | 'forecasts' | 'told'>,
  failed: Failed,
): Grounds {
  const read = orElse(failed);
  return {
    decisions: {
      last: (commune, station, from, to) => read(station, undefined, () => decisions.last(commune, station, from, to)),
    },
    forecasts: { latest: (station, by) => read(station, null, () => forecasts.latest(station, by)) },
    told: { toContacts: (event) => read(event, [], () => told.toContacts(event)) },
  };
}

export function orElse(failed: Failed) {
  return <Found, None>(place: string, none: None, read: () => Found): Found | None => {
    try {
      return read();
    } catch (error) {
      failed(place, error);
      return none;
    }
  };
}
