import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import type { Import } from '../../../reading/imports/import-store.ts';
import type { AskedBy } from '../../../record/record.ts';
import type { Station } from '../../../territory/station.ts';
import type { Speech } from '../../speech.ts';
import { describedBy, doneNotice, problemNotice, reasonField, token } from '../form.ts';
import type { Html } from '../html.ts';
import { backToStaff } from '../pieces.ts';
import { timeTag } from '../time-tags.ts';

export interface ImportPage {
  station: Station;
  /** Newest first, those that were taken back included. */
  imports: readonly Import[];
  person: (id: string) => string;
  timeZone: string;
  csrf: string;
  done: string | null;
  /** Of which import, and why; with what was typed. */
  problem: { id: number | null; text: string; reason: string; isConfirmed: boolean } | null;
}

/** As the command takes them. */
const units: Readonly<Record<Station['quantity'], string>> = { stage: 'm', rain: 'mm', discharge: 'm3s' };

/** What was imported at a gauge, each to be taken back. */
export function importPage(speech: Speech, model: ImportPage): Html {
  const { page } = speech;
  const { imports } = page;
  const { station, done, problem } = model;
  return html`<h1>${imports.title(station.name)}</h1>
${doneNotice(done)}
${problemNotice(problem?.text ?? null)}
${
  model.imports.length === 0
    ? html`<p>${imports.none}</p><p><code>npm run -s amont -- import past.csv --station ${station.id} --unit ${units[station.quantity]}</code></p>`
    : html`<p>${imports.intro}</p>${model.imports.map((each) => importCard(speech, model, each))}`
}
${backToStaff(speech)}`;
}

function importCard(speech: Speech, model: ImportPage, each: Import): Html {
  const { imports } = speech.page;
  const at = (instant: number) => dated(speech, instant, model);
  const readAs = [each.options.format, each.options.unit, each.options.timeZone].filter((said) => said !== null);
  return html`<section class="card" id="import-${each.id}"><h2>${imports.name(each.id)}</h2>
<dl class="five">
<div><dt>${imports.file}</dt><dd><code>${each.file}</code></dd></div>
<div><dt>${imports.readAs}</dt><dd>${readAs.join(', ')}</dd></div>
<div><dt>${imports.importedBy}</dt><dd>${nameOf(speech, model, each.by)}, ${at(each.at)}</dd></div>
<div><dt>${imports.period}</dt><dd>${at(each.from)} → ${at(each.to)}</dd></div>
<div><dt>${imports.rows}</dt><dd>${rowsText(speech, each)}</dd></div>
${each.takenBack && takenBackRow(speech, model, each.takenBack)}
</dl>
${each.takenBack?.doneAt == null && takeBackForm(speech, model, each)}</section>`;
}

function rowsText({ page: { imports } }: Speech, { rows }: Import): string {
  return rows ? imports.counts(rows.new, rows.revision, rows.repeat, rows.refused) : imports.cutShort;
}

function takenBackRow(speech: Speech, model: ImportPage, { by, reason, at, doneAt, removed, restored }: Taken): Html {
  const { imports } = speech.page;
  return html`<div><dt>${imports.takenBack}</dt><dd>${nameOf(speech, model, by)}, ${dated(speech, at, model)}<br>${reason}<br>${doneAt === null ? imports.goingOn : imports.became(removed, restored)}</dd></div>`;
}
type Taken = NonNullable<Import['takenBack']>;

/** Two steps: it is opened, and confirmed. */
function takeBackForm({ page: { imports }, language }: Speech, model: ImportPage, { id }: Import): Html {
  const { station, csrf } = model;
  const problem = model.problem?.id === id ? model.problem : null;
  return html`<details class="no-print"${problem !== null && html` open`}><summary>${imports.takeBack}</summary>
<form method="post" action="/${language}/staff/stations/${station.id}/imports/${id}/take-back">
${token(csrf)}
<p>${imports.consequence}</p>
${reasonField({ label: imports.reason, id: `reason-${id}`, rows: 2, value: problem?.reason ?? '', problem: problem?.text ?? null })}
<p class="choice"><input type="checkbox" id="confirm-${id}" name="confirm" value="yes" required${problem?.isConfirmed && html` checked`}${describedBy(problem?.text ?? null)}><label for="confirm-${id}">${imports.confirm(id)}</label></p>
<button>${imports.sign}</button>
</form></details>`;
}

/** With the year: a past may be long, and an import of long ago. */
function dated({ words }: Speech, at: Instant, { timeZone }: ImportPage): Html {
  return timeTag(at, `${words.day(at, timeZone)}, ${words.clockTime(at, timeZone)}`);
}

function nameOf({ page }: Speech, { person }: ImportPage, by: AskedBy): string {
  return 'person' in by ? person(by.person) : page.imports.machineUser(by.machineUser);
}
