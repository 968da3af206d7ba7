import type { AlertEvent, Telling } from '../../alert/alert.ts';
import { rank, type StandingLevel } from '../../territory/alert-level.ts';
import type { MessageWords } from '../../text/message-words.ts';
import type { Names, Words } from '../../text/words.ts';

/** Whether residents know of the level of an event, and who decides it; `null` where there is nothing to decide. */
export function whoDecides(
  { residents }: MessageWords,
  words: Words,
  event: AlertEvent,
  { told, pending, heldBack }: Telling,
  names: Names,
): string | null {
  if (pending) {
    const lower = told === 'normal' ? null : words.level(told).name;
    if (pending.dueAt === null || !pending.signed) return residents.waiting(lower, null);
    return residents.waiting(lower, {
      at: words.instant(pending.dueAt, names.timeZone),
      signedBy: names.person(pending.signed.by),
    });
  }
  const level: StandingLevel = event.level === 'unknown' ? 'normal' : event.level;
  if (rank(told) >= rank(level)) return residents.told;
  if (heldBack === null) return null;
  return event.kind === 'corrected' ? residents.corrected : residents.heldBack;
}
