import { type AlertEvent, isMistake, isRaise, type Telling } from '../../alert/alert.ts';
import { isEndedByAlert, levelBehind, levelTold } from '../../alert/last-told.ts';
import { isBlind } from '../../alert/sight-reasons.ts';
import { isOver } from '../../forecast/ensemble/passage-window.ts';
import type { MarkChance } from '../../forecast/forecast-store.ts';
import type { Instant } from '../../lib/clock.ts';
import type { OfficialStanding } from '../../reading/national/official-warning.ts';
import type { ZeroShift } from '../../reading/quality/zero-shift.ts';
import { isRaisedLevel, type RaisedLevel, rank } from '../../territory/alert-level.ts';
import type { Commune, Language } from '../../territory/commune.ts';
import type { KnownFlood } from '../../territory/known-flood.ts';
import type { Audience, MessageWords } from '../../text/message-words.ts';
import type { Names, SinceLowered, Words } from '../../text/words.ts';
import type { AnswerWays } from '../asked/answer-ways.ts';
import type { Caveats } from './caveat-lines.ts';
import { type Issuer, markedAs, voices } from './letterhead.ts';

export type Reader =
  /** `answer`: how to say "I take care of it", while the alert waits for that. */
  | { kind: 'contact'; language: Language; answer: AnswerWays | null }
  /** `leaveUrl`: the page that leaves in one step. */
  | { kind: 'resident'; language: Language; leaveUrl: string };

export type Seen = Pick<AlertEvent, 'station' | 'stageM' | 'observedAt'>;

/** How likely the mark of a level is passed. */
export type HigherChance = MarkChance & { level: RaisedLevel };

export interface MessageContext {
  issuer: Issuer;
  names: Names;
  /** What residents have been told after the event; `null` while no alert is in force. */
  telling: Telling | null;
  /** The event that brought the alert to its level: how sure and when, for a release that says neither. See `basisOf`. */
  basis: AlertEvent | null;
  /** Where the water stood last at the gauge that brought the alert there, where nothing speaks for the level any more; else `null`. */
  seen: Seen | null;
  /** Whether what an audience was told last of the level is that it came down. */
  cameDown: Readonly<Record<Audience, boolean>>;
  /** What the State said of the commune's places at the moment of the event. */
  official: readonly OfficialStanding[];
  /** Floods that people remember at a gauge, lowest first. */
  floodsAt(station: string): readonly KnownFlood[];
  /** When staff were asked to check what this is the first answer to, for those of them who hear nothing else of the alert; else `null`. */
  askedToCheckAt: Instant | null;
  /** What limits the forecast behind an event; `null` where there is none. */
  caveatsOf(event: AlertEvent): Caveats | null;
  /** The step down that may be another zero of its gauge; `null` where there is none. */
  zeroShiftOf(event: AlertEvent): ZeroShift | null;
  /** Of the levels above that of an event, lowest first, by the forecast behind it; nothing where there is none. */
  chancesAbove(event: AlertEvent): readonly HigherChance[];
}

/** An event as it is being written for one reader. */
export interface Writing {
  language: Language;
  words: Words;
  around: MessageWords;
  event: AlertEvent;
  /** The event as its reader is to understand it. */
  told: AlertEvent;
  audience: Audience;
  commune: Commune;
  context: MessageContext;
}

/** What an event is to a reader, in their language. */
export function writingFor(
  event: AlertEvent,
  reader: Pick<Reader, 'kind' | 'language'>,
  commune: Commune,
  context: MessageContext,
): Writing {
  const audience: Audience = reader.kind === 'resident' ? 'public' : 'staff';
  const told = withoutWhatIsOver(asTold(event, audience, context), event.at);
  return { ...voices[reader.language], language: reader.language, event, told, audience, commune, context };
}

/** What it rests on may have been judged an hour before. */
function withoutWhatIsOver(told: AlertEvent, now: Instant): AlertEvent {
  const { passage } = told;
  if (passage === null) return told;
  return { ...told, passage: isOver(passage, now) ? null : { ...passage, p10At: Math.max(passage.p10At, now) } };
}

/** What it is, in the words that it begins with: of what is not real, that first. */
export function subjectOf(writing: Writing): string {
  const { around, event, audience, commune } = writing;
  const heading = `${around.heading(event, audience)} ${commune.name}`;
  const detail = subjectDetail(writing);
  return marked(writing, detail === '' ? heading : around.labelled(heading, detail));
}

/** What is not real says so in its first word. */
export function marked(writing: Writing, text: string): string {
  return markedAs(readAs(writing), writing.language, text);
}

/** `null` where it is real. */
export function notRealOf(writing: Writing): { word: string; sentence: string } | null {
  const kind = readAs(writing);
  return kind === 'operational' ? null : writing.around.notReal[kind];
}

/** Of a real alert that ends an exercise many hear by its end alone: it begins with what is real. */
function readAs(writing: Writing): Issuer['kind'] {
  const { event, context } = writing;
  return context.issuer.kind === 'operational' && isEndedByAlert(event)
    ? 'operational'
    : realityOf(event, context.issuer);
}

/** An exercise is played in a demonstration too. */
export function realityOf({ exercise }: AlertEvent, { kind }: Issuer): Issuer['kind'] {
  return exercise ? 'exercise' : kind;
}

/**
 * For residents a release is the alert itself: they read why and when from the event that the mayor decided on. So do those to
 * whom an alert is passed on: they hear of it for the first time.
 */
export function asTold(
  event: AlertEvent,
  audience: Audience,
  { basis, seen }: Pick<MessageContext, 'basis' | 'seen'>,
): AlertEvent {
  // For residents a mistake that is put right is what they know from now on.
  if (audience === 'public' && isMistake(event.reason)) return { ...event, level: event.reason.told };
  const level = audience === 'public' ? levelTold(event) : event.level;
  // Minutes or hours later it does not go there: it stands there.
  if (event.kind === 'passed-on' || event.kind === 'undecided')
    return { ...(basis ?? { ...event, ...seen }), kind: 'raised', level, from: level };
  const isFirst = audience === 'public' && event.kind === 'released';
  return isFirst ? { ...(basis ?? { ...event, from: level }), kind: 'raised', level } : event;
}

export function movesLevel(kind: AlertEvent['kind']): boolean {
  return isRaise(kind) || kind === 'lowered' || kind === 'reopened';
}

/** Our own eye fails, or what it sees is in doubt: what another says of the river helps. */
export function isUnsure({ kind }: AlertEvent): boolean {
  return kind === 'sight-lost' || kind === 'still-not-seen' || kind === 'suspect-passage' || kind === 'zero-shift';
}

/** A level that stands again, as it stood before a mistake. */
export function standsAgain({ kind, level }: AlertEvent, audience: Audience): boolean {
  return kind === 'reopened' || (kind === 'corrected' && audience === 'public' && level !== 'normal');
}

/** A level to which it was lowered, also where that stands again. */
export function hasComeDown(
  told: AlertEvent,
  audience: Audience,
  { cameDown }: Pick<MessageContext, 'cameDown'>,
): boolean {
  return told.kind === 'lowered' || (standsAgain(told, audience) && cameDown[audience]);
}

/** What was put right may leave people at a level below the one in force: the danger is not less for that. */
export function sinceLowered({ event, told, audience, context }: Writing): SinceLowered | null {
  if (!hasComeDown(told, audience, context)) return null;
  const isAbove = isRaisedLevel(event.level) && isRaisedLevel(told.level) && rank(event.level) > rank(told.level);
  return isAbove ? 'above' : 'calm';
}

function subjectDetail({ words, around, event, told, audience, context }: Writing): string {
  const { kind, reason, probability, passage, station } = told;
  const { name } = words.level(kind === 'released' ? levelTold(told) : told.level);
  if (isRaise(kind) && isBlind(reason))
    return `${name}, ${around.blindSince(reason.since, reason.because, context.names.timeZone)}`;
  if (isRaise(kind)) {
    const sure = probability === null ? [] : [words.chance(probability)];
    const when = passage === null ? [] : [words.window(passage, context.names.timeZone, event.at)];
    return [name, ...(reason.because === 'observed-passage' ? [around.measured] : [...sure, ...when])].join(', ');
  }
  if (isEndedByAlert(event)) {
    const level = levelBehind(event, audience);
    return around.cutShort(level && words.level(level).name);
  }
  if (kind === 'closed') return '';
  if (reason.because === 'told-by-mistake') return around.noLongerHolds(words.level(reason.released).name);
  const aboutGauge =
    kind === 'sight-lost' ||
    kind === 'still-not-seen' ||
    kind === 'sight-regained' ||
    kind === 'suspect-passage' ||
    kind === 'zero-shift' ||
    kind === 'suppressed';
  if (!aboutGauge) return name;
  return station === null ? '' : context.names.station(station);
}

/** Where the water stood, and when: the message may be read hours later. The reason says it where it is the water itself. */
export function measuredStage({ words, around, told, context: { names } }: Writing): string[] {
  const { station, stageM, observedAt, reason } = told;
  if (reason.because === 'observed-passage' || stageM === null || station === null) return [];
  const { readingAt, labelled, labels } = around;
  const reading = readingAt(words.stage(stageM), names.station(station), observedAt ?? null, names.timeZone);
  return [labelled(labels.measured, reading)];
}

/** The commune's own action card where the level has one and was raised to it. */
export function stepsFor({
  language,
  words,
  around,
  event,
  told,
  audience,
  commune,
  context,
}: Writing): readonly string[] {
  const { level, kind } = told;
  const reader = audience === 'public' ? 'residents' : 'staff';
  if (hasComeDown(told, audience, context)) return words.whileFalling[reader];
  const real = levelBehind(event, audience);
  if (real) return [...around.steps(event, audience), ...commune.actionCards[real][language][reader]];
  const isUp = (isRaise(kind) || standsAgain(told, audience)) && isRaisedLevel(level);
  if (!isUp) return around.steps(event, audience);
  const looking = isRaise(kind) && isBlind(told.reason) ? words.whileUnseen.slice(0, 1) : [];
  return [...looking, ...commune.actionCards[level][language][reader]];
}

/** Where the reader looks and follows. */
export function pageUrl({ language, audience, commune, context }: Writing): string {
  const page = audience === 'staff' ? 'mayor' : 'communes';
  return `${context.issuer.baseUrl}/${language}/${page}/${commune.id}`;
}
