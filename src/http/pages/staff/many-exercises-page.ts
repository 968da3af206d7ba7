import { html } from 'hono/html';
import type { Exercise } from '../../../alert/exercise.ts';
import type { Instant } from '../../../lib/clock.ts';
import { toldOfExercise } from '../../../notification/audience.ts';
import { type HeldUp, TURNS_A_MINUTE } from '../../../notification/exercise/exercises.ts';
import { type Ways, waysTo } from '../../../notification/ways.ts';
import type { Commune } from '../../../territory/commune.ts';
import { datedDay } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { exerciseEnd, waitsItsTurn } from '../exercise-notice.ts';
import { doneNotice, problemNotice, token } from '../form.ts';
import type { Html } from '../html.ts';
import { backToStaff, caution } from '../pieces.ts';
import { stackTable } from '../table.ts';
import { type ExerciseForm, planFields, withStaff, writtenBack } from './exercise-page.ts';

export const EXERCISES_PATH = '/staff/exercise';

interface River {
  name: string;
  /** In which one may begin. */
  communes: readonly Commune[];
}

/** The commune, and when its last exercise began. */
const heldText = ({ page: { exercise }, language }: Speech, { name, timeZone }: Commune, at: Instant | null) =>
  exercise.many.lastHeld(name, at === null ? null : datedDay(at, timeZone, language));

interface ManyExercisesPage {
  running: readonly { commune: Commune; running: Exercise }[];
  heldUp: HeldUp | null;
  /** In which none begins meanwhile. */
  inAlert: readonly Commune[];
  rivers: readonly River[];
  /** When the last exercise of a commune that told somebody something began; `null` where it held none. */
  lastHeld: (commune: string) => Instant | null;
  ways: Ways;
  /** By whom each is told with. */
  machines: { staff: readonly string[] };
  person: (id: string) => string;
  now: Instant;
  csrf: string;
  done: string | null;
  problem: string | null;
  values: ExerciseForm & { commune: readonly string[]; river: readonly string[] };
}

/** Start one exercise in many communes, see what each plays, end them all. */
export function manyExercisesPage(speech: Speech, model: ManyExercisesPage): Html {
  const { exercise } = speech.page;
  return html`<h1>${exercise.many.title}</h1>
${doneNotice(model.done)}
${problemNotice(model.problem)}
${model.running.length > 0 && runningPart(speech, model)}
${model.inAlert.length > 0 && caution(exercise.many.inAlert(model.inAlert.map(({ name }) => name).join(', ')))}
${model.rivers.length > 0 ? startPart(speech, model) : writtenBack(speech, model.values)}
${backToStaff(speech)}`;
}

function runningPart(speech: Speech, { running: rows, heldUp, now, person, csrf }: ManyExercisesPage): Html {
  const { page, words, language } = speech;
  const { many, endWaits } = page.exercise;
  const link = ({ commune: { id, name } }: (typeof rows)[number]) =>
    html`<a class="row" href="/${language}/mayor/${id}/exercise">${name}</a>`;
  const played = ({ running }: (typeof rows)[number]) => {
    if (running.endedBy !== undefined) return endWaits(person(running.endedBy));
    return waitsItsTurn(running) ? many.waits : words.level(running.level).name;
  };
  const waiting = rows.filter(({ running }) => waitsItsTurn(running)).length;
  // What somebody began in one commune alone is ended there.
  const toEnd = rows.flatMap(({ commune, running }) =>
    running.inTurn && running.endedBy === undefined ? [{ commune, exercise: running.id }] : [],
  );
  return html`<section><h2>${many.running(rows.length)}</h2>
${waiting > 0 && html`<p>${many.waiting(waiting)}</p>`}
${heldUp && html`<p class="caveat">! ${many.heldUp[heldUp]}</p>`}
${toEnd.length > 0 && endForm(speech, csrf, toEnd)}
${stackTable(rows, [
  [page.staff.commune, link],
  [many.played, played],
  [many.until, ({ commune, running }) => exerciseEnd(speech, running, now, commune.timeZone)],
  [many.ledBy, ({ running }) => person(running.person)],
])}</section>`;
}

function endForm(
  { page: { exercise }, language }: Speech,
  csrf: string,
  toEnd: readonly { commune: Commune; exercise: string }[],
): Html {
  return html`<form method="post" action="/${language}${EXERCISES_PATH}/end">
${token(csrf)}
${toEnd.map((each) => html`<input type="hidden" name="commune" value="${each.commune.id}"><input type="hidden" name="exercise" value="${each.exercise}">`)}
<button class="big">${exercise.many.end(toEnd.length)}</button>
</form>`;
}

function startPart(speech: Speech, model: ManyExercisesPage): Html {
  const { page, language } = speech;
  const { many, intro, start } = page.exercise;
  const all = model.rivers.reduce((sum, { communes }) => sum + communes.length, 0);
  return html`<section><h2>${many.choose}</h2>
<p>${intro}</p>
<form method="post" action="/${language}${EXERCISES_PATH}">
${token(model.csrf)}
${model.rivers.map((river, index) => riverFields(speech, model, river, index))}
<p>${many.turns(TURNS_A_MINUTE, all, Math.ceil(all / TURNS_A_MINUTE))}</p>
<p class="hint">${many.contactsOnly}</p>
${withStaff(speech, model)}
${planFields(speech, model)}
<button class="main">${start}</button>
</form></section>`;
}

function riverFields(
  speech: Speech,
  { values, ways, lastHeld }: ManyExercisesPage,
  { name, communes }: River,
  index: number,
): Html {
  const { many } = speech.page.exercise;
  const sent = communes.flatMap(({ contacts }) => toldOfExercise(contacts)).flatMap((each) => waysTo(each, ways));
  const texts = sent.filter((way) => way === 'sms').length;
  const choice = (field: 'commune' | 'river', id: string, value: string, label: string) =>
    html`<p class="choice"><input type="checkbox" id="${id}" name="${field}" value="${value}"${values[field].includes(value) && html` checked`}><label for="${id}">${label}</label></p>`;
  return html`<fieldset><legend>${many.river(name)}</legend>
<p class="hint">${many.messages(sent.length - texts, texts)}</p>
${communes.length > 1 && choice('river', `river-${index}`, name, many.wholeRiver(communes.length))}
${communes.map((commune) => choice('commune', `commune-${commune.id}`, commune.id, heldText(speech, commune, lastHeld(commune.id))))}
</fieldset>`;
}
