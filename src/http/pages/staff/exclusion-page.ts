import { html } from 'hono/html';
import { HOUR_MS } from '../../../lib/units.ts';
import { voices } from '../../../notification/words/letterhead.ts';
import type { ClockTaken } from '../../../reading/clock/clock-taken.ts';
import type { Exclusion } from '../../../reading/exclusions/exclusion.ts';
import type { Nth } from '../../../reading/local-instant.ts';
import type { Station } from '../../../territory/station.ts';
import { datedTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { describedBy, doneNotice, problemNotice, reasonField, token } from '../form.ts';
import type { Html } from '../html.ts';
import { backToStaff } from '../pieces.ts';
import { type Column, stackTable } from '../table.ts';
import { datedInstantOf } from '../time-tags.ts';
import { whichOfTwo } from '../which-of-two.ts';

export interface ExclusionPage {
  station: Station;
  /** Newest first, those that were lifted included. */
  exclusions: readonly Exclusion[];
  clockTaken: readonly ClockTaken[];
  person: (id: string) => string;
  timeZone: string;
  csrf: string;
  done: string | null;
  problem: string | null;
  /** As typed. */
  values: { from: string; fromWhich?: Nth; to: string; toWhich?: Nth; reason: string };
  /** Which was to be restored, by the end of its form's address, and why, as typed. */
  lifting: { path: string; reason: string } | null;
}

/** Readings of a gauge that a person takes out of what counts, and puts back. */
export function exclusionPage(speech: Speech, model: ExclusionPage): Html {
  const { page } = speech;
  const { exclusion } = page;
  const inForce = model.exclusions.filter(({ reversal }) => reversal === null);
  return html`<h1>${exclusion.title(model.station.name)}</h1>
${doneNotice(model.done)}
${problemNotice(model.problem)}
<p>${exclusion.intro}</p>
<section><h2>${exclusion.inForce}</h2>
${inForce.length === 0 ? html`<p>✓ ${exclusion.none}</p>` : inForce.map((each) => liftForm(speech, model, each))}</section>
${model.clockTaken.length > 0 && html`<section><h2>${exclusion.clock.title}</h2><p>${exclusion.clock.intro}</p>${model.clockTaken.map((each) => clockForm(speech, model, each))}</section>`}
<section><h2>${exclusion.link}</h2>${excludeForm(speech, model)}</section>
${liftedTable(speech, model)}
${backToStaff(speech)}`;
}

function excludeForm(speech: Speech, model: ExclusionPage): Html {
  const { exclusion } = speech.page;
  const { station, csrf, values, timeZone } = model;
  const problem = model.lifting ? null : model.problem;
  const wrong = describedBy(problem, 'period-hint');
  return html`<form method="post" action="/${speech.language}/staff/stations/${station.id}/exclusions">
${token(csrf)}
<label for="from">${exclusion.from}</label>
<input id="from" name="from" type="datetime-local" required value="${values.from}"${wrong}>
${whichOfTwo(speech, { name: 'from', text: values.from, which: values.fromWhich, timeZone })}
<label for="to">${exclusion.to}</label>
<input id="to" name="to" type="datetime-local" required value="${values.to}"${wrong}>
${whichOfTwo(speech, { name: 'to', text: values.to, which: values.toWhich, timeZone })}
<p class="hint" id="period-hint">${exclusion.hint}</p>
${reasonField({ label: exclusion.reason, value: values.reason, problem })}
<button class="main">${exclusion.begin}</button>
</form>`;
}

function liftForm(speech: Speech, model: ExclusionPage, each: Exclusion): Html {
  const { page, language } = speech;
  const { exclusion } = page;
  const path = `${each.id}/lift`;
  return html`<form method="post" action="/${language}/staff/stations/${model.station.id}/exclusions/${path}">
<p class="caveat" id="lifted-${each.id}">! <strong>${period(speech, model, each)}</strong><br>${each.reason}<br>${exclusion.signedBy(model.person(each.person), datedTime(each.at, model.timeZone, language))}</p>
${token(model.csrf)}
${reasonField({ label: exclusion.liftReason, id: `lift-${each.id}`, rows: 2, hint: `lifted-${each.id}`, ...typedAt(model, path) })}
<button${describedBy(null, `lifted-${each.id}`)}>${exclusion.lift}</button>
</form>`;
}

/** Only where the clock was right before does anybody sign this. */
function clockForm(speech: Speech, model: ExclusionPage, each: ClockTaken): Html {
  const { page, language, words } = speech;
  const { exclusion } = page;
  const { id, count, byMs, at } = each;
  const path = `clock/${id}/restore`;
  return html`<form method="post" action="/${language}/staff/stations/${model.station.id}/exclusions/${path}">
<p class="caveat" id="taken-${id}">! <strong>${period(speech, model, each)}</strong><br>${exclusion.clock.taken(count, words.hours(-byMs / HOUR_MS), datedTime(at, model.timeZone, language))}</p>
${token(model.csrf)}
${reasonField({ label: exclusion.liftReason, id: `clock-${id}`, rows: 2, hint: `taken-${id}`, ...typedAt(model, path) })}
<button${describedBy(null, `taken-${id}`)}>${exclusion.lift}</button>
</form>`;
}

function typedAt({ lifting, problem }: ExclusionPage, path: string) {
  return lifting?.path === path ? { value: lifting.reason, problem } : null;
}

function liftedTable(speech: Speech, model: ExclusionPage): Html | null {
  const { page, language } = speech;
  const { exclusion } = page;
  const { labelled } = voices[language].around;
  const lifted = model.exclusions.flatMap(({ reversal, ...each }) => (reversal ? [{ ...each, reversal }] : []));
  if (lifted.length === 0) return null;
  const columns: Column<(typeof lifted)[number]>[] = [
    [exclusion.period, (each) => period(speech, model, each)],
    [exclusion.reason, ({ reason }) => reason],
    [page.staff.who, ({ person }) => model.person(person)],
    [
      exclusion.lifted,
      ({ reversal: { person, at, reason } }) =>
        labelled(exclusion.liftedBy(model.person(person), datedTime(at, model.timeZone, language)), reason),
    ],
  ];
  return stackTable(lifted, columns, exclusion.past);
}

function period(speech: Speech, { timeZone }: ExclusionPage, { from, to }: Pick<Exclusion, 'from' | 'to'>): Html {
  return html`${datedInstantOf(speech, from, timeZone)} → ${datedInstantOf(speech, to, timeZone)}`;
}
