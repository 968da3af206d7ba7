import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Network } from '../../territory/network.ts';
import type { Station } from '../../territory/station.ts';
import { longWindow } from '../long-window.ts';
import type { ReadingStore } from '../reading-store.ts';
import { type JumpLimits, learnJumpLimits } from './jump-limits.ts';

/** Half a year holds the floods of a season; more would only take longer to read. */
const LOOKED_BACK_MS = 180 * DAY_MS;

/** The limits of each gauge as learnt from its own record; none before the first time, or while the record is short. */
export interface LearntLimits {
  of(station: string): JumpLimits | null;
  /** One gauge after the other; `giveWay` lets readings in between. Where one cannot be read the others are learnt, and it is thrown then. */
  learn(now: Instant, giveWay: () => Promise<void>): Promise<void>;
}

export function createLearntLimits(network: Network, readings: Pick<ReadingStore, 'window'>): LearntLimits {
  const learnt = new Map<string, JumpLimits>();
  async function learnOne(station: Station, now: Instant, giveWay: () => Promise<void>): Promise<void> {
    const series = { station: station.id, quantity: station.quantity };
    const span = { from: now - LOOKED_BACK_MS, to: now, receivedBy: now };
    const record = await longWindow(readings, series, span, giveWay);
    const limits = learnJumpLimits(record, station);
    if (limits) learnt.set(station.id, limits);
    // What they were learnt from may have been taken back.
    else learnt.delete(station.id);
  }

  return {
    of: (station) => learnt.get(station) ?? null,
    async learn(now, giveWay) {
      const failures: unknown[] = [];
      for (const station of network.stations.values()) {
        if (station.quantity === 'stage') await learnOne(station, now, giveWay).catch((error) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
