import { html } from 'hono/html';
import type { RecordEntry } from '../../record/record.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';
import { backToStaff, datedInstantOf } from './pieces.ts';

/** The record of the reader's communes, newest first. */
export function recordPage(
  speech: Speech,
  entries: readonly (RecordEntry & { id: number })[],
  { person, timeZone }: { person: (id: string) => string; timeZone: string },
): Html {
  const { staff } = speech.page;
  const who = ({ actor }: RecordEntry) => ('person' in actor ? person(actor.person) : staff.service);
  return html`<h1>${staff.record}</h1><p>${staff.recordNote}</p><table class="stack">
<thead><tr><th scope="col">${staff.createdAt}</th><th scope="col">${staff.who}</th><th scope="col">${staff.commune}</th><th scope="col">${staff.action}</th><th scope="col">${staff.detail}</th></tr></thead>
<tbody>${entries.map(
    (entry) =>
      html`<tr><th scope="row">${datedInstantOf(speech, entry.at, timeZone)}</th><td data-label="${staff.who}">${who(entry)}</td><td data-label="${staff.commune}">${entry.commune ?? '–'}</td><td data-label="${staff.action}"><code>${entry.action}</code></td><td data-label="${staff.detail}">${details(speech, entry, timeZone)}</td></tr>`,
  )}</tbody></table>${backToStaff(speech)}`;
}

/** Each fact on a line of its own, under the name that it has on record; instants as people tell them. */
function details(speech: Speech, { detail }: RecordEntry, timeZone: string): Html {
  const facts = Object.entries(detail).filter(([, value]) => value !== undefined);
  const told = (value: unknown) => {
    if (typeof value === 'string') return value;
    return isInstant(value) ? datedInstantOf(speech, value, timeZone) : JSON.stringify(value);
  };
  return facts.length === 0
    ? html`–`
    : html`<ul class="facts">${facts.map(([name, value]) => html`<li><code lang="en">${name}</code> ${told(value)}</li>`)}</ul>`;
}

/** Epoch milliseconds since 2001: no other number on record is that large. */
function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 1e12;
}
