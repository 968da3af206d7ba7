import { type Clock, type Instant, isAhead } from '../lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '../lib/units.ts';
import type { Network } from '../territory/network.ts';
import { isTakenBack, type Reading } from './reading.ts';
import type { ReadingStore } from './reading-store.ts';
import type { RecentReadings } from './recent-readings.ts';
import { takeTurns } from './take-turns.ts';

/** Puts right what was stored by a clock that was ahead, each as a new revision. */
export interface SetRight {
  /** What was received "later than now" has been received by now: so pages, and what was known at a moment to come, read what judgement counts. */
  received(): Promise<void>;
  /**
   * The same where the clock was seen to be set back, by so much. And what is stored as of a time to come is taken back: a sensor without a time of
   * its own sent it while the clock was ahead. Set on again by as much, it was the setting back that was wrong: it counts again.
   */
  clockSet(byMs: number): Promise<void>;
}

export interface SetRightParts {
  clock: Clock;
  network: Network;
  readings: Pick<ReadingStore, 'window' | 'regrade'>;
  recent: Pick<RecentReadings, 'add'>;
  /** What fails at one gauge is told, and the others go on. */
  failed(station: string, error: unknown): void;
}

/** More than is looked at of the past for one forecast. */
const LOOKED_BACK_MS = 10 * DAY_MS;
/** So near to what it had been set back by, the clock was set on again. */
const AS_MUCH_MS = 5 * MINUTE_MS;
const ALWAYS = Number.MAX_SAFE_INTEGER;

export function createSetRight({ clock, network, readings, recent, failed }: SetRightParts): SetRight {
  /** By the last setting back. */
  let taken: { byMs: number; readings: readonly Reading[] } = { byMs: 0, readings: [] };

  // Set on again while it is being put right, what was taken back so far must be known.
  const inTurn = takeTurns();

  async function atEach(
    revised: (all: readonly Reading[], now: Instant, station: string) => readonly Reading[],
  ): Promise<void> {
    for (const { id: station, quantity } of network.stations.values()) {
      try {
        const now = clock.now();
        const all = await readings.window({ station, quantity }, now - LOOKED_BACK_MS, ALWAYS, ALWAYS);
        const revisions = revised(all, now, station).map((each) => ({ ...each, receivedAt: now }));
        if (revisions.length === 0) continue;
        await readings.regrade(revisions);
        for (const each of revisions) if (!isTakenBack(each)) recent.add(each, now);
      } catch (error) {
        failed(station, error);
      }
    }
  }

  const receivedLater = (all: readonly Reading[], now: Instant) =>
    all.filter(({ receivedAt }) => isAhead(receivedAt, now));

  return {
    received: () => atEach((all, now) => receivedLater(all, now).filter(({ observedAt }) => !isAhead(observedAt, now))),
    clockSet: (byMs) => inTurn(() => clockSet(byMs)),
  };

  async function clockSet(byMs: number): Promise<void> {
    const before = taken;
    taken = { byMs, readings: [] };
    if (byMs > 0) {
      const again = Math.abs(byMs + before.byMs) < AS_MUCH_MS ? before.readings : [];
      if (again.length === 0) return;
      return atEach((_all, _now, here) => again.filter(({ station }) => station === here));
    }
    const toCome: Reading[] = [];
    await atEach((all, now) =>
      receivedLater(all, now).map((each) => {
        if (!isAhead(each.observedAt, now)) return each;
        toCome.push(each);
        return { ...each, tests: [...each.tests, 'taken-back'] };
      }),
    );
    taken = { byMs, readings: toCome };
  }
}
