import { html } from 'hono/html';
import type { FeedState, NationalService } from '../../../reading/national/national-gauge.ts';
import { sourceKey } from '../../../territory/official-warning.ts';
import { officialPlace } from '../../../text/official-text.ts';
import type { Speech } from '../../speech.ts';
import type { StaffView } from '../../views/staff-view.ts';
import type { Html } from '../html.ts';
import { stackTable } from '../table.ts';

const nameOf: Record<NationalService, string> = { hubeau: "Hub'Eau", 'environment-agency': 'Environment Agency' };

interface Line extends Pick<FeedState, 'lastSuccessAt' | 'failures' | 'failure'> {
  about: string;
  service: string;
}

/** National services that are asked for readings and for the State's own warnings: when each last answered, and what went wrong since. */
export function feedTable({ page, words }: Speech, view: StaffView, station: (id: string) => string): Html {
  const { now, feeds, communes } = view;
  const text = page.feeds;
  const official = new Map(communes.flatMap((row) => row.official.map((each) => [sourceKey(each), each])));
  const lines: Line[] = [
    ...feeds.map((each) => ({ ...each, about: station(each.station), service: nameOf[each.service] })),
    ...[...official.values()].map((each) => {
      return {
        ...each,
        about: officialPlace(words, each),
        service: words.official.services[each.service].name,
        lastSuccessAt: each.spell?.lastSeenAt ?? null,
      };
    }),
  ];
  const state = ({ failure, failures }: Line) =>
    failure === null
      ? html`✓ ${text.works}`
      : html`<strong class="bad">! ${text.failing(failures)}</strong> <span lang="en">${failure}</span>`;
  return stackTable(lines, [
    [text.about, ({ about }) => about],
    [text.service, ({ service }) => service],
    [text.answered, (each) => (each.lastSuccessAt === null ? text.never : words.age(now - each.lastSuccessAt))],
    [text.state, state],
  ]);
}
