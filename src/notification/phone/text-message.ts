import { type AlertEvent, isRaise } from '../../alert/alert.ts';
import { levelTold } from '../../alert/last-told.ts';
import type { OfficialStanding } from '../../reading/national/official-warning.ts';
import { isWarning } from '../../territory/official-warning.ts';
import type { AnswerWays } from '../asked/answer-ways.ts';
import { askedToCheck, decides, officialLines } from '../words/message.ts';
import {
  isUnsure,
  measuredStage,
  notRealOf,
  pageUrl,
  sinceLowered,
  stepsFor,
  subjectOf,
  type Writing,
} from '../words/writing.ts';
import { messagesFor, toGsm } from './gsm-text.ts';

/** So many messages to a phone are read as one, and all of it on its first screen. */
const MOST = 3;

/**
 * Whether an event is worth waking a contact by text message: what moves the level, what asks for somebody or says who answered, a passage to be
 * checked, that residents were told where nobody decided it, and during an alert that a gauge is lost or may have another zero. Of all else the mail tells.
 */
export function isTexted({ kind, alert, reason }: AlertEvent): boolean {
  switch (kind) {
    case 'sight-lost':
    case 'still-not-seen':
    case 'sight-regained':
    case 'zero-shift':
      return alert !== null;
    case 'released':
      return reason.because === 'policy-timeout';
    case 'suppressed':
    case 'held-back':
    case 'corrected':
      return false;
    default:
      return true;
  }
}

/** The same event for a phone at night: what it is, how to answer, and as far as there is room what happened, what to do first, how sure and where to look. */
export function textMessageOf(writing: Writing, answer: AnswerWays | null): string {
  const more = [
    ...notReal(writing),
    ...undecided(writing),
    ...happened(writing),
    ...(writing.told.kind === 'acknowledged' ? decides(writing) : []),
    ...askedToCheck(writing),
    ...firstStep(writing),
    ...background(writing),
    // Behind the link of an answer is the page already.
    ...(answer !== null && answer.reply === null ? [] : [pageUrl(writing)]),
    ...stateWarns(writing),
  ];
  return withinRoom(subjectOf(writing), more, answer === null ? [] : [askOf(writing, answer)]);
}

/** The same for a resident: what it is, what to do first, how high the water stands as far as there is room, where to look and how to leave. */
export function residentTextOf(writing: Writing, leave: string): string {
  const between = [...notReal(writing), ...lessDanger(writing), ...firstStep(writing), ...happened(writing)];
  return withinRoom(subjectOf(writing), between, [pageUrl(writing), leave]);
}

/** The same for a notification of a resident's browser, which has the first line as its title and leads to the page. */
export function notificationTextOf(writing: Writing): string {
  return [...notReal(writing), ...lessDanger(writing), ...firstStep(writing), ...happened(writing)].join('\n');
}

/** The first and the last lines always; of those in between each that still has a place. */
export function withinRoom(first: string, between: readonly string[], last: readonly string[] = []): string {
  const [head, ...tail] = [first, ...last].map(toGsm);
  const textOf = (lines: readonly string[]) => [head, ...lines, ...tail].join('\n');
  const kept = between
    .map(toGsm)
    .reduce<string[]>((lines, line) => (messagesFor(textOf([...lines, line])) <= MOST ? [...lines, line] : lines), []);
  return textOf(kept);
}

/** Before what is to be done: an order is followed by whoever did not read the first word. */
function notReal(writing: Writing): string[] {
  const found = notRealOf(writing);
  return found === null ? [] : [found.sentence];
}

function firstStep(writing: Writing): string[] {
  const { around } = writing;
  const [step] = stepsFor(writing);
  return step === undefined ? [] : [around.labelled(around.labels.todo, step)];
}

/** The name alone of a level that it came down to, such as « Agir », reads like an order. */
function lessDanger(writing: Writing): string[] {
  const { words, told } = writing;
  const lowered = sinceLowered(writing);
  return lowered === null ? [] : [words.level(told.level, lowered).meaning];
}

/** What the State warns of now, where we do not see for ourselves: that it is calm must calm nobody then. */
function stateWarns(writing: Writing): string[] {
  if (!isUnsure(writing.told)) return [];
  const warns = ({ spell, isCurrent }: OfficialStanding) => spell !== null && isCurrent && isWarning(spell.level);
  return officialLines(writing, writing.context.official.filter(warns));
}

/** That residents know nothing comes before how high the water stands: it is what is to be done. */
export function undecided({ words, event: { reason }, context: { names } }: Writing): string[] {
  return reason.because === 'no-decision' ? [words.reason(reason, names)] : [];
}

/** What the first line only names. */
export function happened(writing: Writing): string[] {
  const { words, around, told, audience, commune, context } = writing;
  const { kind, reason, station } = told;
  const { names } = context;
  const why = words.reason(reason, names, audience);
  if (reason.because === 'observed-passage')
    return [station === null ? why : around.labelled(names.station(station), why)];
  const measured = measuredStage(writing);
  if (isRaise(kind)) return measured;
  // A person ends an alert where no gauge says anything any more.
  if (kind === 'lowered' || (kind === 'closed' && measured.length > 0)) return measured;
  const whatHappened = words.event(told, commune.name, names);
  // Whoever is woken must not believe that residents know of the level that stands.
  if (kind === 'released' && levelTold(told) !== told.level) return [whatHappened, why];
  const isInHand = kind === 'acknowledged' || kind === 'handed-back';
  return [isInHand ? whatHappened : why];
}

/** Of which mark a chance is, and who has not answered. */
export function background({ words, event, told, context: { names } }: Writing): string[] {
  return [
    ...(told.reason.because === 'chance-high' ? [words.reason(told.reason, names, 'public')] : []),
    ...(event.reason.because === 'no-answer' ? [words.reason(event.reason, names)] : []),
  ];
}

function askOf({ around }: Writing, { url, reply }: AnswerWays): string {
  return reply === null ? around.labelled(around.labels.answer, url) : around.answerByReply(reply.code, reply.number);
}
