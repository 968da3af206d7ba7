import type { Instant } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';

/** The main courante: what staff and mayors decided and saw during an event, in their own words. */
export const logKinds = ['decision', 'observation'] as const;
export type LogKind = (typeof logKinds)[number];

/** Longer is a report, not an entry. */
export const LONGEST_ENTRY = 2000;

/** One entry. Never edited nor erased: what was wrong is put right by an entry that follows it up. */
export interface LogEntry {
  /** Its number: rises over all communes. */
  id: number;
  commune: string;
  /** The alert in force when it was written, or the exercise that it was written for; `null` while there was none. */
  alert: string | null;
  /** By the event clock: beside readings and alert events. */
  at: Instant;
  /** By the machine's clock; the two differ in a replay only. */
  receivedAt: Instant;
  /** Account id. */
  person: string;
  kind: LogKind;
  text: string;
  /** The earlier entry of the same commune that this one follows up. */
  follows: number | null;
}

/** Which entries: all of a commune, those of one alert, those older than an entry. */
export interface LogQuery {
  limit: number;
  alert?: string;
  before?: number;
}

/** PORT. Why a table of its own and not the record: entries are prose, refer to one another, and are read an alert at a time. */
export interface LogBook {
  append(entry: Omit<LogEntry, 'id'>): LogEntry;
  /** The entry, where it is one of this commune's. */
  find(commune: string, id: number): LogEntry | null;
  /** Newest first. */
  recent(commune: string, query: LogQuery): LogEntry[];
  /** Oldest first, by the event clock, bounds included. */
  between(commune: string, from: Instant, to: Instant): LogEntry[];
}

const SAME_AGAIN_MS = 2 * MINUTE_MS;

/**
 * A thumb that presses twice writes once: the same person, words and reference within two minutes.
 * @example the entry sent again after one second → true; after five minutes → false
 */
export function isSameAgain(next: Omit<LogEntry, 'id'>, last: LogEntry | undefined): boolean {
  // An entry that seems to lie far ahead was written by a clock that has been set back since.
  if (!last || Math.abs(next.receivedAt - last.receivedAt) > SAME_AGAIN_MS) return false;
  return (['commune', 'person', 'kind', 'text', 'follows'] as const).every((field) => next[field] === last[field]);
}

/** Trimmed, line ends as one kind, other control characters out; `null` where nothing or too much is left. */
export function readEntryText(typed: string): string | null {
  const text = typed
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  return text.length === 0 || text.length > LONGEST_ENTRY ? null : text;
}
