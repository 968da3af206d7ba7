import { html } from 'hono/html';
import { answerTo } from '../../../alert/alert.ts';
import type { Instant } from '../../../lib/clock.ts';
import { isWarning } from '../../../territory/official-warning.ts';
import { clockOf } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { areMany, byName } from '../../views/own-communes.ts';
import type { CommuneRow, StaffView } from '../../views/staff-view.ts';
import { isCalm } from '../../views/urgency.ts';
import { caveats, highestText } from '../chart/chance-table.ts';
import type { Html } from '../html.ts';
import { levelTag, toldTag } from '../level-tags.ts';
import { alreadyPassed } from '../mayor/mayor-facts.ts';
import { officialTag } from '../official-section.ts';
import { levelKeys } from '../river/level-counts.ts';
import { stackTable } from '../table.ts';
import { shortTime } from '../time-tags.ts';

interface CommuneTable {
  view: Pick<StaffView, 'communes' | 'now'>;
  person: (id: string) => string;
  station: (id: string) => string;
}

/** Own communes, worst first: how bad, what is likely, what residents were told, who is on it. Of many those at peace are folded, by name alone. */
export function communeTable(speech: Speech, model: CommuneTable): Html {
  const { communes } = model.view;
  if (!areMany(communes)) return table(speech, model, communes);
  const [calm, urgent] = [communes.filter(isCalm), communes.filter((row) => !isCalm(row))];
  return html`${counts(speech, communes)}
${urgent.length > 0 && table(speech, model, urgent)}
${calm.length > 0 && html`<details><summary>${speech.page.staff.calm(calm.length)}</summary>${inShort(speech, model, calm.toSorted(byName(speech)))}</details>`}`;
}

/** All of them in full, worst first. */
export function allCommunes(speech: Speech, model: CommuneTable): Html {
  const { communes } = model.view;
  return html`${counts(speech, communes)}
${table(speech, model, communes)}`;
}

/** What is the same of all of them is said above; what the State warns of is not. */
function inShort(speech: Speech, { view: { now } }: CommuneTable, rows: readonly CommuneRow[]): Html {
  const { page, language } = speech;
  const warned = ({ commune, official }: CommuneRow) =>
    official
      .filter(({ spell }) => spell !== null && isWarning(spell.level))
      .map((each) => html` ${officialTag(speech, each, { commune, now }, official)}`);
  const own = (row: CommuneRow) =>
    html`<li><a href="/${language}/mayor/${row.commune.id}">${row.commune.name}</a>${warned(row)}</li>\n`;
  return html`<p class="links"><a href="/${language}/staff/communes">${page.staff.allCommunes}</a></p>
<ul class="in-short">${rows.map(own)}</ul>`;
}

/** How bad it is over all of them, in one look. */
function counts(speech: Speech, communes: readonly CommuneRow[]): Html {
  const awaited = communes.filter((row) => row.waitsFor !== null).length;
  return html`<p class="lead">${levelKeys(speech, communes)}</p>
${awaited > 0 && html`<p><strong class="bad">! ${speech.page.staff.awaited(awaited)}</strong></p>`}`;
}

function table(speech: Speech, model: CommuneTable, rows: readonly CommuneRow[]): Html {
  const { staff } = speech.page;
  const link = ({ commune: { id, name } }: CommuneRow) =>
    html`<a class="row" href="/${speech.language}/mayor/${id}">${name}</a>`;
  const told = (row: CommuneRow) =>
    html`${toldTag(speech, row)} ${row.townHall === 'deciding' && html`<strong class="bad">! ${staff.waiting}</strong>`}`;
  return stackTable(rows, [
    [staff.commune, link],
    [staff.level, (row) => html`${levelTag(speech, row.level)}${official(speech, row, model.view.now)}`],
    [staff.forecast, (row) => forecast(speech, row, model.station)],
    [staff.toldLevel, told],
    [staff.acknowledged, (row) => acknowledged(speech, model, row)],
  ]);
}

/** Beside ours, and marked as the State's. */
function official(speech: Speech, row: CommuneRow, now: Instant): readonly Html[] {
  return row.official.map(
    (each) => html`<br>${officialTag(speech, each, { commune: row.commune, now }, row.official)}`,
  );
}

function acknowledged(speech: Speech, { person, view }: CommuneTable, { state, commune, next }: CommuneRow): Html {
  const { page } = speech;
  const alert = state?.alert;
  if (!alert) return html`–`;
  const first = answerTo(alert);
  if (!first) {
    const who = next?.contacts.map(({ name }) => name).join(', ');
    const at = next && clockOf(speech, next.dueAt, view.now, commune.timeZone);
    return html`<strong class="bad">! ${page.staff.nobody}</strong>${who && at && html`<br>${page.staff.askedNext(who, at)}`}`;
  }
  return html`✓ ${person(first.person)}, ${shortTime(speech, first.at, commune.timeZone)}`;
}

/** The mark to come as people count chances, and what must be known to trust that. */
function forecast(speech: Speech, { headline, gauges }: CommuneRow, station: (id: string) => string): Html {
  const { words, page } = speech;
  const { passed, coming } = headline;
  const chance = coming?.chance;
  // With no mark left to come it is what is left to be told.
  const highest = passed && !coming ? highestText(speech, passed.gauge) : null;
  const probability = chance?.probability ?? null;
  return html`${passed && html`<p>${gauges.length > 1 && html`${passed.gauge.station.name}<br>`}${alreadyPassed(speech, passed)}</p>`}
${
  chance &&
  html`<p>${
    probability === null
      ? page.mayor.noChance
      : page.staff.likely(
          words.level(chance.level).name,
          words.metres(chance.markM),
          words.hours(chance.leadTimeH),
          words.frequency(probability),
        )
  }</p>`
}
${highest && html`<p>${highest}</p>`}
${caveats(speech, together(gauges), station)}`;
}

/** What limits any of its forecasts, said once. */
function together(gauges: CommuneRow['gauges']): Parameters<typeof caveats>[1] {
  const forecasts = gauges.flatMap(({ forecast: each }) => each ?? []);
  return {
    degraded: [...new Set(forecasts.flatMap(({ degraded }) => degraded))],
    outsideExperience: forecasts.some(({ outsideExperience }) => outsideExperience),
    learning: forecasts.some(({ learning }) => learning),
  };
}
