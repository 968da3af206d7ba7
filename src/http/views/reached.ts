import type { AlertEvent } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import { NEEDLESS, RECIPIENT_GONE, replacedBy } from '../../notification/outbox.ts';
import type { ToResident } from '../../notification/told-store.ts';

/** What was decided to tell residents, and how many of them have it: a decision reaches nobody while no server takes it. */
export interface Reached {
  at: Instant;
  /** The river came down, and nobody had to decide it. */
  isLowered: boolean;
  /** `null` where it cannot be read. */
  counts: { sent: number; all: number } | null;
}

/** `rows`: what became of the messages of that event. */
export function reachedBy({ at, kind }: AlertEvent, rows: readonly ToResident[] | null): Reached {
  const due = rows?.filter((row) => row.status !== 'dropped' || !isNeedless(row));
  const sent = due?.filter(({ status }) => status === 'sent').length ?? 0;
  return { at, isLowered: kind === 'lowered', counts: due ? { sent, all: due.length } : null };
}

/** Who left, or has a newer one, misses nothing. */
function isNeedless({ error }: ToResident): boolean {
  const reason = error ?? '';
  const isReplaced = replacedBy({ status: 'dropped', attempts: 0, reason }) !== null;
  return reason === RECIPIENT_GONE || NEEDLESS.includes(reason) || isReplaced;
}

/** None or few have it. */
export function isReachedByFew({ counts }: Reached): boolean {
  return counts !== null && counts.all > 0 && counts.sent * 2 < counts.all;
}
