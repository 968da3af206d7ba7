import type { CommuneState } from '../../alert/alert.ts';
import { closedSince } from '../../alert/closed-since.ts';
import type { Suppression } from '../../alert/suppress.ts';
import { sightOf } from '../../policy/assess.ts';
import { toldMeanwhile } from '../../reading/by-person/overtaken-at.ts';
import { isByPerson, type Reading } from '../../reading/reading.ts';
import type { Station } from '../../territory/station.ts';

/** Why what a person read raises nothing though it reaches a mark: the alert was closed since, or the sensor has measured this since. */
export type Outweighed = 'closed' | Pick<Reading, 'value' | 'observedAt'>;

/**
 * What is entered now, held against all that came since the look at the gauge; `null` where it raises.
 * @example 2 m read at 9:05 with the mark at 1.8 m, entered at 9:50, the sensor believed with 1 m at 9:40 → that reading; entered at 9:12 → `null`
 */
export function outweighed(
  read: Pick<Reading, 'observedAt' | 'receivedAt'>,
  markM: number,
  known: { station: Station; state: CommuneState | null; past: readonly Reading[]; suppression: Suppression | null },
): Outweighed | null {
  if (known.state && closedSince(read, known.state)) return 'closed';
  if (known.suppression?.kind === 'maintenance') return null;
  const sensed = known.past.filter((each) => !isByPerson(each));
  const sight = sightOf(known.station, sensed, read.receivedAt);
  if (sight.kind !== 'seen' || sight.observedAt < read.observedAt || sight.stageM >= markM) return null;
  const { observedAt, stageM: value } = sight;
  return toldMeanwhile(read, { observedAt, receivedAt: observedAt }) ? null : { observedAt, value };
}
