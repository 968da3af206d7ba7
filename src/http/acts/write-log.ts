import { isOfExercise } from '../../alert/exercise.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { type LogEntry, type LogKind, readEntryText } from '../../record/log-entry.ts';
import type { Doors } from '../doors.ts';

export type LogProblem = 'bad-text' | 'bad-follows';

/**
 * Writes an entry for a person, tied to the alert in force, or to the exercise that it was written for, whatever is in force by then: it is kept
 * for ever, and what was played is never read as real. The same for pages and the API.
 */
export function writeLog(
  { logBook, journal, clock, wallClock }: Pick<Doors, 'logBook' | 'journal' | 'clock' | 'wallClock'>,
  commune: string,
  person: string,
  { exercise, ...typed }: { kind: LogKind; text: string; follows: number | null; exercise: string | null },
): Result<LogEntry, LogProblem> {
  const text = readEntryText(typed.text);
  if (text === null) return err('bad-text');
  if (typed.follows !== null && !logBook.find(commune, typed.follows)) return err('bad-follows');
  const alert = isOfExercise(commune, exercise) ? exercise : (journal.state(commune)?.alert?.id ?? null);
  const times = { at: clock.now(), receivedAt: wallClock.now() };
  return ok(logBook.append({ ...typed, ...times, commune, alert, person, text }));
}
