import { type Clock, type Instant, LITTLE_MS } from '../../lib/clock.ts';
import type { RecordBook, Who } from '../../record/record.ts';
import type { Network } from '../../territory/network.ts';
import { type Exclusion, excluded, isExcludedBy } from '../exclusions/exclusion.ts';
import { type Reading, takenBackByClock } from '../reading.ts';
import type { ReadingStore, SeriesKey } from '../reading-store.ts';
import type { RecentReadings } from '../recent-readings.ts';
import type { ClockStep, ClockStepStore, SettingBack } from './clock-steps.ts';

/** PORT. */
export interface ReceivedAfter {
  /** The newest revision of each instant with from <= observedAt <= to, taken back or not, where it was received after `after`. */
  receivedAfter(series: SeriesKey, after: Instant, from: Instant, to: Instant): Reading[];
  /** The first revision of each, likewise. */
  firstReceivedAfter(series: SeriesKey, after: Instant, from: Instant, to: Instant): Reading[];
}

/** The last instant that the clock had come to before it was set back. */
export function saidBefore({ at, byMs }: SettingBack): Instant {
  return at - byMs + LITTLE_MS;
}

/** What a setting back of the clock has taken back of a gauge, and is so still. */
export function takenAt(held: Pick<ReceivedAfter, 'receivedAfter'>, series: SeriesKey, step: SettingBack): Reading[] {
  return held.receivedAfter(series, step.at - 1, step.at + LITTLE_MS, saidBefore(step)).filter(takenBackByClock);
}

export function givenBack(reading: Reading): Reading {
  return { ...reading, tests: reading.tests.filter((each) => each !== 'taken-back') };
}

/** Readings of a gauge that are taken back because the clock was set back. */
export interface ClockTaken extends Pick<ClockStep, 'id' | 'at' | 'byMs'> {
  from: Instant;
  to: Instant;
  count: number;
}

/** Where the clock was right before it was set back, and the machine was off since, only a person knows that those readings are true. */
export interface ClockTakenReadings {
  /** Newest first; none before their time has come. */
  of(station: string): ClockTaken[];
  /** They count again. `false` where none are taken back so. */
  giveBack(station: string, step: number, reason: string, who: Who): Promise<boolean>;
  /** Who has signed that they count again; `null` where nobody has. */
  givenBackBy(station: string, step: number, commune: string): { person: string; reason: string } | null;
}

const ACTION = 'reading.restored';

export interface ClockTakenParts {
  clock: Clock;
  network: Network;
  held: Pick<ReceivedAfter, 'receivedAfter'>;
  clockSteps: Pick<ClockStepStore, 'settingsBack'>;
  readings: Pick<ReadingStore, 'regrade'>;
  recent: Pick<RecentReadings, 'add'>;
  record: Pick<RecordBook, 'append' | 'ofAction'>;
  excluding(): readonly Exclusion[];
  /** Something new is known of this station. */
  changed(station: string): void;
}

export function createClockTaken(parts: ClockTakenParts): ClockTakenReadings {
  const { clock, network, held, clockSteps, readings, recent, record } = parts;

  function found(station: string): { step: ClockStep; taken: Reading[] }[] {
    const quantity = network.stations.get(station)?.quantity;
    if (!quantity) return [];
    const now = clock.now();
    const ofSteps = clockSteps.settingsBack().map((step) => {
      const taken = takenAt(held, { station, quantity }, step);
      return { step, taken: taken.filter(({ observedAt }) => observedAt <= now) };
    });
    return ofSteps.filter(({ taken }) => taken.length > 0);
  }

  return {
    of: (station) =>
      found(station).map(({ step: { id, at, byMs }, taken }) => ({
        id,
        at,
        byMs,
        from: taken[0]!.observedAt,
        to: taken.at(-1)!.observedAt,
        count: taken.length,
      })),
    async giveBack(station, step, reason, { person, commune }) {
      const taken = found(station).find((each) => each.step.id === step)?.taken;
      if (!taken) return false;
      const at = clock.now();
      const detail = { station, clockStep: step, from: taken[0]!.observedAt, to: taken.at(-1)!.observedAt, reason };
      record.append({ at, actor: { person }, action: ACTION, commune, detail });
      const inForce = parts.excluding();
      const again = taken
        .map(givenBack)
        .map((each) => ({ ...each, ...(isExcludedBy(inForce, each) && excluded(each)), receivedAt: at }));
      await readings.regrade(again);
      for (const each of again) recent.add(each, at);
      parts.changed(station);
      return true;
    },
    givenBackBy(station, step, commune) {
      const [signed] = record.ofAction(commune, ACTION).flatMap(({ actor, detail }) => {
        if (detail['station'] !== station || detail['clockStep'] !== step || !('person' in actor)) return [];
        return [{ person: actor.person, reason: String(detail['reason']) }];
      });
      return signed ?? null;
    },
  };
}
