import { html } from 'hono/html';
import type { FeedState, NationalService } from '../../reading/national-gauge.ts';
import type { Speech } from '../speech.ts';
import type { StaffView } from '../views/staff-view.ts';
import type { Html } from './layout.ts';
import { stackTable } from './table.ts';

const nameOf: Record<NationalService, string> = { hubeau: "Hub'Eau", 'environment-agency': 'Environment Agency' };

/** National services that are asked for readings: when each last answered, and what went wrong since. */
export function feedTable({ page, words }: Speech, { feeds, now }: StaffView, station: (id: string) => string): Html {
  const text = page.feeds;
  const state = ({ failure, failures }: FeedState) =>
    failure === null
      ? html`✓ ${text.works}`
      : html`<strong class="bad">! ${text.failing(failures)}</strong> <span lang="en">${failure}</span>`;
  return stackTable(feeds, [
    [page.gauge.station, (each) => station(each.station)],
    [text.service, (each) => nameOf[each.service]],
    [text.answered, (each) => (each.lastSuccessAt === null ? text.never : words.age(now - each.lastSuccessAt))],
    [text.state, state],
  ]);
}
