import { html } from 'hono/html';
import type { Exercise } from '../../../alert/exercise.ts';
import type { Instant } from '../../../lib/clock.ts';
import { toldOfExercise } from '../../../notification/audience.ts';
import type { Webhook } from '../../../notification/machines/webhook.ts';
import { type RaisedLevel, raisedLevels } from '../../../territory/alert-level.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Speech } from '../../speech.ts';
import { HELD_SHOWN, type HeldExercise } from '../../views/exercise-view.ts';
import { exerciseEnd, exerciseNotice } from '../exercise-notice.ts';
import { actForm, describedBy, doneNotice, problemNotice, reasonField, toCopy, token } from '../form.ts';
import type { Html } from '../html.ts';
import { olderLinks } from '../older-links.ts';
import { caution, machinesNamed } from '../pieces.ts';
import { stackTable } from '../table.ts';
import { datedInstantOf } from '../time-tags.ts';
import { answersPart, type CoursePage, ledBy, playedList, toldPart } from './exercise-course.ts';

export type ExerciseForm = Record<RaisedLevel | 'lastsMin' | 'reason', string> & { residents?: string };

/** With the course of the one that runs or, where none does, of the last. */
export interface ExercisePage extends CoursePage {
  running: Exercise | null;
  /** Said before the form is filled in: none begins meanwhile. */
  isInAlert: boolean;
  now: Instant;
  /** Whether anything that is played goes out to contacts. */
  hasWays: boolean;
  /** All that were held, newest first, or those before a moment. */
  held: readonly HeldExercise[];
  heldBefore: Instant | null;
  /** Only who may tell residents may have an exercise told to them. */
  mayWiden: boolean;
  /** By whom each is told with. */
  machines: Readonly<Record<Webhook['tells'], readonly string[]>>;
  csrf: string;
  done: string | null;
  problem: string | null;
  /** As typed; of a plan that came while another runs its reason is given back to be copied. */
  values: ExerciseForm;
}

/** Start an exercise, see what it has played, let residents hear of it, end it. */
export function exercisePage(speech: Speech, model: ExercisePage): Html {
  const { page, language } = speech;
  const { exercise } = page;
  const { running, names, values } = model;
  return html`${running && exerciseNotice(speech, running, model.now, names.timeZone)}<h1>${exercise.title(model.commune.name)}</h1>
${doneNotice(model.done)}
${problemNotice(model.problem)}
${running && writtenBack(speech, values)}
<p>${exercise.intro}</p>
${!model.hasWays && caution(exercise.noWays)}
${running ? runningPart(speech, model, running) : startPart(speech, model)}
${playedPart(speech, model)}
${heldPart(speech, model)}
<p><a class="row" href="/${language}/mayor/${model.commune.id}">${page.mayor.refused.back}</a></p>`;
}

/** Of a plan that came too late, where no form is left to stand in. */
export function writtenBack({ page }: Speech, { reason }: Pick<ExerciseForm, 'reason'>): Html | false {
  return reason !== '' && toCopy('written', page.errors.written, reason);
}

function startPart(speech: Speech, model: ExercisePage): Html {
  return model.isInAlert ? caution(speech.page.exercise.refused['alert-in-force']) : startForm(speech, model);
}

function startForm(speech: Speech, model: ExercisePage): Html {
  const { page, language } = speech;
  const { commune, csrf, values, mayWiden } = model;
  const { exercise } = page;
  return html`<form method="post" action="/${language}/mayor/${commune.id}/exercise">
${token(csrf)}
${planFields(speech, model)}
${mayWiden && html`<p class="choice"><input type="checkbox" id="residents" name="residents" value="yes"${values.residents !== undefined && html` checked`}><label for="residents">${exercise.residents}</label></p>`}
<p class="hint">${(mayWiden ? exercise.residentsHint : exercise.staffOnly)(toldOf(commune))}</p>
${mayWiden && withResidents(speech, model)}
${withStaff(speech, model)}
<button class="main">${exercise.start}</button>
</form>`;
}

/** What is to be played, and why. */
export function planFields(
  { page: { exercise }, words }: Speech,
  { values, problem }: Pick<ExercisePage, 'values' | 'problem'>,
): Html {
  const number = (name: RaisedLevel | 'lastsMin', label: string, hint: string | null) =>
    html`<label for="${name}">${label}</label>
<input class="short" id="${name}" name="${name}" inputmode="numeric" maxlength="4" value="${values[name]}"${hint === null && html` required`}${describedBy(problem, hint)}>`;
  return html`${raisedLevels.map((level) => number(level, exercise.afterMin(words.level(level).name), 'after-hint'))}
<p class="hint" id="after-hint">${exercise.afterHint}</p>
${number('lastsMin', exercise.lastsMin, null)}
${reasonField({ label: exercise.reason, rows: 2, most: 500, value: values.reason, problem, hint: 'reason-hint' })}
<p class="hint" id="reason-hint">${exercise.reasonHint}</p>`;
}

/** What sounds in a town for an exercise is believed less the next time. */
function withResidents({ page }: Speech, { machines }: ExercisePage): Html | false {
  return (
    machines.residents.length > 0 &&
    html`<p class="warning" role="note">⚠ ${page.exercise.machinesToo(machinesNamed(page, machines.residents))}</p>`
  );
}

export function withStaff(
  { page }: Speech,
  { machines }: { machines: Pick<ExercisePage['machines'], 'staff'> },
): Html | false {
  return (
    machines.staff.length > 0 &&
    html`<p class="hint">${page.exercise.staffMachines(machinesNamed(page, machines.staff))}</p>`
  );
}

function runningPart(speech: Speech, model: ExercisePage, running: Exercise): Html {
  const { page } = speech;
  const { exercise } = page;
  const { names } = model;
  const until = exerciseEnd(speech, running, model.now, names.timeZone);
  return html`<p><strong>${exercise.running(names.person(running.person), until, running.reason)}</strong></p>
<p>${running.residentsBy === null ? exercise.staffOnly(toldOf(model.commune)) : exercise.residentsToo(names.person(running.residentsBy))}</p>
${withStaff(speech, model)}
${(running.residentsBy !== null || model.mayWiden) && withResidents(speech, model)}
${running.endedBy === undefined ? deeds(speech, model, running) : html`<p>${exercise.endWaits(names.person(running.endedBy))}</p>`}`;
}

/** What was played, who was told and whether it arrived, also when it is over: the debriefing is written then. */
function playedPart(speech: Speech, model: ExercisePage): Html | false {
  const { page, language } = speech;
  const { exercise } = page;
  const { commune, names, running, told } = model;
  const events = told.map(({ event }) => event);
  const [first] = events;
  if (!running && !first) return false;
  const here = `/${language}/mayor/${commune.id}`;
  return html`<section><h2>${running ? exercise.played : exercise.last}</h2>
${!running && ledBy(speech, first, names)}
${playedList(speech, events.toReversed(), model)}
${first && html`<p class="links"><a href="${here}/log?alert=${first.alert}">${exercise.log}</a> <a href="${here}/exercise/${first.alert}">${exercise.report.link}</a></p>`}</section>
${answersPart(speech, model)}
${first && toldPart(speech, model)}`;
}

/** Those before what is shown above. */
function heldPart(speech: Speech, { held, heldBefore, commune, names, told }: ExercisePage): Html | false {
  const { report } = speech.page.exercise;
  const rows = held.filter(({ id }) => id !== told[0]?.event.alert);
  const path = `/mayor/${commune.id}/exercise`;
  const link = ({ id, first }: HeldExercise) =>
    html`<a class="row" href="/${speech.language}${path}/${id}">${datedInstantOf(speech, first.at, names.timeZone)}</a>`;
  const led = ({ first: { reason } }: HeldExercise) => (reason.because === 'exercise' ? reason : null);
  const older = {
    before: held.length < HELD_SHOWN ? undefined : held.at(-1)?.first.at,
    isNewest: heldBefore === null,
    older: report.older,
  };
  if (rows.length === 0 && heldBefore === null) return false;
  return html`<section><h2>${report.earlier}</h2>${stackTable(rows, [
    [report.begun, link],
    [report.purpose, (each) => led(each)?.purpose ?? ''],
    [report.led, (each) => names.person(led(each)?.person ?? '')],
    [report.answered, ({ answered, asked }) => report.of(answered, asked)],
  ])}${olderLinks(speech, path, older)}</section>`;
}

/** By name: a ladder is not played, and who comes later in it hears nothing. */
function toldOf({ contacts }: Commune): string {
  return toldOfExercise(contacts)
    .map(({ name }) => name)
    .join(', ');
}

function deeds(
  { page: { exercise }, language }: Speech,
  { commune, csrf, mayWiden }: ExercisePage,
  running: Exercise,
): Html {
  const here = `/${language}/mayor/${commune.id}/exercise`;
  const seen = { exercise: running.id };
  return html`${running.residentsBy === null && mayWiden && actForm(`${here}/widen`, csrf, seen, { text: exercise.widen, className: 'big' })}
${actForm(`${here}/end`, csrf, seen, { text: exercise.end, className: 'big' })}`;
}
