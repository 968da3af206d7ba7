import { type Clock, type Instant, isAhead, LITTLE_MS } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Network } from '../../territory/network.ts';
import { isTakenBack, type Reading } from '../reading.ts';
import type { ReadingStore, SeriesKey } from '../reading-store.ts';
import type { RecentReadings } from '../recent-readings.ts';
import { takeTurns } from '../take-turns.ts';
import { type ClockStep, type ClockStepStore, type SettingBack, undoneBy } from './clock-steps.ts';
import { givenBack, type ReceivedAfter, saidBefore, takenAt } from './clock-taken.ts';

/** Puts right what was stored by a clock that was ahead, each as a new revision; one after another. What fails is told. */
export interface SetRight {
  /** What a stop cut short. */
  finish(): Promise<void>;
  /** What was received "later than now" has been received by now: so pages, and what was known at a moment to come, read what judgement counts. */
  received(): Promise<void>;
  /**
   * The clock was seen to be set. Back: what it had received by then and is stored as of a time to come is taken back, for a sensor without a
   * time of its own sent it while the clock was ahead. Where it was before again: it was the setting back that was wrong, and all that counts again.
   */
  clockSet(step: Omit<ClockStep, 'id'>): Promise<void>;
  settled(): Promise<void>;
}

export interface SetRightParts {
  clock: Clock;
  network: Network;
  readings: Pick<ReadingStore, 'regrade'>;
  held: Pick<ReceivedAfter, 'receivedAfter'>;
  steps: ClockStepStore;
  recent: Pick<RecentReadings, 'add'>;
  /** What fails at one gauge is told, and the others go on. */
  failed(place: string, error: unknown): void;
}

/** More than is looked at of the past for one forecast. */
const LOOKED_BACK_MS = 10 * DAY_MS;
const ALWAYS = Number.MAX_SAFE_INTEGER;

export function createSetRight(parts: SetRightParts): SetRight {
  const { clock, network, readings, held, steps, recent, failed } = parts;
  // Set on again while it is being put right, what was taken back so far must be known.
  const inTurn = takeTurns();

  async function atEach(revised: (series: SeriesKey, now: Instant) => readonly Reading[]): Promise<void> {
    for (const { id: station, quantity } of network.stations.values()) {
      try {
        const now = clock.now();
        const revisions = revised({ station, quantity }, now).map((each) => ({ ...each, receivedAt: now }));
        if (revisions.length === 0) continue;
        await readings.regrade(revisions);
        for (const each of revisions) recent.add(each, now);
      } catch (error) {
        failed(station, error);
      }
    }
  }

  /** What was stored as of no time to come, and received "later than now", was received now. */
  const receivedNow = (all: readonly Reading[], now: Instant) =>
    all.filter(({ receivedAt, observedAt }) => isAhead(receivedAt, now) && !isAhead(observedAt, now));

  /** Judged by the moment when it was set, however late that is done: what came since is true. */
  const takeBack = (step: SettingBack) =>
    atEach((series, now) => {
      const until = saidBefore(step);
      const isOfThen = ({ observedAt, receivedAt }: Reading) =>
        isAhead(observedAt, step.at) && observedAt <= until && receivedAt <= until;
      const known = held.receivedAfter(series, step.at + LITTLE_MS, now - LOOKED_BACK_MS, ALWAYS);
      const gone = known.filter((each) => isOfThen(each) && !isTakenBack(each)).map(takenBack);
      const others = known.filter((each) => !isOfThen(each));
      return [...gone, ...receivedNow(others, now)];
    });

  const giveBack = (step: SettingBack) => atEach((series) => takenAt(held, series, step).map(givenBack));

  async function carryOut(step: ClockStep): Promise<void> {
    if (step.byMs < 0) await takeBack(step);
    for (const each of undoneBy(step, steps.ofBoot(step.boot))) await giveBack(each);
    steps.finish(step.id);
  }

  const told = (work: () => Promise<void>) => inTurn(work).catch((error: unknown) => failed('clock', error));

  return {
    finish: () =>
      told(async () => {
        for (const each of steps.unfinished()) await carryOut(each);
      }),
    received: () =>
      told(() =>
        atEach((series, now) =>
          receivedNow(held.receivedAfter(series, now + LITTLE_MS, now - LOOKED_BACK_MS, ALWAYS), now),
        ),
      ),
    clockSet: (step) => told(async () => carryOut(steps.append(step))),
    settled: () => told(async () => {}),
  };
}

function takenBack(reading: Reading): Reading {
  return { ...reading, tests: [...reading.tests, 'taken-back'] };
}
