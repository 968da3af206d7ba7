import type { AlertEvent, EventReason } from '../alert/alert.ts';
import type { PassageWindow } from '../forecast/ensemble/passage-window.ts';
import type { Instant } from '../lib/clock.ts';
import type { AlertLevel } from '../territory/alert-level.ts';
import type { FloodWords } from './flood-words.ts';
import type { OfficialWords } from './official-words.ts';

/** How a level is shown: never by colour alone. */
export interface LevelWords {
  /** One word or two: « Agir maintenant ». */
  name: string;
  /** One short sentence that says what it means. */
  meaning: string;
  symbol: string;
}

/** How it stands since a level was lowered: calm, at a higher level that has not been told, or with water that rises again. */
export type SinceLowered = 'calm' | 'above' | 'rising';

/** Places and people that a sentence may name. */
export interface Names {
  station(id: string): string;
  /** A person's display name by account or contact id. */
  person(id: string): string;
  timeZone: string;
}

/** Reasons and levels in one language. Nothing else in the service speaks to people. */
export interface Words {
  /** The State's own warnings, as they are shown beside ours. */
  official: OfficialWords;
  floods: FloodWords;
  /** `lowered`: it was lowered to this level, and how it stands since. */
  level(level: AlertLevel, lowered?: SinceLowered | null): LevelWords;
  /** What staff do while a river is not seen. */
  whileUnseen: readonly string[];
  /** The same of a river of which nothing was ever measured: the first reading of a new gauge counts only once a second has confirmed it. */
  whileNotSeenYet: readonly string[];
  /** What to do once the level has come down: the cards are written for rising water. */
  whileFalling: Readonly<Record<'staff' | 'residents', readonly string[]>>;
  /** What residents mind once an alert is over. */
  afterAlert: readonly string[];
  /** What residents mind once the only thing that they were told was taken back: the alert goes on for those who watch. */
  afterMistake: readonly string[];
  /** Why it happened, one sentence; for staff with the thresholds of the policy, which are theirs. */
  reason(reason: EventReason, names: Names, audience?: AlertEvent['audience']): string;
  /** Why a reading is doubted, by the names of the tests that it did not pass. @example doubts(['spike', 'late']) // 'pic isolé, arrivée trop tardive' */
  doubts(tests: readonly string[]): string;
  /** A sensor that speaks by a wrong clock: so far ahead of the time, or behind it where it is negative. Keeps somebody from looking for a dead one. */
  clockOff(offMs: number): string;
  /** What happened, one sentence: the headline of a message and the line in a log. */
  event(event: AlertEvent, communeName: string, names: Names): string;
  /** @example chance(0.953) // '95 %'; below .01 'less than 1 %', above .99 'more than 99 %': nothing is certain */
  chance(probability: number): string;
  /** The same in natural frequencies. @example frequency(0.384) // '38 sur 100'; 'moins de 1 sur 100', 'plus de 99 sur 100' */
  frequency(probability: number): string;
  /** @example metres(3.2) // '3,20 m' in French, '3.20 m' in English */
  metres(metres: number): string;
  /** Where the water stands, never rounded up: what is short of a mark must not read as at it. @example stage(3.899) // '3,89 m' */
  stage(stageM: number): string;
  /** @example change(-0.3) // '−0,30 m' in French; with its sign */
  change(metres: number): string;
  /** @example hours(1.5) // '1 h 30', in English '1 h 30 min' */
  hours(leadTimeH: number): string;
  /** Local time with its zone, as a person reads it: « mercredi 22 janvier, 13 h 05 (heure de Paris) ». */
  instant(at: Instant, timeZone: string): string;
  /** The day only, with its year: « 12 juin 2020 ». */
  day(at: Instant, timeZone: string): string;
  /** Local clock time only: « 13 h 05 », '13:05'; of the hour that happens twice with which of the two it is. */
  clockTime(at: Instant, timeZone: string): string;
  /** The same to the second: « 13 h 05 min 09 s », '13:05:09'. */
  clockSeconds(at: Instant, timeZone: string): string;
  /** Of one that is not over at `now`: « mercredi entre 14 h 30 et 16 h 00 », once it has begun « mercredi avant 16 h 00 ». */
  window(passage: PassageWindow, timeZone: string, now: Instant): string;
  /** « il y a 10 minutes » */
  age(ms: number): string;
}

/** What is said alike whatever happens: numbers and times. */
export type Numbers = Pick<
  Words,
  | 'chance'
  | 'frequency'
  | 'metres'
  | 'stage'
  | 'change'
  | 'hours'
  | 'instant'
  | 'day'
  | 'clockTime'
  | 'clockSeconds'
  | 'window'
  | 'age'
>;
