import type { Instant } from '../../lib/clock.ts';
import type { Way } from '../../people/way.ts';
import type { Commune, Language } from '../../territory/commune.ts';
import type { MessageWords } from '../../text/message-words.ts';
import { spokenTestOf } from '../phone/spoken-message.ts';
import { receiptExpiry } from '../tried/receipt-link.ts';
import { type Issuer, type Message, markedAs, notRealLine, paragraphs, voices } from './letterhead.ts';

/** The same for a phone. */
interface Short {
  short: string;
}

/** Double opt-in: the only message to an address that has not confirmed. `replyNumber`: where a yes by text message does it too. */
export function confirmationMessage(
  language: Language,
  commune: Commune,
  { token, replyNumber }: { token: string; replyNumber: string | null },
  issuer: Issuer,
): Message & Short {
  const link = `${issuer.baseUrl}/${language}/subscriptions/confirm/${token}`;
  const said = voices[language].around.confirmation(commune.name);
  return {
    ...letter(language, said, link, issuer),
    short: markedAs(issuer.kind, language, said.short(link, replyNumber)),
  };
}

/** To an address that is subscribed and was typed in again: by its owner who forgot, or by a stranger. */
export function alreadyMessage(
  language: Language,
  commune: Commune,
  { leaveUrl, replyNumber }: { leaveUrl: string; replyNumber: string | null },
  issuer: Issuer,
): Message & Short {
  const { around } = voices[language];
  const said = around.already(commune.name);
  const short = `${said.short}\n${around.leaveByText(leaveUrl, replyNumber)}`;
  return { ...letter(language, said, leaveUrl, issuer), short: markedAs(issuer.kind, language, short) };
}

/** To a browser that has just subscribed: that it does work is seen before a flood. */
export function firstNotification(language: Language, commune: Commune, issuer: Issuer): Message {
  const { subject, text } = voices[language].around.firstNotification(commune.name);
  return { subject: markedAs(issuer.kind, language, subject), text };
}

/** Tries whether messages arrive; nobody can take it for an alert. `short`: for a phone, `spoken`: for the ear. */
export function testMessage(
  language: Language,
  commune: Commune,
  { by, at, urlBy }: { by: string; at: Instant; urlBy: (way: Way) => string },
  issuer: Issuer,
): Message & Short & { spoken: string } {
  const { words, around } = voices[language];
  const { word, subject, notReal, ask, askUntil, why, hint, spoken } = around.test({ by, communeName: commune.name });
  const text = paragraphs([
    [`${word}. ${notReal}`],
    [why],
    [ask(urlBy('email')), askUntil(words.instant(receiptExpiry(at), commune.timeZone))],
    [hint],
    [around.written(words.instant(at, commune.timeZone), issuer.name)],
  ]);
  const labelled = markedAs(issuer.kind, language, subject);
  return {
    subject: labelled,
    text,
    short: `${labelled}. ${notReal}\n${ask(urlBy('sms'))}`,
    spoken: spokenTestOf(labelled, [notReal, why, spoken], around.again),
  };
}

function letter(
  language: Language,
  { subject, before, after }: Pick<ReturnType<MessageWords['confirmation']>, 'subject' | 'before' | 'after'>,
  link: string,
  issuer: Issuer,
): Message {
  const text = paragraphs([notRealLine(issuer.kind, language), [before, link], [after, issuer.name]]);
  return { subject: markedAs(issuer.kind, language, subject), text };
}
