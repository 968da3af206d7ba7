import type { ActRefusal } from '../alert/act.ts';
import type { Question } from '../notification/answers.ts';
import type { QuestionRefusal } from '../notification/question.ts';
import type { Names } from '../text/words.ts';
import type { Speech } from './speech.ts';

/** Why an act was refused, in kind words: the second of two people sees what the first decided. */
export function refusalText({ page, words }: Speech, refusal: ActRefusal | QuestionRefusal, names: Names): string {
  const said = page.mayor.refused;
  if (refusal.kind === 'no-alert') return said.noAlert;
  if (refusal.kind === 'level-changed') return said.levelChanged(words.level(refusal.level).name);
  if (refusal.kind === 'already-decided') return said.alreadyDecided;
  if (refusal.kind === 'too-late') return said.tooLate;
  if (refusal.kind === 'still-on') return said.stillOn;
  if (refusal.kind === 'expired') return page.answer.expired(words.instant(refusal.at, names.timeZone));
  return said.alreadyAcknowledged(names.person(refusal.person), words.clockTime(refusal.at, names.timeZone));
}

/** The same for a question that a message asked: who answered it already may be the reader. */
export function questionRefusalText(speech: Speech, { refusal, contact }: Question, names: Names): string {
  if (!refusal) return '';
  const isReader = refusal.kind === 'already-acknowledged' && refusal.person === contact.id;
  const text = refusalText(speech, refusal, names);
  if (refusal.kind === 'level-changed') return `${text} ${speech.page.answer.newerLink}`;
  if (!isReader) return text;
  return speech.page.answer.alreadyYou(speech.words.clockTime(refusal.at, names.timeZone));
}
