import type { Instant } from '../../lib/clock.ts';
import type { MessageWords } from '../../text/message-words.ts';
import type { Words } from '../../text/words.ts';

/** How a contact says "I take care of it" without logging in. */
export interface AnswerWays {
  url: string;
  until: Instant;
  /** By text message, for who has a phone on file where replies are taken in. */
  reply: { code: string; number: string } | null;
}

/** The lines of a message that say so. */
export function answerLines(
  { url, until, reply }: AnswerWays,
  words: Words,
  around: MessageWords,
  timeZone: string,
  isPlayed: boolean,
): string[] {
  const written = words.instant(until, timeZone);
  return [
    around.labelled(around.labels.answer, url),
    isPlayed ? around.answerPlayedUntil(written) : around.answerUntil(written),
    ...(reply === null ? [] : [around.answerByText(reply.code, reply.number)]),
  ];
}
