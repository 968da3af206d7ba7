import { html } from 'hono/html';
import type { NationalService } from '../../reading/national-gauge.ts';
import type { Speech } from '../speech.ts';
import type { StaffView } from '../views/staff-view.ts';
import type { Html } from './layout.ts';

const nameOf: Record<NationalService, string> = { hubeau: "Hub'Eau", 'environment-agency': 'Environment Agency' };

/** National services that are asked for readings: when each last answered, and what went wrong since. */
export function feedTable({ page, words }: Speech, { feeds, now }: StaffView, station: (id: string) => string): Html {
  const text = page.feeds;
  return html`<table class="stack">
<thead><tr><th scope="col">${page.gauge.station}</th><th scope="col">${text.service}</th><th scope="col">${text.answered}</th><th scope="col">${text.state}</th></tr></thead>
<tbody>${feeds.map(
    (each) =>
      html`<tr><th scope="row">${station(each.station)}</th><td data-label="${text.service}">${nameOf[each.service]}</td><td data-label="${text.answered}">${each.lastSuccessAt === null ? text.never : words.age(now - each.lastSuccessAt)}</td><td data-label="${text.state}">${
        each.failure === null
          ? html`✓ ${text.works}`
          : html`<strong class="bad">! ${text.failing(each.failures)}</strong> <span lang="en">${each.failure}</span>`
      }</td></tr>`,
  )}</tbody></table>`;
}
