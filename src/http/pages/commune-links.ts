import { html } from 'hono/html';
import type { Commune } from '../../territory/commune.ts';
import type { Speech } from '../speech.ts';
import { byName } from '../views/own-communes.ts';
import type { Html } from './html.ts';

/** One of many communes to choose, by name, where a page shows one at a time; open where it shows none. */
export function communeLinks(
  speech: Speech,
  communes: readonly Commune[],
  { path, isOpen }: { path: string; isOpen: boolean },
): Html {
  const { page, language } = speech;
  const sorted = communes.map((commune) => ({ commune })).toSorted(byName(speech));
  return html`<details${isOpen && html` open`}><summary>${page.staff.chooseCommune(communes.length)}</summary>
<p class="links">${sorted.map(({ commune: { id, name } }) => html`<a href="/${language}${path}?commune=${id}">${name}</a> `)}</p></details>`;
}
