import { err, ok, type Result } from '../../lib/result.ts';
import { type LogEntry, type LogKind, readEntryText } from '../../record/log-entry.ts';
import type { Doors } from '../doors.ts';

export type LogProblem = 'bad-text' | 'bad-follows';

/** Writes an entry for a person, tied to the alert in force; the same for pages and the API. */
export function writeLog(
  { logBook, journal, clock, wallClock }: Pick<Doors, 'logBook' | 'journal' | 'clock' | 'wallClock'>,
  commune: string,
  person: string,
  typed: { kind: LogKind; text: string; follows: number | null },
): Result<LogEntry, LogProblem> {
  const text = readEntryText(typed.text);
  if (text === null) return err('bad-text');
  if (typed.follows !== null && !logBook.find(commune, typed.follows)) return err('bad-follows');
  const alert = journal.state(commune)?.alert?.id ?? null;
  const times = { at: clock.now(), receivedAt: wallClock.now() };
  return ok(logBook.append({ ...typed, ...times, commune, alert, person, text }));
}
