import type { Logger } from 'pino';
import type { Clock, Instant } from '../../lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/units.ts';
import type { SettingBack } from '../../reading/clock/clock-steps.ts';
import type { ReceivedAfter } from '../../reading/clock/clock-taken.ts';
import type { ReadingStore } from '../../reading/reading-store.ts';
import type { Network } from '../../territory/network.ts';
import { isClockBehind, saidBeforeSetBack, tellClockBehind } from './tell-clock-behind.ts';

export interface KnownBehind {
  /** Looks for it in what is stored. */
  tellBehind(): Promise<void>;
  /** The clock was set back, now or before this service was started. */
  wasSetBack(step: SettingBack): void;
  /** What it is by the clocks of sensors at least, where this one is behind; `null` where that is not known. */
  clockBehind(): Instant | null;
}

export interface KnownBehindParts {
  clock: Clock;
  network: Network;
  readings: Pick<ReadingStore, 'latest'>;
  held: Pick<ReceivedAfter, 'firstReceivedAfter'>;
  /** How many readings were refused as of the future. */
  refusedOfFuture(): number;
  log: Logger;
}

/** A time that sensors had said, and when that was by what runs on evenly: once the clock has come to it, it is behind as much as before. */
interface Said {
  at: Instant;
  evenlyMs: number;
  /** As long as it is told that the clock was set back: a sensor whose own clock is wrong is refused at any time. */
  countsMs: number;
}

export function createKnownBehind({
  clock,
  network,
  readings,
  held,
  refusedOfFuture,
  log,
}: KnownBehindParts): KnownBehind {
  let known: Said | null = null;
  /** What they had said when it was set back, and how many were refused by then. */
  let setBack: { said: Said; refused: number } | null = null;
  const byNow = ({ at, evenlyMs, countsMs }: Said): Instant => {
    const passedMs = performance.now() - evenlyMs;
    return passedMs < countsMs ? at + Math.floor(passedMs / MINUTE_MS) * MINUTE_MS : Number.NEGATIVE_INFINITY;
  };
  return {
    async tellBehind() {
      const said = await tellClockBehind(readings, network, clock.now(), log);
      if (said !== null) known = { at: said, evenlyMs: performance.now(), countsMs: Number.POSITIVE_INFINITY };
    },
    wasSetBack(step) {
      const at = saidBeforeSetBack(held, network, step);
      if (at === null) return;
      // Of one that was set back before, and has run on.
      const evenlyMs = performance.now() - Math.max(0, clock.now() - step.at);
      setBack = { said: { at, evenlyMs, countsMs: DAY_MS }, refused: refusedOfFuture() };
    },
    clockBehind() {
      // What is stamped by this machine too, as by a network server that runs on it, was ahead with the clock, and is right with it: nothing is refused since.
      if (setBack !== null && refusedOfFuture() > setBack.refused) {
        known = known === null || byNow(known) < byNow(setBack.said) ? setBack.said : known;
        setBack = null;
      }
      if (known === null) return null;
      const said = byNow(known);
      return isClockBehind(clock.now(), said) ? said : null;
    },
  };
}
