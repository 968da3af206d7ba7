import { html } from 'hono/html';
import type { Instant } from '../../lib/clock.ts';
import type { AlertLevel } from '../../territory/alert-level.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Speech } from '../speech.ts';
import type { TownHall } from '../views/commune-view.ts';
import type { Html } from './layout.ts';
import { levelTag, madeAt, untoldTag } from './pieces.ts';
import { isUntold } from './public-level.ts';

export interface HomeRow {
  commune: Commune;
  publicLevel: AlertLevel;
  townHall: TownHall;
}

export function homePage(speech: Speech, rows: readonly HomeRow[], now: Instant): Html {
  const { page, language } = speech;
  const byName = rows.toSorted((a, b) => a.commune.name.localeCompare(b.commune.name, language));
  const timeZones = [...new Set(byName.map(({ commune }) => commune.timeZone))];
  return html`<h1>${page.home.title}</h1><p>${rows.length === 0 ? page.home.noCommune : page.home.intro}</p>
${rows.length > 0 && madeAt(speech, now, timeZones)}
<ul class="communes">${byName.map(
    (row) => html`<li><a href="/${language}/communes/${row.commune.id}"><span class="name">${row.commune.name}</span>
${isUntold(row) ? untoldTag(speech) : levelTag(speech, row.publicLevel)}</a></li>`,
  )}</ul>`;
}
