import { html } from 'hono/html';
import type { PlayedQuestion } from '../../../notification/exercise/exercise-answers.ts';
import { isRaisedLevel } from '../../../territory/alert-level.ts';
import type { Names } from '../../../text/words.ts';
import type { Speech } from '../../speech.ts';
import type { Html } from '../html.ts';
import { levelBanner } from '../level-tags.ts';
import { linkForm } from '../message-page.ts';
import { whatToDoNow } from '../pieces.ts';

/** As the page of a real question, so that the same hand finds the same button; but that it is none stands first. Shows only; its form acts. */
export function exerciseAnswerPage(speech: Speech, question: PlayedQuestion, names: Names, action: string): Html {
  const { page, words, language } = speech;
  const { commune, contact, event } = question;
  const { answer } = page.exercise;
  const { level } = event;
  return html`<h1>${answer.title(commune.name)}</h1>
<p class="warning" role="note">⚠ ${answer.notReal}</p>
${levelBanner(speech, level, answer.level)}
<dl class="five">
<div><dt>${page.mayor.why}</dt><dd>${words.reason(event.reason, names)}</dd></div>
<div><dt>${page.answer.forWhom}</dt><dd>${contact.name} (${page.answer.roles[contact.role]})</dd></div>
</dl>
${linkForm(action, page.mayor.acknowledge, 'big main')}
<p class="hint">${answer.means}</p>
<p class="hint">${page.answer.notYou(contact.name)}</p>
${isRaisedLevel(level) && whatToDoNow(speech, commune.actionCards[level][language].staff)}
<p class="links"><a href="/${language}/mayor/${commune.id}/exercise">${answer.toExercise}</a></p>`;
}
