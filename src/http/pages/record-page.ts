import { html } from 'hono/html';
import type { RecordEntry } from '../../record/record.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';
import { backToStaff, datedInstantOf } from './pieces.ts';
import { stackTable } from './table.ts';

/** The record of the reader's communes, newest first. */
export function recordPage(
  speech: Speech,
  entries: readonly RecordEntry[],
  { person, timeZone }: { person: (id: string) => string; timeZone: string },
): Html {
  const { staff } = speech.page;
  const table = stackTable(entries, [
    [staff.createdAt, ({ at }) => datedInstantOf(speech, at, timeZone)],
    [staff.who, ({ actor }) => ('person' in actor ? person(actor.person) : staff.service)],
    [staff.commune, ({ commune }) => commune ?? '–'],
    [staff.action, ({ action }) => html`<code>${action}</code>`],
    [staff.detail, (entry) => details(speech, entry, timeZone)],
  ]);
  return html`<h1>${staff.record}</h1><p>${staff.recordNote}</p>${table}${backToStaff(speech)}`;
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
