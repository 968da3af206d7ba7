import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Speech } from '../../speech.ts';
import type { ToldLine } from '../../views/commune-view.ts';
import { byName } from '../../views/own-communes.ts';
import type { Html } from '../html.ts';
import { toldTag } from '../level-tags.ts';
import { madeAt } from '../time-tags.ts';

export interface HomeRow extends Pick<ToldLine, 'publicLevel' | 'townHall' | 'corrected'> {
  commune: Commune;
}

export interface HomePage {
  rows: readonly HomeRow[];
  /** Where the communes are many: what was looked for, empty at first. */
  looked: string | null;
  /** Whether residents can subscribe. */
  canSubscribe: boolean;
  now: Instant;
}

export function homePage(speech: Speech, { rows, looked, canSubscribe, now }: HomePage): Html {
  const { page, language } = speech;
  const sorted = rows.toSorted(byName(speech));
  return html`<h1>${page.home.title}</h1><p>${introOf(speech, { rows, looked, canSubscribe })}</p>
${looked !== null && searchForm(speech, looked)}
${rows.length > 0 && madeAt(speech, now, sorted)}
<ul class="communes">${sorted.map(
    (row) => html`<li><a href="/${language}/communes/${row.commune.id}"><span class="name">${row.commune.name}</span>
${toldTag(speech, row)}</a></li>`,
  )}</ul>`;
}

function introOf({ page: { home } }: Speech, { rows, looked, canSubscribe }: Omit<HomePage, 'now'>): string {
  if (rows.length > 0) return canSubscribe ? home.intro : home.introUnmailed;
  return looked ? home.noneNamed(looked) : home.noCommune;
}

function searchForm({ page: { home }, language }: Speech, looked: string): Html {
  return html`<form method="get" action="/${language}/" role="search">
<label for="commune">${home.search}</label>
<input id="commune" name="commune" type="search" maxlength="100" autocomplete="off" value="${looked}">
<button>${home.find}</button>
</form>${looked !== '' && html`<p class="links"><a href="/${language}/">${home.all}</a></p>`}`;
}
