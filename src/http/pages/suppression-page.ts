import { html } from 'hono/html';
import { type Suppression, suppressionKinds } from '../../alert/suppress.ts';
import type { Station } from '../../territory/station.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';
import { backToStaff, instantOf } from './pieces.ts';
import { wideTable } from './table.ts';

export interface SuppressionPage {
  station: Station;
  inForce: Suppression | null;
  /** Newest first. */
  past: readonly Suppression[];
  person: (id: string) => string;
  timeZone: string;
  csrf: string;
  done: string | null;
  problem: string | null;
  /** As typed. */
  values: { hours: string; reason: string };
}

/** What a person says of a gauge for a time: see it, begin it, end it. */
export function suppressionPage(speech: Speech, model: SuppressionPage): Html {
  const { page } = speech;
  const { station, inForce } = model;
  return html`<h1>${page.suppression.title(station.name)}</h1>
${model.done !== null && html`<p class="done" role="status">✓ ${model.done}</p>`}
${model.problem !== null && html`<p class="warning" role="alert" id="problem">${model.problem}</p>`}
<p>${page.suppression.intro}</p>
${inForce ? endForm(speech, model, inForce) : html`<p>✓ ${page.suppression.none}</p>${beginForm(speech, model)}`}
${model.past.length > 0 && pastTable(speech, model)}
${backToStaff(speech)}`;
}

function beginForm({ page, language }: Speech, { station, csrf, values, problem }: SuppressionPage): Html {
  const { suppression } = page;
  const wrong = problem !== null && html` aria-describedby="problem"`;
  return html`<form method="post" action="/${language}/staff/stations/${station.id}/suppressions">
<input type="hidden" name="_csrf" value="${csrf}">
<fieldset><legend>${suppression.kind}</legend>
${suppressionKinds.map(
  (kind) =>
    html`<p><span class="choice"><input type="radio" id="kind-${kind}" name="kind" value="${kind}" required><label for="kind-${kind}"><strong>${suppression.kindName[kind]}</strong></label></span> <span class="hint">${suppression.kindHint[kind]}</span></p>`,
)}</fieldset>
<label for="hours">${suppression.hours}</label>
<input class="short" id="hours" name="hours" required inputmode="numeric" maxlength="3" value="${values.hours}"${wrong}>
<p class="hint">${suppression.hoursHint}</p>
<label for="reason">${suppression.reason}</label>
<textarea id="reason" name="reason" required rows="3" maxlength="1000"${wrong}>${values.reason}</textarea>
<button class="main">${suppression.begin}</button>
</form>`;
}

function endForm(
  { page, language, words }: Speech,
  model: SuppressionPage,
  { id, kind, until, person }: Suppression,
): Html {
  const { suppression } = page;
  const said = suppression.inForce(
    suppression.kindName[kind],
    words.instant(until, model.timeZone),
    model.person(person),
  );
  return html`<p class="caveat">! <strong>${said}</strong></p>
<form method="post" action="/${language}/staff/stations/${model.station.id}/suppressions/${id}/end">
<input type="hidden" name="_csrf" value="${model.csrf}">
<label for="reason">${suppression.endReason}</label>
<textarea id="reason" name="reason" required rows="2" maxlength="1000">${model.values.reason}</textarea>
<button class="main">${suppression.end}</button>
</form>`;
}

function pastTable(speech: Speech, { past, person, timeZone }: SuppressionPage): Html {
  const { page, words } = speech;
  const { suppression } = page;
  const until = ({ until: at, ended }: Suppression) =>
    html`${instantOf(speech, at, timeZone)}${ended && html` <br>${suppression.endedBy(person(ended.person), words.instant(ended.at, timeZone))} : ${ended.reason}`}`;
  return wideTable(suppression.past, past, [
    [suppression.from, (each) => instantOf(speech, each.from, timeZone)],
    [suppression.until, until],
    [suppression.kind, ({ kind }) => suppression.kindName[kind]],
    [suppression.reason, ({ reason }) => reason],
    [page.staff.who, (each) => person(each.person)],
  ]);
}
