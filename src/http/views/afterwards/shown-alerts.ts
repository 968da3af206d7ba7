import type { Instant } from '../../../lib/clock.ts';
import { localInput } from '../../local-time.ts';
import { zoneOf } from '../own-communes.ts';
import type { PastView } from './past-view.ts';

/** So many alerts on one page, of all communes together: an agency has tens of thousands in ten years. */
const SHOWN = 100;

/** Some of the past alerts, newest first, and by which queries the others are reached. */
export interface ShownAlerts {
  /** Each commune with those of its alerts that are shown. */
  views: readonly PastView[];
  /** The newest is the first of all. */
  first: number;
  last: number;
  of: number;
  /** `null`: these are the newest. */
  newer: string | null;
  older: string | null;
  /** Newest first; none where all alerts are shown. */
  years: readonly { year: string; query: string }[];
}

/** Those that came before the alert `before`, or the newest; `null` where no commune of these had that alert, or none came before it. */
export function shownAlerts(views: readonly PastView[], before?: string): ShownAlerts | null {
  const all = views.flatMap(({ alerts }) => alerts).toSorted((a, b) => b.raisedAt - a.raisedAt);
  const start = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
  if (before !== undefined && (start === 0 || start === all.length)) return null;
  const shown = new Set(all.slice(start, start + SHOWN));
  // By the alert above them, they stay the same when others are raised.
  const from = (index: number) => (index <= 0 ? '' : `?before=${encodeURIComponent(all[index - 1]!.id)}`);
  return {
    views: views.map((view) => ({ ...view, alerts: view.alerts.filter((each) => shown.has(each)) })),
    first: start + 1,
    last: start + shown.size,
    of: all.length,
    newer: start === 0 ? null : from(start - SHOWN),
    older: start + SHOWN < all.length ? from(start + SHOWN) : null,
    years: all.length > SHOWN ? firstOfYears(all, zoneOf(views.map(({ commune }) => commune)), from) : [],
  };
}

/** Looked for by halves: to name the year of each of tens of thousands takes long. */
function firstOfYears(
  all: readonly { raisedAt: Instant }[],
  timeZone: string,
  from: (index: number) => string,
): ShownAlerts['years'] {
  const yearAt = (index: number) => localInput(all[index]!.raisedAt, timeZone).slice(0, 4);
  const years: { year: string; query: string }[] = [];
  for (let index = 0; index < all.length; ) {
    const year = yearAt(index);
    years.push({ year, query: from(index) });
    let next = all.length;
    for (let same = index; same + 1 < next; ) {
      const middle = Math.floor((same + next) / 2);
      if (yearAt(middle) === year) same = middle;
      else next = middle;
    }
    index = next;
  }
  return years;
}
