import { type AlertEvent, isMistake, type Telling } from '../alert/alert.ts';
import { raisedLevels } from '../territory/alert-level.ts';
import type { Commune, Language } from '../territory/commune.ts';
import type { Audience, MessageWords } from '../text/message-words.ts';
import type { Names, Words } from '../text/words.ts';
import { type AnswerWays, answerLines } from './answer-ways.ts';
import { type Caveats, caveatLines } from './caveat-lines.ts';
import { type Issuer, type Message, paragraphs, root, voices } from './letterhead.ts';
import { whoDecides } from './who-decides.ts';

export type Reader =
  /** `answer`: how to say "I take care of it", while the alert waits for that. */
  | { kind: 'contact'; language: Language; answer: AnswerWays | null }
  /** `leaveUrl`: the page that leaves in one step. */
  | { kind: 'resident'; language: Language; leaveUrl: string };

export interface MessageContext {
  issuer: Issuer;
  names: Names;
  /** What residents have been told after the event; `null` while no alert is in force. */
  telling: Telling | null;
  /** The event that brought the alert to its level: how sure and when, for a release that says neither. See `basisOf`. */
  basis: AlertEvent | null;
  /** Whether what an audience was told last of the level is that it came down. */
  cameDown: Readonly<Record<Audience, boolean>>;
  /** What limits the forecast behind an event; `null` where there is none. */
  caveatsOf(event: AlertEvent): Caveats | null;
}

/** One event for one kind of reader, in their language: what it is, how sure, when, why, what to do now, who decides, where to look. */
export function messageFor(event: AlertEvent, reader: Reader, commune: Commune, context: MessageContext): Message {
  const audience: Audience = reader.kind === 'resident' ? 'public' : 'staff';
  const told = asTold(event, audience, context);
  const writing = { ...voices[reader.language], language: reader.language, event, told, audience, commune, context };
  const { words, around } = writing;
  const heading = around.heading(event, audience);
  const kind = event.exercise ? 'exercise' : context.issuer.kind;
  const notReal = kind === 'operational' ? null : around.notReal[kind];
  const { reason } = event;
  const isCutShort =
    context.issuer.kind === 'operational' && reason.because === 'exercise-over' && reason.why === 'real-alert';

  const detail = subjectDetail(writing);
  const subject = detail === '' ? `${heading} ${commune.name}` : around.labelled(`${heading} ${commune.name}`, detail);
  const blocks = [
    notReal ? [`${notReal.word}. ${isCutShort ? around.cutShort : notReal.sentence}`] : [],
    [`${heading} – ${words.event(writing.told, commune.name, context.names)}`, ...passedOn(writing), ...facts(writing)],
    reader.kind === 'contact' && reader.answer ? answerLines(reader.answer, words, around, context.names.timeZone) : [],
    numbered(writing),
    decides(writing),
    [
      around.labelled(around.labels.page, pageUrl(reader, commune, context.issuer)),
      around.written(words.instant(event.at, context.names.timeZone), context.issuer.name),
    ],
    reader.kind === 'resident' ? [around.labelled(around.labels.leave, reader.leaveUrl)] : [],
  ];
  return { subject: notReal ? `${notReal.word} – ${subject}` : subject, text: paragraphs(blocks) };
}

interface Writing {
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

/**
 * For residents a release is the alert itself: they read why and when from the event that the mayor decided on. So do those to
 * whom an alert is passed on: they hear of it for the first time.
 */
function asTold(event: AlertEvent, audience: Audience, { basis }: MessageContext): AlertEvent {
  // For residents a mistake that is put right is what they know from now on.
  if (audience === 'public' && isMistake(event.reason)) return { ...event, level: event.reason.told };
  const isFirst = event.kind === 'passed-on' || (audience === 'public' && event.kind === 'released');
  if (!isFirst) return event;
  return { ...(basis ?? event), kind: 'raised', level: event.level };
}

function isRaise(kind: AlertEvent['kind']): boolean {
  return kind === 'raised' || kind === 'escalated';
}

function movesLevel(kind: AlertEvent['kind']): boolean {
  return isRaise(kind) || kind === 'lowered' || kind === 'reopened';
}

/** A level that stands again, as it stood before a mistake. */
function standsAgain({ kind, level }: AlertEvent, audience: Audience): boolean {
  return kind === 'reopened' || (kind === 'corrected' && audience === 'public' && level !== 'normal');
}

function subjectDetail({ words, around, told, context }: Writing): string {
  const { kind, reason, probability, passage, station } = told;
  const { name } = words.level(told.level);
  if (isRaise(kind)) {
    const sure = probability === null ? [] : [words.chance(probability)];
    const when = passage === null ? [] : [words.window(passage, context.names.timeZone)];
    return [name, ...(reason.because === 'observed-passage' ? [around.measured] : [...sure, ...when])].join(', ');
  }
  if (kind === 'closed') return '';
  if (reason.because === 'told-by-mistake') return around.noLongerHolds(words.level(reason.released).name);
  const aboutGauge =
    kind === 'sight-lost' ||
    kind === 'still-not-seen' ||
    kind === 'sight-regained' ||
    kind === 'suspect-passage' ||
    kind === 'suppressed';
  if (!aboutGauge) return name;
  return station === null ? '' : context.names.station(station);
}

function facts(writing: Writing): string[] {
  const { words, around, told, audience, context } = writing;
  const { labels, labelled } = around;
  const { names } = context;
  // Its sentence says all: who takes care of it.
  if (told.kind === 'acknowledged') return [];
  const why = labelled(labels.why, words.reason(told.reason, names, audience));
  const isStanding = standsAgain(told, audience);
  if (!movesLevel(told.kind) && !isStanding) return [why];
  const isLower = told.kind === 'lowered' || (isStanding && context.cameDown[audience]);
  const { name, meaning, symbol } = words.level(told.level, isLower);
  const level = labelled(labels.level, `${symbol} ${name}. ${meaning}`);
  const { passage } = told;
  const measured = measuredStage(writing);
  // The chance of a lowered alert is that of the mark above: it stands in the reason, with its mark.
  if (!isRaise(told.kind)) return [level, why, ...measured];
  const sure = sureness(writing);
  return [
    level,
    ...(sure === null ? [] : [labelled(labels.sure, sure)]),
    ...(passage === null ? [] : [labelled(labels.when, around.ifReached(words.window(passage, names.timeZone)))]),
    why,
    ...measured,
    ...(audience === 'staff' ? caveatLines(told, context.caveatsOf(told), around, names) : []),
  ];
}

/** Where the water stood, and when: the message may be read hours later. The reason says it where it is the water itself. */
function measuredStage({ words, around, told, context: { names } }: Writing): string[] {
  const { station, stageM, observedAt, reason } = told;
  if (reason.because === 'observed-passage' || stageM === null || station === null) return [];
  const { readingAt, labelled, labels } = around;
  const reading = readingAt(words.stage(stageM), names.station(station), observedAt ?? null, names.timeZone);
  return [labelled(labels.measured, reading)];
}

function sureness({ words, around, event, told, context: { names } }: Writing): string | null {
  if (told.reason.because === 'observed-passage') return around.measuredAbove;
  if (told.probability === null || told.leadTimeH === null) return null;
  const chance = around.chanceWithin(words.chance(told.probability), words.hours(told.leadTimeH));
  return told.at === event.at ? chance : `${chance} (${around.forecastOf(told.at, names.timeZone)})`;
}

/** To whom an alert is passed on: why they and why now. */
function passedOn({ words, around, event: { reason }, told, context: { names } }: Writing): string[] {
  if (reason.because !== 'no-answer' || told.reason === reason) return [];
  return [around.labelled(around.labels.whyYou, words.reason(reason, names))];
}

/** The commune's own action card where the level has one and was raised to it. */
function stepsFor({ language, words, around, event, told, audience, commune, context }: Writing): readonly string[] {
  const { level, kind } = told;
  const reader = audience === 'public' ? 'residents' : 'staff';
  const isStanding = standsAgain(told, audience);
  if (kind === 'lowered' || (isStanding && context.cameDown[audience])) return words.whileFalling[reader];
  const raised = raisedLevels.find((each) => each === level);
  return (isRaise(kind) || isStanding) && raised
    ? commune.actionCards[raised][language][reader]
    : around.steps(event, audience);
}

function numbered(writing: Writing): string[] {
  const { around } = writing;
  const steps = stepsFor(writing);
  if (steps.length === 0) return [];
  return [around.labelled(around.labels.todo, '').trimEnd(), ...steps.map((step, index) => `${index + 1}. ${step}`)];
}

function decides({ words, around, event, told, audience, commune, context }: Writing): string[] {
  if (audience === 'public') {
    // Where the reason shown is the river's, the person or the signed rule behind the release is named here.
    const decision = told.reason === event.reason ? [] : [words.reason(event.reason, context.names)];
    const isLevel = movesLevel(told.kind) || standsAgain(told, audience);
    const own = isLevel ? [around.ownLevel(commune.name)] : [];
    return [[...decision, ...own, around.authorities].join(' ')];
  }
  // Who takes care of it must not believe that residents know.
  const isDecided = movesLevel(told.kind) || told.kind === 'acknowledged' || told.kind === 'corrected';
  if (!isDecided || !context.telling) return [];
  const line = whoDecides(around, words, event, context.telling, context.names);
  return line === null ? [] : [around.labelled(around.labels.residents, line)];
}

function pageUrl(reader: Reader, commune: Commune, issuer: Issuer): string {
  const page = reader.kind === 'contact' ? 'mayor' : 'communes';
  return `${root(issuer)}/${reader.language}/${page}/${commune.id}`;
}
