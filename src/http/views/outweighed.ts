import type { CommuneState } from '../../alert/alert.ts';
import { closedSince } from '../../alert/closed-since.ts';
import { type Suppression, suppress } from '../../alert/suppress.ts';
import { err } from '../../lib/result.ts';
import { assess } from '../../policy/assess.ts';
import { standingRead } from '../../policy/assessment.ts';
import { instantOf } from '../../reading/by-person/read-at-gauge.ts';
import { isAccepted, isByPerson, type Reading } from '../../reading/reading.ts';
import { insertReading } from '../../reading/recent-readings.ts';
import type { Station } from '../../territory/station.ts';

/** Why what a person read raises nothing though it reaches a mark: the alert was closed since, or the sensor or a person has told this since. */
export type Outweighed = 'closed' | { stageM: number; observedAt: number; byPerson: boolean };

interface Known {
  station: Station;
  state: CommuneState | null;
  past: readonly Reading[];
  suppression: Suppression | null;
}

/**
 * What is entered now, judged beside all that is known as it will be once it is entered; `null` where it raises.
 * @example 2 m read at 9:05 with the mark at 1.8 m, entered at 9:50, the sensor believed with 1 m at 9:40 → that reading; entered at 9:12 → `null`
 */
export function outweighed(
  read: Pick<Reading, 'value' | 'observedAt' | 'receivedAt'>,
  markM: number,
  { station, state, past, suppression }: Known,
): Outweighed | null {
  const { receivedAt, value } = read;
  const observedAt = instantOf(read.observedAt, receivedAt);
  const revision = past.filter((each) => each.observedAt === observedAt).length;
  const knownAt = revision === 0 ? receivedAt : observedAt;
  if (state && closedSince({ observedAt, receivedAt: knownAt }, state, receivedAt)) return 'closed';
  const recent = [...past];
  const { id, quantity } = station;
  const entered = { station: id, quantity, observedAt, receivedAt, value, revision };
  insertReading(recent, { ...entered, quality: 'pass', tests: ['by-person'] });
  const known = { station, recent, forecast: err({ kind: 'failed' } as const), dataAt: null, trembleM: 0 };
  const assessment = suppress(assess(state?.commune ?? '', [], known, receivedAt), suppression);
  const standing = standingRead(assessment);
  // As `raisesTo` goes by it.
  if (standing && state && closedSince({ receivedAt: standing.observedAt, ...standing }, state, receivedAt))
    return 'closed';
  if (standing) return standing.stageM >= markM ? null : { ...standing, byPerson: true };
  const { sight } = assessment;
  if (sight.kind === 'seen') return sight.stageM >= markM ? null : { ...sight, byPerson: false };
  // It has shown as much as was read, and is lost since.
  const last = recent.findLast((each) => isAccepted(each) && !isByPerson(each));
  return last ? { stageM: last.value, observedAt: last.observedAt, byPerson: false } : null;
}
