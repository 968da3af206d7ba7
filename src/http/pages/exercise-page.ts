import { html } from 'hono/html';
import type { AlertEvent } from '../../alert/alert.ts';
import type { Exercise } from '../../alert/exercise.ts';
import type { Instant } from '../../lib/clock.ts';
import { type RaisedLevel, raisedLevels } from '../../territory/alert-level.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Names } from '../../text/words.ts';
import type { Speech } from '../speech.ts';
import { exerciseEnd, exerciseNotice } from './exercise-notice.ts';
import type { Html } from './layout.ts';
import { actForm, levelTag, shortTime } from './pieces.ts';

export type ExerciseForm = Record<RaisedLevel | 'lastsMin' | 'reason', string>;

export interface ExercisePage {
  commune: Commune;
  names: Names;
  running: Exercise | null;
  now: Instant;
  /** Newest first. */
  events: readonly AlertEvent[];
  /** Only who may tell residents may have an exercise told to them. */
  mayWiden: boolean;
  csrf: string;
  done: string | null;
  problem: string | null;
  values: ExerciseForm;
}

/** Start an exercise, see what it has played, let residents hear of it, end it. */
export function exercisePage(speech: Speech, model: ExercisePage): Html {
  const { page, language } = speech;
  const { exercise } = page;
  const { running, names } = model;
  return html`${running && exerciseNotice(speech, running, model.now, names.timeZone)}<h1>${exercise.title(model.commune.name)}</h1>
${model.done !== null && html`<p class="done" role="status">✓ ${model.done}</p>`}
${model.problem !== null && html`<p class="warning" role="alert" id="problem">${model.problem}</p>`}
<p>${exercise.intro}</p>
${running ? runningPart(speech, model, running) : startForm(speech, model)}
<p><a class="row" href="/${language}/mayor/${model.commune.id}">${page.mayor.refused.back}</a></p>`;
}

function startForm(
  { page, words, language }: Speech,
  { commune, csrf, values, mayWiden, problem }: ExercisePage,
): Html {
  const { exercise } = page;
  const wrong = problem !== null && html` aria-describedby="problem"`;
  const number = (name: RaisedLevel | 'lastsMin', label: string, required: boolean) =>
    html`<label for="${name}">${label}</label>
<input class="short" id="${name}" name="${name}" inputmode="numeric" maxlength="4" value="${values[name]}"${required && html` required`}${wrong}>`;
  return html`<form method="post" action="/${language}/mayor/${commune.id}/exercise">
<input type="hidden" name="_csrf" value="${csrf}">
${raisedLevels.map((level) => number(level, exercise.afterMin(words.level(level).name), false))}
<p class="hint">${exercise.afterHint}</p>
${number('lastsMin', exercise.lastsMin, true)}
<label for="reason">${exercise.reason}</label>
<textarea id="reason" name="reason" required rows="2" maxlength="500"${wrong}>${values.reason}</textarea>
<p class="hint">${exercise.reasonHint}</p>
${mayWiden && html`<p class="choice"><input type="checkbox" id="residents" name="residents" value="yes"><label for="residents">${exercise.residents}</label></p>`}
<p class="hint">${mayWiden ? exercise.residentsHint : exercise.staffOnly}</p>
<button class="main">${exercise.start}</button>
</form>`;
}

function runningPart(speech: Speech, model: ExercisePage, running: Exercise): Html {
  const { page, words, language } = speech;
  const { exercise } = page;
  const { names, csrf } = model;
  const until = exerciseEnd(speech, running, model.now, names.timeZone);
  const here = `/${language}/mayor/${model.commune.id}/exercise`;
  return html`<p><strong>${exercise.running(names.person(running.person), until, running.reason)}</strong></p>
<p>${running.residentsBy === null ? exercise.staffOnly : exercise.residentsToo(names.person(running.residentsBy))}</p>
${running.residentsBy === null && model.mayWiden && actForm(`${here}/widen`, csrf, {}, { text: exercise.widen, className: 'big' })}
${actForm(`${here}/end`, csrf, {}, { text: exercise.end, className: 'big' })}
<section><h2>${exercise.played}</h2>${
    model.events.length === 0
      ? html`<p>${exercise.nothingPlayed}</p>`
      : html`<ul class="log">${model.events.map(
          (each) =>
            html`<li>${shortTime(speech, each.at, names.timeZone)} ${levelTag(speech, each.level)} ${words.event(each, model.commune.name, names)}</li>`,
        )}</ul>`
  }</section>`;
}
