import { type Instant, isAhead } from '../lib/clock.ts';
import { toldMeanwhile } from '../reading/by-person/overtaken-at.ts';
import type { Reading } from '../reading/reading.ts';
import type { CommuneState } from './alert.ts';

export type Closed = Pick<CommuneState, 'closedAt' | 'closedByHand'>;

/**
 * Whether the last alert was closed by hand after a person had read this: then it raises no other. What was still being entered nobody knew who
 * closed the alert meanwhile; nor does one count that was closed by a clock that has been set back since.
 * @example 2.4 m read at 3:04, entered at 3:12: closed at 3:10 → false; at 3:15 → true. Entered at 4:00, closed at 3:40 → true
 */
export function closedSince(
  read: Pick<Reading, 'observedAt' | 'receivedAt'>,
  { closedAt, closedByHand }: Closed,
  now: Instant,
): boolean {
  // A version that does not keep it has the alert alone.
  const at = Math.max(closedAt ?? 0, closedByHand?.at ?? 0);
  if (isAhead(at, now)) return false;
  return read.observedAt <= at && !toldMeanwhile(read, { observedAt: at, receivedAt: at });
}
