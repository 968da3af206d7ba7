import { html } from 'hono/html';
import type { Commune } from '../../territory/commune.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';

/** One of many communes to choose, by name, where a page shows one at a time. */
export function communeLinks({ language }: Speech, communes: readonly Commune[], path: string): Html {
  const byName = communes.toSorted((a, b) => a.name.localeCompare(b.name, language, { numeric: true }));
  return html`<p class="links">${byName.map(({ id, name }) => html`<a href="/${language}${path}?commune=${id}">${name}</a> `)}</p>`;
}
