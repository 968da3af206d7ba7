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
  /** The clock was set back, so long ago: now, or before this service was started. */
  wasSetBack(step: SettingBack, agoMs: number): void;
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
}

/** What they had said, and how many readings were refused by then: the next that is refused proves it, until the clock has come to that time. */
interface Supposed {
  said: Said;
  refused: number;
}

/** As long as it is told that the clock was set back: a sensor whose own clock is wrong is refused at any time. */
const COUNTS_MS = DAY_MS;

export function createKnownBehind({
  clock,
  network,
  readings,
  held,
  refusedOfFuture,
  log,
}: KnownBehindParts): KnownBehind {
  let known: Said | null = null;
  /** Told of that time itself before it is proven, for as long as that is yet to come. */
  let atStart: Supposed | null = null;
  let setBack: Supposed | null = null;
  const suppose = (at: Instant, evenlyMs: number): Supposed => ({ said: { at, evenlyMs }, refused: refusedOfFuture() });
  const byNow = (said: Said | null): Instant => {
    const passedMs = said === null ? COUNTS_MS : performance.now() - said.evenlyMs;
    if (said === null || passedMs >= COUNTS_MS) return Number.NEGATIVE_INFINITY;
    return said.at + Math.floor(passedMs / MINUTE_MS) * MINUTE_MS;
  };
  // What is stamped by this machine too, as by a network server that runs on it, was ahead with the clock, and is right with it: nothing is refused since.
  const judged = (supposed: Supposed | null, now: Instant): Supposed | null => {
    if (supposed === null) return null;
    const { said, refused } = supposed;
    if (refusedOfFuture() > refused && byNow(known) < byNow(said)) known = said;
    return isClockBehind(now, said.at) ? supposed : null;
  };
  return {
    async tellBehind() {
      const said = await tellClockBehind(readings, network, clock.now(), log);
      if (said !== null) atStart = suppose(said, performance.now());
    },
    wasSetBack(step, agoMs) {
      const at = saidBeforeSetBack(held, network, step, clock.now());
      if (at !== null) setBack = suppose(at, performance.now() - agoMs);
    },
    clockBehind() {
      const now = clock.now();
      setBack = judged(setBack, now);
      atStart = judged(atStart, now);
      const said = Math.max(byNow(known), atStart?.said.at ?? Number.NEGATIVE_INFINITY);
      return isClockBehind(now, said) ? said : null;
    },
  };
}
