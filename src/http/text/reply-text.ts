import type { ReplyOutcome } from '../../notification/asked/answers.ts';
import type { ResidentReply } from '../../notification/residents/resident-replies.ts';
import { namesOf } from '../../text/names.ts';
import type { Doors } from '../doors.ts';
import { speeches } from '../speech.ts';
import { questionRefusalText } from './refusal-text.ts';

/** What is sent back to whoever replied by text message, in their language; to a stranger in every language of the service. */
export function replyText(
  doors: Pick<Doors, 'instance' | 'network' | 'accounts' | 'communes' | 'clock' | 'ways'>,
  outcome: ReplyOutcome,
): string {
  if (outcome.kind === 'unknown-number') {
    return doors.instance.languages.map((each) => speeches[each].page.answer.reply.unknownNumber).join(' / ');
  }
  if ('subscription' in outcome) return residentText(doors, outcome);
  const { language } = 'question' in outcome ? outcome.question.contact : outcome.contact;
  const { words, page } = speeches[language];
  const said = page.answer.reply;
  switch (outcome.kind) {
    case 'acknowledged': {
      const { event, commune } = outcome.question;
      return said.acknowledged(words.level(event.level).name, commune.name);
    }
    case 'refused': {
      const names = namesOf(doors, outcome.question.commune);
      const text = questionRefusalText(speeches[language], outcome.question, names, doors.clock.now());
      return `${text} ${page.answer.refusedText}`;
    }
    case 'not-understood':
      return said.notUnderstood;
    case 'wrong-code':
      return said.wrongCode;
    case 'nothing-asked':
      return said.nothingAsked;
    case 'locked':
      return said.locked(outcome.minutes, doors.ways.has('email'));
  }
  return outcome satisfies never;
}

function residentText(
  { instance, communes }: Pick<Doors, 'instance' | 'communes'>,
  { kind, subscription }: ResidentReply,
): string {
  const languages = subscription ? [subscription.language] : instance.languages;
  const commune = communes.get(subscription?.commune ?? '')?.name ?? '';
  return languages
    .map((each) => {
      const { subscribed, unsubscribed, noWish } = speeches[each].page.answer.reply;
      return { subscribed: subscribed(commune), unsubscribed, 'no-wish': noWish }[kind];
    })
    .join(' / ');
}
