import type { AlertEvent, PendingRelease, Telling } from '../../alert/alert.ts';
import { sooner } from '../../alert/release.ts';
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
    const signedOf = ({ dueAt, signed }: PendingRelease) =>
      dueAt === null || !signed
        ? null
        : { at: words.instant(dueAt, names.timeZone), signedBy: names.person(signed.by) };
    const below = sooner(pending).flatMap((each) => {
      const signed = signedOf(each);
      return signed ? [{ ...signed, level: words.level(each.level).name }] : [];
    });
    return residents.waiting(lower, signedOf(pending), below);
  }
  const level: StandingLevel = event.level === 'unknown' ? 'normal' : event.level;
  if (rank(told) >= rank(level)) return residents.told;
  if (heldBack === null) return null;
  return event.kind === 'corrected' ? residents.corrected : residents.heldBack;
}
