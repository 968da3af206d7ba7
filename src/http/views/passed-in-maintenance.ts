import { overAt, type Suppression } from '../../alert/suppress.ts';
import { isByPerson, type Reading } from '../../reading/reading.ts';
import type { Station } from '../../territory/station.ts';
import type { Doors } from '../doors.ts';

/**
 * What the gauge showed last, where that was under maintenance and reaches a mark of any commune. A sensor in a pail shows no less: nothing is raised
 * by it, and by the river only once the gauge reports again, an hour later perhaps. Whoever works there can tell the two apart.
 */
export async function passedInMaintenance(
  doors: Pick<Doors, 'seen' | 'policies' | 'clock'>,
  { id, quantity }: Station,
  past: readonly Suppression[],
): Promise<Reading | null> {
  const latest = await doors.seen.latest({ station: id, quantity }, doors.clock.now());
  if (!latest || quantity !== 'stage' || isByPerson(latest) || latest.tests.includes('gross-range')) return null;
  const { observedAt, value } = latest;
  const isWithin = past.some(
    (each) => each.kind === 'maintenance' && each.from <= observedAt && observedAt < overAt(each),
  );
  const isReached = doors.policies.current()?.rules.some(({ station, markM }) => station === id && value >= markM);
  return isWithin && isReached ? latest : null;
}
