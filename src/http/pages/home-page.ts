import { html } from 'hono/html';
import type { Commune } from '../../territory/commune.ts';
import type { Speech } from '../speech.ts';
import type { TownHall } from '../views/commune-view.ts';
import type { AlertLevel } from '../../territory/alert-level.ts';
import type { Html } from './layout.ts';
import { levelTag } from './pieces.ts';
import { isUntold } from './public-level.ts';

export interface HomeRow {
  commune: Commune;
  publicLevel: AlertLevel;
  townHall: TownHall;
}

export function homePage(speech: Speech, rows: readonly HomeRow[]): Html {
  const { page, language } = speech;
  return html`<h1>${page.home.title}</h1><p>${rows.length === 0 ? page.home.noCommune : page.home.intro}</p>
<ul class="communes">${rows.map(
    (row) => html`<li><a href="/${language}/communes/${row.commune.id}"><span class="name">${row.commune.name}</span>
${isUntold(row) ? html`<strong class="tag level-waiting"><span aria-hidden="true">…</span> ${page.commune.noInstructionYet}</strong>` : levelTag(speech, row.publicLevel)}</a></li>`,
  )}</ul>`;
}
