import type { Instant } from '../../lib/clock.ts';
import type { ReadOnRecord } from '../../reading/by-person/read-at-gauge.ts';
import { isAccepted } from '../../reading/reading.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Station } from '../../territory/station.ts';
import type { Doors } from '../doors.ts';

/** What a person read, and what has become of it. */
export interface ReadLine extends ReadOnRecord {
  state: 'counts' | 'replaced' | 'excluded';
}

/** What people of a commune read at a gauge in the last day, newest first. */
export async function viewReads(
  doors: Pick<Doors, 'gaugeReads' | 'seen'>,
  { id: station, quantity }: Station,
  commune: Commune,
  now: Instant,
): Promise<ReadLine[]> {
  const lately = doors.gaugeReads.lately(station, commune.id);
  if (lately.length === 0) return [];
  const times = lately.map(({ observedAt }) => observedAt);
  const held = await doors.seen.window({ station, quantity }, Math.min(...times), Math.max(...times), now);
  return lately.map((each) => {
    const reading = held.find(({ observedAt }) => observedAt === each.observedAt);
    const isSame = reading?.value === each.stageM;
    return { ...each, state: !isSame ? 'replaced' : isAccepted(reading) ? 'counts' : 'excluded' };
  });
}
