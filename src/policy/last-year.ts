import type { Instant } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import { longWindow } from '../reading/long-window.ts';
import type { Reading } from '../reading/reading.ts';
import type { ReadingStore } from '../reading/reading-store.ts';
import type { Station } from '../territory/station.ts';

/** A year and some weeks: every season once. */
const LOOKED_BACK_MS = 400 * DAY_MS;

/** What a gauge showed in the last year, by which a rule is held against what is usual there. */
export function lastYearOf(
  { id, quantity }: Pick<Station, 'id' | 'quantity'>,
  readings: Pick<ReadingStore, 'window'>,
  now: Instant,
  giveWay: () => Promise<void>,
): Promise<Reading[]> {
  const span = { from: now - LOOKED_BACK_MS, to: now, receivedBy: now };
  return longWindow(readings, { station: id, quantity }, span, giveWay);
}
