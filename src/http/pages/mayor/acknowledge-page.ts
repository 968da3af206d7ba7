import { html } from 'hono/html';
import type { AlertEvent } from '../../../alert/alert.ts';
import { isOver } from '../../../forecast/ensemble/passage-window.ts';
import type { Instant } from '../../../lib/clock.ts';
import { iso } from '../../../lib/units.ts';
import type { Question } from '../../../notification/asked/answers.ts';
import { isRaisedLevel } from '../../../territory/alert-level.ts';
import type { Names } from '../../../text/words.ts';
import type { Speech } from '../../speech.ts';
import type { Html } from '../html.ts';
import { levelBanner } from '../level-tags.ts';
import { linkForm } from '../message-page.ts';
import { list, whatToDoNow } from '../pieces.ts';
import { ageOnPage, seenAt } from '../time-tags.ts';
import { whenTold } from './when-told.ts';

/** What, how bad, how sure, for whom, and one button: to be grasped in five seconds. Shows only; its form acts. */
export function acknowledgePage(speech: Speech, question: Question, names: Names, action: string, now: Instant): Html {
  const { page, words, language } = speech;
  const { commune, contact, event, basis } = question;
  return html`<h1>${page.answer.title(commune.name)}</h1>
${levelBanner(speech, event.level, page.answer.level)}
<dl class="five">
${basis && howSure(speech, basis, names, now)}
${basis?.passage && !isOver(basis.passage, now) && html`<div><dt>${page.mayor.howLong}</dt><dd>${words.window(basis.passage, names.timeZone, now)}</dd></div>`}
${basis && why(speech, basis, names)}
<div><dt>${page.answer.forWhom}</dt><dd>${contact.name} (${page.answer.roles[contact.role]})</dd></div>
</dl>
${linkForm(action, page.mayor.acknowledge, 'big main')}
<h2>${page.answer.meaning}</h2>${list(page.answer.means)}
<p class="hint">${page.answer.notYou(contact.name)}</p>
${whatToDo(speech, question)}
<p class="links"><a href="/${language}/mayor/${commune.id}">${page.answer.toAlert}</a></p>`;
}

/** Nothing where the water has reached the mark: how sure that is says it already. */
function why({ page, words }: Speech, { reason }: AlertEvent, names: Names): Html | null {
  if (reason.because === 'observed-passage') return null;
  return html`<div><dt>${page.mayor.why}</dt><dd>${words.reason(reason, names)}</dd></div>`;
}

/** To whoever has answered: what was noted, who tells residents and until when, where to decide, what to do now, and how to hand it back. */
export function acknowledgedPage(
  speech: Speech,
  question: Question,
  { title, text, action }: { title: string; text: string; action: string },
  names: Names,
  now: Instant,
): Html {
  const { page, language } = speech;
  return html`<h1>${title}</h1><p class="done" role="status">✓ ${text}</p>
${residentsWait(speech, question, names, now)}
<p><a class="button" href="/${language}/mayor/${question.commune.id}">${page.answer.toAlert}</a></p>
${whatToDo(speech, question)}
${handBack(speech, question, action)}`;
}

/** Behind a question: whoever was woken for nothing believes the next message less. */
function handBack({ page }: Speech, { inHandSince }: Question, action: string): Html | null {
  if (inHandSince === null) return null;
  const { question, hint } = page.answer.handBack;
  const answeredAt = html`<input type="hidden" name="answeredAt" value="${iso(inHandSince)}">`;
  return html`<details><summary>${question}</summary>${linkForm(`${action}/hand-back`, page.mayor.handBack.button, 'big', answeredAt)}
<p class="hint">${hint}</p></details>`;
}

function residentsWait(speech: Speech, { alert }: Question, names: Names, now: Instant): Html | null {
  const { page, words } = speech;
  const { pending = null, heldBack = null } = alert?.telling ?? {};
  const untold = pending?.level ?? heldBack;
  if (untold === null) return null;
  return html`<p class="lead">${page.answer.residentsWait(words.level(untold).name)} ${whenTold(speech, pending, names, now)}</p>`;
}

function whatToDo(speech: Speech, { event: { level }, commune }: Question): Html | null {
  return isRaisedLevel(level) ? whatToDoNow(speech, commune.actionCards[level][speech.language].staff) : null;
}

/** Nothing where the question comes hours after the forecast behind it: the alert's page says what is known now. */
function howSure(
  speech: Speech,
  { reason, probability, leadTimeH, station }: AlertEvent,
  names: Names,
  now: Instant,
): Html | null {
  const { words, page } = speech;
  const row = (said: Html) => html`<div><dt>${page.mayor.howSure}</dt><dd>${said}</dd></div>`;
  if (reason.because === 'observed-passage') {
    const [stage, mark] = [words.stage(reason.stageM), words.metres(reason.markM)];
    const { observedAt } = reason;
    // Read some minutes before the page was asked for, and the page may lie open: how old it is stands beside it, as on the alert's page.
    const seen = `${seenAt(speech, observedAt, now, names.timeZone)}${ageOnPage(speech, observedAt, now)}`;
    return row(
      html`<strong>${page.mayor.passedAlready(stage, mark)}</strong><br>${station !== null && html`${names.station(station)}, `}${seen}`,
    );
  }
  if (probability === null || leadTimeH === null) return null;
  return row(
    html`<span class="number">${words.chance(probability)}</span> ${page.gauge.within(words.hours(leadTimeH))}`,
  );
}
