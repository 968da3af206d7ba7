import type { Clock, Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import type { RecordBook, Who } from '../../record/record.ts';
import type { Station } from '../../territory/station.ts';
import { type Exclusion, isExcludedBy } from '../exclusions/exclusion.ts';
import type { Fetched } from '../intake.ts';
import { READ_HOLDS_MS } from './read-lately.ts';

/** What a person says that they read at the painted gauge of a station. */
export interface GaugeRead {
  station: Station;
  /** Metres above the gauge's zero. */
  stageM: number;
  observedAt: Instant;
}

export type ReadRefusal =
  | 'no-stage'
  | 'out-of-range'
  | 'in-the-future'
  /** It says nothing any more of where the water stands: it belongs in the event log. */
  | 'too-old'
  /** A person has taken the readings of that time out of what counts. */
  | 'excluded'
  | 'too-many';

/** Who read it, as it stands on record. */
export interface ReadOnRecord extends Pick<GaugeRead, 'stageM' | 'observedAt'> {
  person: string;
  at: Instant;
}

/** A level that a named person read at the painted gauge becomes a reading, by the same door as all others. */
export interface ReadAtGauge {
  /** Why it would be refused; `null` where it would not. Writes nothing. */
  refuse(read: GaugeRead, commune: string): ReadRefusal | null;
  /** Durable, and about to be judged, when it resolves. */
  enter(read: GaugeRead, who: Who): Promise<Result<ReadOnRecord, ReadRefusal>>;
  /** What people of a commune entered of a gauge in the last day, newest first. */
  lately(station: string, commune: string): ReadOnRecord[];
}

export interface ReadAtGaugeParts {
  clock: Clock;
  record: Pick<RecordBook, 'append' | 'ofAction'>;
  /** Exclusions in force. */
  excluding(): readonly Exclusion[];
  /** Stores readings, and has what they concern judged. */
  take(fetched: Fetched): Promise<void>;
}

const ACTION = 'reading.read-at-gauge';
/** One every two minutes: more is a fault, or somebody who means harm. */
const MOST_AN_HOUR = 30;
const SHOWN_MS = 24 * HOUR_MS;

/**
 * A person says a minute, and sensors speak on the minute. Of two values of one instant only the later counts: so that neither hides the
 * other, what was read lies a second after it; said again of the same minute it takes the place of what was said before.
 */
export function instantOf(observedAt: Instant, now: Instant): Instant {
  return Math.min(Math.floor(observedAt / MINUTE_MS) * MINUTE_MS + 1000, now);
}

export function createReadAtGauge({ clock, record, excluding, take }: ReadAtGaugeParts): ReadAtGauge {
  const all = (station: string, commune: string): ReadOnRecord[] =>
    record.ofAction(commune, ACTION).flatMap(({ actor, at, detail }) => {
      const { stageM, observedAt } = detail;
      if (detail['station'] !== station || !('person' in actor)) return [];
      if (typeof stageM !== 'number' || typeof observedAt !== 'number') return [];
      return [{ person: actor.person, at, stageM, observedAt }];
    });

  function refuse({ station, stageM, observedAt }: GaugeRead, commune: string): ReadRefusal | null {
    const now = clock.now();
    if (station.quantity !== 'stage') return 'no-stage';
    if (!(stageM >= station.minValue && stageM <= station.maxValue)) return 'out-of-range';
    if (observedAt > now) return 'in-the-future';
    if (observedAt < now - READ_HOLDS_MS) return 'too-old';
    const at = { station: station.id, observedAt: instantOf(observedAt, now), tests: ['by-person'] } as const;
    if (isExcludedBy(excluding(), at)) return 'excluded';
    return all(station.id, commune).filter((each) => each.at > now - HOUR_MS).length >= MOST_AN_HOUR
      ? 'too-many'
      : null;
  }

  return {
    refuse,
    async enter(read, { person, commune }) {
      const refused = refuse(read, commune);
      if (refused) return err(refused);
      const at = clock.now();
      const { station, stageM } = read;
      const observedAt = instantOf(read.observedAt, at);
      // On record first: nothing that a person read is ever without a name.
      const detail = { station: station.id, stageM, observedAt };
      record.append({ at, actor: { person }, action: ACTION, commune, detail });
      const observation = { station: station.id, quantity: station.quantity, observedAt, value: stageM };
      await take({ receivedAt: at, observations: [observation], rejections: [], byPerson: true });
      return ok({ person, at, stageM, observedAt });
    },
    lately: (station, commune) => {
      const since = clock.now() - SHOWN_MS;
      return all(station, commune).filter((each) => each.observedAt >= since);
    },
  };
}
