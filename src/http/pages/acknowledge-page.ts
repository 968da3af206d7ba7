import { html } from 'hono/html';
import type { AlertEvent } from '../../alert/alert.ts';
import type { Question } from '../../notification/answers.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import type { Names } from '../../text/words.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';
import { linkForm } from './message-page.ts';
import { list } from './pieces.ts';

/** What, how bad, how sure, for whom, and one button: to be grasped in five seconds. Shows only; its form acts. */
export function acknowledgePage(speech: Speech, question: Question, names: Names, action: string): Html {
  const { page, words, language } = speech;
  const { commune, contact, event } = question;
  const { name, meaning, symbol } = words.level(event.level);
  const raised = raisedLevels.find((each) => each === event.level);
  const { basis } = question;
  return html`<h1>${page.answer.title(commune.name)}</h1>
<section class="banner level-${event.level}" aria-label="${page.answer.level}">
<p class="level-name"><span class="symbol" aria-hidden="true">${symbol}</span> ${name}</p><p>${meaning}</p></section>
<dl class="five">
${basis && howSure(speech, basis)}
${basis?.passage && html`<div><dt>${page.mayor.howLong}</dt><dd>${words.window(basis.passage, names.timeZone)}</dd></div>`}
${basis && html`<div><dt>${page.mayor.why}</dt><dd>${words.reason(basis.reason, names)}</dd></div>`}
<div><dt>${page.answer.forWhom}</dt><dd>${contact.name} (${page.answer.roles[contact.role]})</dd></div>
</dl>
${linkForm(action, page.mayor.acknowledge, 'big main')}
<h2>${page.answer.meaning}</h2>${list(page.answer.means)}
<p class="hint">${page.answer.notYou(contact.name)}</p>
${raised && html`<section class="card"><h2>${page.mayor.now}</h2>${list(commune.actionCards[raised][language].staff)}</section>`}
<p class="links"><a href="/${language}/mayor/${commune.id}">${page.answer.toAlert}</a></p>`;
}

/** Nothing where the question comes hours after the forecast behind it: the alert's page says what is known now. */
function howSure({ words, page }: Speech, { reason, probability, leadTimeH }: AlertEvent): Html | null {
  const row = (said: Html) => html`<div><dt>${page.mayor.howSure}</dt><dd>${said}</dd></div>`;
  if (reason.because === 'observed-passage') {
    const [stage, mark] = [words.stage(reason.stageM), words.metres(reason.markM)];
    return row(html`<strong>${page.mayor.passedAlready(stage, mark)}</strong>`);
  }
  if (probability === null || leadTimeH === null) return null;
  return row(
    html`<span class="number">${words.chance(probability)}</span> ${page.gauge.within(words.hours(leadTimeH))}`,
  );
}
