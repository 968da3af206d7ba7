import type { ActRefusal } from '../../alert/act.ts';
import type { Instant } from '../../lib/clock.ts';
import type { Question } from '../../notification/asked/answers.ts';
import type { QuestionRefusal } from '../../notification/asked/question.ts';
import type { Names } from '../../text/words.ts';
import { clockOf } from '../local-time.ts';
import type { Speech } from '../speech.ts';

/** Why an act was refused, in kind words: the second of two people sees what the first decided. */
export function refusalText(speech: Speech, refusal: ActRefusal | QuestionRefusal, names: Names, now: Instant): string {
  const { page, words } = speech;
  const said = page.mayor.refused;
  if (refusal.kind === 'no-alert') return said.noAlert;
  if (refusal.kind === 'level-changed') return said.levelChanged(words.level(refusal.level).name);
  if (refusal.kind === 'already-decided') return said.alreadyDecided;
  if (refusal.kind === 'not-in-hand') return said.notInHand;
  if (refusal.kind === 'too-late') return said.tooLate;
  if (refusal.kind === 'still-on') return said.stillOn;
  if (refusal.kind === 'handed-back') return page.answer.handedBack;
  if (refusal.kind === 'expired') return page.answer.expired(words.instant(refusal.at, names.timeZone));
  return said.alreadyAcknowledged(names.person(refusal.person), clockOf(speech, refusal.at, now, names.timeZone));
}

/** The same for a question that a message asked: who answered it already may be the reader. */
export function questionRefusalText(
  speech: Speech,
  { refusal, contact }: Question,
  names: Names,
  now: Instant,
): string {
  if (!refusal) return '';
  const isReader = refusal.kind === 'already-acknowledged' && refusal.person === contact.id;
  const text = refusalText(speech, refusal, names, now);
  if (refusal.kind === 'level-changed' || refusal.kind === 'handed-back')
    return `${text} ${speech.page.answer.newerLink}`;
  if (!isReader) return text;
  return speech.page.answer.alreadyYou(contact.name, clockOf(speech, refusal.at, now, names.timeZone));
}
