import type { Clock } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';

/** What keeps strangers from having others written to without end: so many from one visitor, to one address, in a day in all. */
export type RequestLimit = 'visitor' | 'address' | 'day';

const HOURS = 24;

/** Requests for a subscription that were refused for a limit in the last day, to the hour; of this run of the service. */
export interface RequestRefusals {
  note(limit: RequestLimit): void;
  lately(): Record<RequestLimit, number>;
}

export function createRequestRefusals(wallClock: Clock, noted: (limit: RequestLimit) => void): RequestRefusals {
  const counts = new Map<number, Record<RequestLimit, number>>();
  const hourNow = () => Math.floor(wallClock.now() / HOUR_MS);
  function forget(): void {
    const now = hourNow();
    for (const hour of counts.keys()) if (hour <= now - HOURS || hour > now) counts.delete(hour);
  }
  return {
    note(limit) {
      noted(limit);
      forget();
      const hour = hourNow();
      const so = counts.get(hour) ?? { visitor: 0, address: 0, day: 0 };
      counts.set(hour, { ...so, [limit]: so[limit] + 1 });
    },
    lately() {
      forget();
      const all = [...counts.values()];
      const sum = (limit: RequestLimit) => all.reduce((total, each) => total + each[limit], 0);
      return { visitor: sum('visitor'), address: sum('address'), day: sum('day') };
    },
  };
}
