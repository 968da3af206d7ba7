import type { PassageWindow } from '../forecast/ensemble/passage-window.ts';
import type { Instant } from '../lib/clock.ts';
import type { ZeroShift } from '../reading/quality/zero-shift.ts';
import type { QualityTest } from '../reading/reading.ts';
import type { RaisedLevel } from '../territory/alert-level.ts';

/** Can we see the river at this gauge? `since` is the last accepted observation, `null` where there never was one. */
export type Sight =
  | { kind: 'seen'; stageM: number; observedAt: Instant }
  /**
   * `unreadable`: what it measured is stored, and the disk does not give it back. `awaited`: the service has only listened since then, and the gauge
   * not had the time to report.
   */
  | { kind: 'not-seen'; since: Instant | null; why: 'silent' | 'suspect' | 'unreadable'; awaited?: Instant }
  /** A person has said so, until then: the gauge is not to be believed, or its silence is known. */
  | { kind: 'not-seen'; since: Instant | null; why: 'maintenance' | 'silenced'; until: Instant; person: string };

/** The chance judged for one level; `probability` is `null` when there is no forecast. */
export interface LevelChance {
  level: RaisedLevel;
  markM: number;
  leadTimeH: number;
  probability: number | null;
  passage: PassageWindow | null;
}

/** All that is known at one gauge of one commune at one moment. */
export interface Assessment {
  commune: string;
  station: string;
  issuedAt: Instant;
  /** The newest accepted observation, here or upstream, that this rests on: nothing new, no new vote. */
  dataAt: Instant | null;
  sight: Sight;
  /** By how much the gauge is known to tremble, the standard deviation of its noise in metres; not there where that is too little to count. */
  trembleM?: number;
  /** What a person read at the painted gauge in the last hours. It says nothing of the sensor, which `sight` tells of. */
  read?: Read;
  /** A step down that no water makes, and that nobody has answered for: what the gauge shows lowers nothing. */
  zeroShift?: ZeroShift;
  /** The newest reading, where it did not pass quality control and lies above a mark. */
  suspectPassage: { stageM: number; observedAt: Instant; level: RaisedLevel; tests: readonly QualityTest[] } | null;
  chances: readonly LevelChance[];
  /** Stations missing from the forecast. */
  degraded: readonly string[];
  outsideExperience: boolean;
  modelVersion: string | null;
}

/** A level that a person read at the painted gauge. */
export interface Read {
  stageM: number;
  observedAt: Instant;
  /** Since when it is known; not there where it was corrected, nor in decisions of before it was kept. */
  receivedAt?: Instant;
  /** The first that the sensor was believed with since, and in spite of it; also where it has fallen silent again. */
  overtakenAt?: Instant;
  /** Where the sensor told its last while this was being entered. */
  enteredAt?: Instant;
}

/**
 * What a person read, where the sensor has not been believed since in spite of it: it raises and holds, and lowers nothing.
 * @example read at 2:10, the sensor seen at 2:00 → it stands; seen at 2:20 → `null`, and so once it is silent from then on; entered at 2:25 → it
 * stands until the sensor is seen again
 */
export function standingRead({ sight, read }: Pick<Assessment, 'sight' | 'read'>): Read | null {
  if (!read || read.overtakenAt !== undefined) return null;
  if (read.enteredAt !== undefined) return read;
  return sight.kind === 'seen' && sight.observedAt >= read.observedAt ? null : read;
}
