import { html } from 'hono/html';
import { type Exercise, isOfExercise } from '../../../alert/exercise.ts';
import { type PlayedTime, wasPlayed } from '../../../alert/played-times.ts';
import type { Instant } from '../../../lib/clock.ts';
import { LONGEST_ENTRY, type LogEntry, type LogKind, logKinds } from '../../../record/log-entry.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Speech } from '../../speech.ts';
import { exerciseNotice } from '../exercise-notice.ts';
import { describedBy, doneNotice, problemNotice, radio, token, typedNext } from '../form.ts';
import type { Html } from '../html.ts';
import { datedInstantOf, instantOf } from '../time-tags.ts';

export interface LogPage {
  commune: Commune;
  /** Newest first. */
  entries: readonly LogEntry[];
  person: (id: string) => string;
  played: readonly PlayedTime[];
  inAlert: boolean;
  /** That runs: entries are for it, where nobody says that they are real. */
  exercise: Exercise | null;
  now: Instant;
  /** Only the entries of this alert are shown. */
  onlyAlert: string | null;
  /** There may be older ones. */
  older: number | null;
  isOldest: boolean;
  form: LogForm;
  saved: number | null;
}

export interface LogForm {
  csrf: string;
  kind: LogKind;
  text: string;
  follows: LogEntry | null;
  notPlayed: boolean;
  /** The exercise that it may have been typed for, where that is over, or a real alert has begun since; `isTicked`: it was. */
  maybePlayed: { id: string; isTicked: boolean } | null;
  problem: string | null;
}

/** The form first, for thumbs at night; then what is written, newest first. Never reloads: somebody is typing. */
export function logPage(speech: Speech, model: LogPage): Html {
  const { log } = speech.page;
  const { commune, entries, exercise } = model;
  const base = `/${speech.language}/mayor/${commune.id}`;
  return html`${exercise && exerciseNotice(speech, exercise, model.now, commune.timeZone)}<h1>${log.title(commune.name)}</h1>
${doneNotice(model.saved === null ? null : log.saved(model.saved))}
<p class="no-print">${log.intro}</p>
${form(speech, model, `${base}/log`)}
${model.onlyAlert !== null && html`<p>${isOfExercise(commune.id, model.onlyAlert) ? log.onlyExercise : log.onlyAlert} <a class="row" href="${base}/log">${log.all}</a></p>`}
${entries.length === 0 ? html`<p>${log.empty}</p>` : html`<ol class="entries">${entries.map((each) => entry(speech, model, each, `${base}/log`))}</ol>`}
<p class="links">${model.isOldest || html`<a href="${base}/log">${log.newest}</a>`} ${model.older !== null && html`<a href="${base}/log?before=${model.older}${model.onlyAlert === null ? '' : `&alert=${model.onlyAlert}`}">${log.older}</a>`} <a href="${base}">${log.back(model.inAlert)}</a></p>`;
}

function form({ page: { log } }: Speech, { form, inAlert, exercise, person }: LogPage, action: string): Html {
  const { follows, problem } = form;
  return html`<form method="post" action="${action}">
${token(form.csrf)}
${follows && html`<input type="hidden" name="follows" value="${follows.id}"><p class="preview"><strong>${log.following(follows.id, person(follows.person))}</strong> ${follows.text}</p><p><a class="row" href="${action}">${log.notFollowing}</a></p>`}
<fieldset><legend>${log.kindLabel}</legend>${logKinds.map((kind) => radio('kind', kind, log.kind[kind], { checked: kind === form.kind }))}</fieldset>
${problemNotice(problem)}
<label for="text">${log.text}</label>
<textarea id="text" name="text" required rows="4" maxlength="${LONGEST_ENTRY}"${problem !== null && html` aria-invalid="true"`}${describedBy(problem, 'text-hint')}${form.maybePlayed === null && typedNext(problem)}>${form.text}</textarea>
<p class="hint" id="text-hint">${log.textHint} ${exercise ? log.inExercise : inAlert ? log.inAlert : log.noAlert}</p>
${exercise && form.maybePlayed === null && html`<input type="hidden" name="exercise" value="${exercise.id}"><p class="choice"><input type="checkbox" id="notPlayed" name="notPlayed" value="yes"${form.notPlayed && html` checked`}><label for="notPlayed">${log.notPlayed}</label></p>`}
${form.maybePlayed !== null && html`<input type="hidden" name="asked" value="yes"><p class="choice"><input type="checkbox" id="played" name="exercise" value="${form.maybePlayed.id}"${form.maybePlayed.isTicked && html` checked`}><label for="played">${log.wasPlayed}</label></p>`}
<button class="main big">${log.write}</button>
</form>`;
}

function entry(speech: Speech, { person, played, commune }: LogPage, each: LogEntry, here: string): Html {
  const { log } = speech.page;
  return html`<li id="e${each.id}"><p class="entry-head">${log.number(each.id)} · <strong>${logKindText(speech, each, played)}</strong> · ${instantOf(speech, each.at, commune.timeZone)} · ${person(each.person)}${each.follows !== null && html` · <a class="row" href="${here}?before=${each.follows + 1}#e${each.follows}">${log.followUpOf(each.follows)}</a>`}</p>
<p class="said">${each.text}</p>
${isReceivedLater(each) && html`<p class="hint">${log.receivedAt(speech.words.instant(each.receivedAt, commune.timeZone))}</p>`}
<p class="no-print"><a class="row" href="${here}?follows=${each.id}" aria-label="${log.followUp} – ${log.number(each.id)}">${log.followUp}</a></p></li>`;
}

/** What was written for an exercise says so wherever it is read, as in the report of an alert that began amid it. */
export function logKindText(
  { page }: Speech,
  { commune, alert, at, kind }: LogEntry,
  played: readonly PlayedTime[],
): string {
  return `${isOfExercise(commune, alert) || wasPlayed(played, at) ? page.exercise.word : ''}${page.log.kind[kind]}`;
}

/** In a replay the event's time is not the machine's: both are shown. */
function isReceivedLater({ at, receivedAt }: LogEntry): boolean {
  return Math.abs(receivedAt - at) > 60_000;
}

/** The entries alone, oldest first, for a report. */
export function entryList(
  speech: Speech,
  entries: readonly LogEntry[],
  { person, played, timeZone }: Pick<LogPage, 'person' | 'played'> & { timeZone: string },
): Html {
  const { log } = speech.page;
  if (entries.length === 0) return html`<p>${log.empty}</p>`;
  return html`<ol class="entries">${entries.map(
    (each) =>
      html`<li><p class="entry-head">${datedInstantOf(speech, each.at, timeZone)} · <strong>${logKindText(speech, each, played)}</strong> · ${person(each.person)} · ${log.number(each.id)}${each.follows !== null && ` · ${log.followUpOf(each.follows)}`}</p><p class="said">${each.text}</p></li>`,
  )}</ol>`;
}
