import { html } from 'hono/html';
import { type Suppression, suppressionKinds } from '../../../alert/suppress.ts';
import { voices } from '../../../notification/words/letterhead.ts';
import type { Reading } from '../../../reading/reading.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Station } from '../../../territory/station.ts';
import { datedTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { describedBy, doneNotice, problemNotice, radio, reasonField, token } from '../form.ts';
import type { Html } from '../html.ts';
import { addressOf } from '../mayor/read-page.ts';
import { backToStaff, caution } from '../pieces.ts';
import { type Column, stackTable } from '../table.ts';
import { datedInstantOf } from '../time-tags.ts';

export interface SuppressionPage {
  station: Station;
  /** In whose name what is read there is entered. */
  commune: Commune;
  inForce: Suppression | null;
  /** Newest first. */
  past: readonly Suppression[];
  /** What it showed last, under maintenance and at a mark. */
  passed: Reading | null;
  person: (id: string) => string;
  csrf: string;
  done: string | null;
  problem: string | null;
  /** As typed. */
  values: { kind: Suppression['kind'] | null; hours: string; reason: string };
}

/** What a person says of a gauge for a time: see it, begin it, end it. */
export function suppressionPage(speech: Speech, model: SuppressionPage): Html {
  const { page } = speech;
  const { station, inForce } = model;
  return html`<h1>${page.suppression.title(station.name)}</h1>
${doneNotice(model.done)}
${problemNotice(model.problem)}
${model.passed && passedPart(speech, model, model.passed)}
<p>${page.suppression.intro}</p>
${inForce ? endForm(speech, model, inForce) : html`<p>✓ ${page.suppression.none}</p>${beginForm(speech, model)}`}
${model.past.length > 0 && pastTable(speech, model)}
${backToStaff(speech)}`;
}

function passedPart(
  { page, language, words }: Speech,
  { station, commune }: SuppressionPage,
  { value, observedAt }: Reading,
): Html {
  const said = page.suppression.passed(words.stage(value), words.instant(observedAt, commune.timeZone));
  return html`${caution(said)}
<p><a class="row" href="${addressOf(language, commune, station)}">${page.read.link}</a></p>`;
}

function beginForm({ page, language }: Speech, { station, csrf, values, problem }: SuppressionPage): Html {
  const { suppression } = page;
  return html`<form method="post" action="/${language}/staff/stations/${station.id}/suppressions">
${token(csrf)}
<fieldset><legend>${suppression.kind}</legend>
${suppressionKinds.map(
  (kind) =>
    html`<p>${radio('kind', kind, html`<strong>${suppression.kindName[kind]}</strong>`, { required: true, checked: kind === values.kind, hint: `${kind}-hint` })} <span class="hint" id="${kind}-hint">${suppression.kindHint[kind]}</span></p>`,
)}</fieldset>
<label for="hours">${suppression.hours}</label>
<input class="short" id="hours" name="hours" required inputmode="numeric" maxlength="3" value="${values.hours}"${describedBy(problem, 'hours-hint')}>
<p class="hint" id="hours-hint">${suppression.hoursHint}</p>
${reasonField({ label: suppression.reason, value: values.reason, problem })}
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
    words.instant(until, model.commune.timeZone),
    model.person(person),
  );
  return html`<p class="caveat">! <strong>${said}</strong></p>
<form method="post" action="/${language}/staff/stations/${model.station.id}/suppressions/${id}/end">
${token(model.csrf)}
${reasonField({ label: suppression.endReason, rows: 2, value: model.values.reason })}
<button class="main">${suppression.end}</button>
</form>`;
}

function pastTable(speech: Speech, { past, person, commune: { timeZone } }: SuppressionPage): Html {
  const { page, language } = speech;
  const { suppression } = page;
  const { labelled } = voices[language].around;
  const endOf = ({ person: id, at, reason }: NonNullable<Suppression['ended']>) =>
    labelled(suppression.endedBy(person(id), datedTime(at, timeZone, language)), reason);
  const until = ({ until: at, ended }: Suppression) =>
    html`${datedInstantOf(speech, at, timeZone)}${ended && html`<br>${endOf(ended)}`}`;
  const columns: Column<Suppression>[] = [
    [suppression.from, (each) => datedInstantOf(speech, each.from, timeZone)],
    [suppression.until, until],
    [suppression.kind, ({ kind }) => suppression.kindName[kind]],
    [suppression.reason, ({ reason }) => reason],
    [page.staff.who, (each) => person(each.person)],
  ];
  return stackTable(past, columns, suppression.past);
}
