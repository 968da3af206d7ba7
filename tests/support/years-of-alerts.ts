import type { AlertEvent } from '../../src/alert/alert.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import type { World } from './flood-world.ts';

/** The newest of them began so long before the flood. */
const BEFORE_MS = 30 * DAY_MS;

/** Alerts of the years before one of Coursan, one each ten days, of Coursan and Trèbes in turn: `a-0` is the newest. */
export function addYearsOfAlerts({ journal }: World['doors'], alert: string, count: number): void {
  const [sample] = journal.events('coursan', { limit: 1, alert });
  const events = Array.from({ length: count }, (_, index): AlertEvent[] => {
    const n = count - 1 - index;
    const commune = n % 2 === 0 ? 'coursan' : 'trebes';
    const at = sample!.at - BEFORE_MS - n * 10 * DAY_MS;
    const each = { ...sample!, alert: `a-${n}`, commune };
    return [
      { ...each, id: `a-${n}:1`, at, kind: 'raised', level: 'act' },
      { ...each, id: `a-${n}:2`, at: at + 5 * HOUR_MS, kind: 'closed', level: 'normal' },
    ];
  });
  journal.commit({ state: journal.state('coursan')!, events: events.flat(), outbox: [], record: [] });
}
