import { type AlertEvent, isRaise } from '../../alert/alert.ts';
import { levelBehind } from '../../alert/last-told.ts';
import { isBlind } from '../../alert/sight-reasons.ts';
import type { OfficialStanding } from '../../reading/national/official-warning.ts';
import type { Commune } from '../../territory/commune.ts';
import { officialLine } from '../../text/official-text.ts';
import type { LevelWords } from '../../text/words.ts';
import { answerLines } from '../asked/answer-ways.ts';
import { whoDecides } from '../asked/who-decides.ts';
import { caveatLines } from './caveat-lines.ts';
import { floodLine } from './flood-line.ts';
import { higherLines } from './higher-lines.ts';
import { type Message, paragraphs } from './letterhead.ts';
import {
  isUnsure,
  type MessageContext,
  measuredStage,
  movesLevel,
  notRealOf,
  pageUrl,
  type Reader,
  sinceLowered,
  standsAgain,
  stepsFor,
  subjectOf,
  type Writing,
  writingFor,
} from './writing.ts';

/** After these whoever takes care of it must know what residents know. */
const DECIDED: ReadonlySet<AlertEvent['kind']> = new Set(['acknowledged', 'handed-back', 'corrected']);

/** One event for one kind of reader, in their language: what it is, how sure, when, why, what to do now, who decides, where to look. */
export function messageFor(event: AlertEvent, reader: Reader, commune: Commune, context: MessageContext): Message {
  const writing = writingFor(event, reader, commune, context);
  const { words, around } = writing;
  const blocks = [
    notReal(writing),
    [happened(writing), ...passedOn(writing), ...askedToCheck(writing), ...facts(writing)],
    reader.kind === 'contact' && reader.answer
      ? answerLines(reader.answer, words, around, context.names.timeZone, event.exercise === true)
      : [],
    numbered(writing),
    decides(writing),
    [
      around.labelled(around.labels.page, pageUrl(writing)),
      around.written(words.instant(event.at, context.names.timeZone), context.issuer.name),
    ],
    reader.kind === 'resident' ? [around.labelled(around.labels.leave, reader.leaveUrl)] : [],
  ];
  return { subject: subjectOf(writing), text: paragraphs(blocks) };
}

export function notReal(writing: Writing): string[] {
  const found = notRealOf(writing);
  return found ? [`${found.word}. ${found.sentence}`] : [];
}

export function happened({ words, around, event, told, audience, commune, context }: Writing): string {
  return `${around.heading(event, audience)} – ${words.event(told, commune.name, context.names)}`;
}

export function facts(writing: Writing): string[] {
  const { words, around, event, told, audience, context } = writing;
  const { labels, labelled } = around;
  const { names } = context;
  // Its sentence says all: who takes care of it.
  if (told.kind === 'acknowledged' || told.kind === 'handed-back') return [];
  const why = labelled(labels.why, words.reason(told.reason, names, audience));
  const official = audience === 'staff' ? officialLines(writing) : [];
  if (isUnsure(told)) return [why, ...official];
  const real = levelBehind(event, audience);
  if (real) return [levelLine(writing, words.level(real)), why];
  const isStanding = standsAgain(told, audience);
  if (!movesLevel(told.kind) && !isStanding) return [why];
  const level = levelLine(writing, words.level(told.level, sinceLowered(writing)));
  const { passage } = told;
  const measured = measuredStage(writing);
  // The chance of a lowered alert is that of the mark above: it stands in the reason, with its mark.
  if (!isRaise(told.kind)) return [level, why, ...measured, ...official];
  const sure = sureness(writing);
  if (isBlind(told.reason)) return [level, why, ...official];
  const higher = audience === 'staff' ? higherLines(writing) : [];
  const isForecast = told.probability !== null && told.reason.because !== 'observed-passage';
  return [
    level,
    ...(sure === null ? [] : [labelled(labels.sure, sure)]),
    ...(passage === null
      ? []
      : [labelled(labels.when, around.ifReached(words.window(passage, names.timeZone, event.at)))]),
    ...higher,
    why,
    ...measured,
    ...(audience === 'staff' ? floodLine(writing) : []),
    ...(audience === 'staff'
      ? caveatLines(
          isForecast || higher.length > 0 ? context.caveatsOf(told) : null,
          context.zeroShiftOf(told),
          around,
          names,
        )
      : []),
    ...official,
  ];
}

function levelLine({ around: { labelled, labels } }: Writing, { symbol, name, meaning }: LevelWords): string {
  return labelled(labels.level, `${symbol} ${name}. ${meaning}`);
}

/** What the State says, as its own word: beside our level, and never in place of it. */
export function officialLines(
  { words, event, context: { official, names } }: Writing,
  told: readonly OfficialStanding[] = official,
): string[] {
  return told.map((each) => officialLine(words, each, { now: event.at, timeZone: names.timeZone }, official));
}

function sureness({ words, around, event, told, context: { names } }: Writing): string | null {
  if (told.reason.because === 'observed-passage') return around.measuredAbove;
  if (told.probability === null || told.leadTimeH === null) return null;
  const chance = around.chanceWithin(words.chance(told.probability), words.hours(told.leadTimeH));
  return told.at === event.at ? chance : `${chance} (${around.forecastOf(told.at, names.timeZone)})`;
}

/** To whom an alert is passed on, or who is to decide: why they and why now. */
export function passedOn({ words, around, event: { reason }, told, context: { names } }: Writing): string[] {
  const isReminder = reason.because === 'no-answer' || reason.because === 'no-decision';
  if (!isReminder || told.reason === reason) return [];
  return [around.labelled(around.labels.whyYou, words.reason(reason, names))];
}

/** To whoever was sent out to look and hears of the alert for the first time. */
export function askedToCheck({ around, context: { askedToCheckAt, names } }: Writing): string[] {
  if (askedToCheckAt === null) return [];
  return [around.labelled(around.labels.whyYou, around.askedToCheck(askedToCheckAt, names.timeZone))];
}

function numbered(writing: Writing): string[] {
  return todo(writing.around, stepsFor(writing));
}

/** What to do, one after the other; no steps, no lines. */
export function todo({ labelled, labels }: Writing['around'], steps: readonly string[]): string[] {
  return steps.length === 0 ? [] : [labelled(labels.todo, '').trimEnd(), ...numberedFrom(steps)];
}

export function numberedSteps(writing: Writing): string[] {
  return numberedFrom(stepsFor(writing));
}

function numberedFrom(steps: readonly string[]): string[] {
  return steps.map((step, index) => `${index + 1}. ${step}`);
}

export function decides({ words, around, event, told, audience, commune, context }: Writing): string[] {
  if (audience === 'public') {
    // Where the reason shown is the river's, the person or the signed rule behind the release is named here.
    const decision = told.reason === event.reason ? [] : [words.reason(event.reason, context.names)];
    const isLevel = movesLevel(told.kind) || standsAgain(told, audience);
    const own = isLevel ? [around.ownLevel(commune.name)] : [];
    return [[...decision, ...own, around.authorities].join(' ')];
  }
  // Who takes care of it must not believe that residents know.
  const isDecided = movesLevel(told.kind) || DECIDED.has(told.kind);
  if (!isDecided || !context.telling) return [];
  const line = whoDecides(around, words, event, context.telling, context.names);
  return line === null ? [] : [around.labelled(around.labels.residents, line)];
}
