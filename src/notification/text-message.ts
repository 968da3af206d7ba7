import type { AlertEvent } from '../alert/alert.ts';
import type { AnswerWays } from './answer-ways.ts';
import { messagesFor, toGsm } from './gsm-text.ts';
import { measuredStage, pageUrl, stepsFor, subjectOf, type Writing } from './writing.ts';

/** So many messages to a phone are read as one, and all of it on its first screen. */
const MOST = 3;

/**
 * Whether an event is worth waking a contact by text message: what moves the level, what asks for somebody or says who answered, a passage to be
 * checked, and during an alert that a gauge is lost. Of all else the mail tells.
 */
export function isTexted({ kind, alert }: AlertEvent): boolean {
  switch (kind) {
    case 'sight-lost':
    case 'still-not-seen':
    case 'sight-regained':
      return alert !== null;
    case 'suppressed':
    case 'released':
    case 'held-back':
    case 'corrected':
      return false;
    default:
      return true;
  }
}

/** The same event for a phone at night: what it is, how to answer, and as far as there is room where the water stands, what to do first and where to look. */
export function textMessageOf(writing: Writing, answer: AnswerWays | null): string {
  const { around } = writing;
  const [step] = stepsFor(writing);
  const first = toGsm(subjectOf(writing));
  const ask = answer === null ? [] : [toGsm(askOf(writing, answer))];
  const more = [
    ...measuredStage(writing),
    ...(step === undefined ? [] : [around.labelled(around.labels.todo, step)]),
    // Behind the link of an answer is the page already.
    ...(answer !== null && answer.reply === null ? [] : [pageUrl(writing)]),
  ].map(toGsm);
  const kept = more.reduce<string[]>(
    (lines, line) => (messagesFor([first, ...lines, line, ...ask].join('\n')) <= MOST ? [...lines, line] : lines),
    [],
  );
  return [first, ...kept, ...ask].join('\n');
}

function askOf({ around }: Writing, { url, reply }: AnswerWays): string {
  return reply === null ? around.labelled(around.labels.answer, url) : around.answerByReply(reply.code, reply.number);
}
