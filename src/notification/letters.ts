import type { Instant } from '../lib/clock.ts';
import type { Commune, Language } from '../territory/commune.ts';
import type { MessageWords } from '../text/message-words.ts';
import { type Issuer, type Message, paragraphs, root, voices } from './letterhead.ts';
import { receiptExpiry } from './receipt-link.ts';
import { spokenTestOf } from './spoken-message.ts';
import type { WrittenWay } from './ways.ts';

/** Double opt-in: the only message to an address that has not confirmed. */
export function confirmationMessage(language: Language, commune: Commune, token: string, issuer: Issuer): Message {
  const link = `${root(issuer)}/${language}/subscriptions/confirm/${token}`;
  return letter(language, voices[language].around.confirmation(commune.name), link, issuer);
}

/** To an address that is subscribed and was typed in again: by its owner who forgot, or by a stranger. */
export function alreadyMessage(language: Language, commune: Commune, leaveUrl: string, issuer: Issuer): Message {
  return letter(language, voices[language].around.already(commune.name), leaveUrl, issuer);
}

/** Tries whether messages arrive; nobody can take it for an alert. `short`: for a phone, `spoken`: for the ear. */
export function testMessage(
  language: Language,
  commune: Commune,
  { by, at, urlBy }: { by: string; at: Instant; urlBy: (way: WrittenWay) => string },
  issuer: Issuer,
): Message & { short: string; spoken: string } {
  const { words, around } = voices[language];
  const { word, subject, notReal, ask, askUntil, why, hint, spoken } = around.test({ by, communeName: commune.name });
  const kind = issuer.kind === 'operational' ? null : around.notReal[issuer.kind];
  const text = paragraphs([
    [`${word}. ${notReal}`],
    [why],
    [ask(urlBy('email')), askUntil(words.instant(receiptExpiry(at), commune.timeZone))],
    [hint],
    [around.written(words.instant(at, commune.timeZone), issuer.name)],
  ]);
  const labelled = kind ? `${kind.word} – ${subject}` : subject;
  return {
    subject: labelled,
    text,
    short: `${labelled}. ${notReal}\n${ask(urlBy('sms'))}`,
    spoken: spokenTestOf(labelled, [notReal, why, spoken], around.again),
  };
}

function letter(
  language: Language,
  { subject, before, after }: ReturnType<MessageWords['confirmation']>,
  link: string,
  issuer: Issuer,
): Message {
  const { around } = voices[language];
  const notReal = issuer.kind === 'operational' ? null : around.notReal[issuer.kind];
  const text = paragraphs([
    notReal ? [`${notReal.word}. ${notReal.sentence}`] : [],
    [before, link],
    [after, issuer.name],
  ]);
  return { subject: notReal ? `${notReal.word} – ${subject}` : subject, text };
}
