import { type Instant, isAhead } from '../../lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/units.ts';
import type { OfficialLevel, OfficialSource } from '../../territory/official-warning.ts';

/** What a service says of one place, as read from one answer. */
export interface OfficialWord {
  level: OfficialLevel;
  /** What the service calls the place; `null` where it does not say. */
  name: string | null;
  /** When the service made what we read, by its own clock; `null` where it does not say. */
  statedAt: Instant | null;
}

/** A level, from the first to the last time that a service was seen to state it. Between two of them it was not seen. */
export interface OfficialSpell extends OfficialSource, OfficialWord {
  /** When it changed to this level; `null` where it stood when we began to look. */
  since: Instant | null;
  firstSeenAt: Instant;
  lastSeenAt: Instant;
}

/** What is known of one place now. */
export interface OfficialStanding extends OfficialSource {
  /** `null`: never seen. */
  spell: OfficialSpell | null;
  /** Seen lately. Otherwise the spell says only what was, and nothing of now. */
  isCurrent: boolean;
}

/** How the asking for one place goes, for staff. */
export interface OfficialState extends OfficialStanding {
  /** Attempts in a row that failed. */
  failures: number;
  /** What went wrong at the last one, in English; `null` where it went well. */
  failure: string | null;
}

/** PORT: what was seen, for ever. */
export interface OfficialStore {
  /** The newest of each place. */
  newest(): readonly OfficialSpell[];
  /** Writes one; one that goes on is known by its place and `firstSeenAt`, and only grows. */
  put(spell: OfficialSpell): void;
  /** Those that touch the time from `from` to `to`, oldest first. */
  between(source: OfficialSource, from: Instant, to: Instant): readonly OfficialSpell[];
  /** The newest that had begun by then; `null`: it had not been seen yet. */
  lastBy(source: OfficialSource, at: Instant): OfficialSpell | null;
  /** Writes down which places communes have from now on, and which they have no more. */
  keepPlaces(set: readonly OfficialPlace[], at: Instant): void;
  /** The places that a commune had at some time from `from` to `to`. */
  placesOf(commune: string, from: Instant, to: Instant): readonly OfficialSource[];
}

/** A place of the State's warnings that a commune has set. */
export interface OfficialPlace extends OfficialSource {
  commune: string;
}

/** As pages see it. */
export interface ShownOfficialStore extends Pick<OfficialStore, 'placesOf'> {
  /** `null` where it cannot be read. */
  between(...asked: Parameters<OfficialStore['between']>): readonly OfficialSpell[] | null;
  /** `undefined` where it cannot be read. */
  lastBy(...asked: Parameters<OfficialStore['lastBy']>): OfficialSpell | null | undefined;
}

export const OFFICIAL_INTERVAL_MIN = 10;
/** Three attempts have failed then. What is older says nothing of now. */
export const OFFICIAL_FRESH_MS = 3 * OFFICIAL_INTERVAL_MIN * MINUTE_MS;

/** What was seen at a time that has yet to come was seen while the clock was ahead: nobody knows when. */
export function isSeenLately({ lastSeenAt }: Pick<OfficialSpell, 'lastSeenAt'>, now: Instant): boolean {
  return now - lastSeenAt <= OFFICIAL_FRESH_MS && !isAhead(lastSeenAt, now);
}

/**
 * What was known of a place at a past moment, by the spell that had begun last. When the service had made what was read then is known
 * only where it is no newer than the spell: a later map may have said the same.
 * @example orange seen from 14:10 to 18:00, asked as of 15:00 → orange, seen until 15:00
 */
export function standingAsOf(source: OfficialSource, spell: OfficialSpell | null, at: Instant): OfficialStanding {
  if (spell === null || spell.lastSeenAt <= at) {
    return { ...source, spell, isCurrent: spell !== null && isSeenLately(spell, at) };
  }
  const wasStated = spell.statedAt !== null && spell.statedAt <= spell.firstSeenAt;
  const then = { ...spell, lastSeenAt: at, statedAt: wasStated ? spell.statedAt : null };
  return { ...source, spell: then, isCurrent: true };
}

/**
 * A word that was seen, after the spell before it: the same level goes on; another one, or the same after a silence, begins a new spell.
 * It changed when the service says so, where that lies between the two times at which we looked; after a day of silence nobody knows when.
 * @example orange seen until 14:00, red at 14:10 of a map of 14:05: red since 14:05
 */
export function nextSpell(
  before: OfficialSpell | null,
  source: OfficialSource,
  word: OfficialWord,
  now: Instant,
): OfficialSpell {
  const isSame = before?.level === word.level;
  if (before && isSame && isSeenLately(before, now)) {
    // A clock that is put right by a second takes nothing back.
    const lastSeenAt = Math.max(before.lastSeenAt, now);
    return { ...before, statedAt: word.statedAt, name: word.name ?? before.name, lastSeenAt };
  }
  const { service, place } = source;
  const first = { service, place, ...word, firstSeenAt: now, lastSeenAt: now };
  if (before === null || isAhead(before.lastSeenAt, now) || now - before.lastSeenAt > DAY_MS) {
    return { ...first, since: null };
  }
  const isBetween = word.statedAt !== null && word.statedAt > before.lastSeenAt && word.statedAt <= now;
  return { ...first, since: isSame ? before.since : isBetween ? word.statedAt : now };
}
