import { err, ok } from '../../lib/result.ts';
import { iso } from '../../lib/units.ts';
import { type HubeauQuantity, hubeauName, readHubeau } from '../decode/formats/hubeau.ts';
import type { RefusedRow } from '../national/national-gauge.ts';
import type { Point } from '../reading.ts';
import { type Feed, second, under } from './feed.ts';
import { silent, unreadable } from './get-politely.ts';

export const HUBEAU_URL = 'https://hubeau.eaufrance.fr/api/v2/hydrometrie';

/** The most that the service gives in one page. */
const PAGE_SIZE = 20_000;
/** A month of one gauge, the longest that the service holds, is one page; more than a few is a service gone wrong. */
const MAX_PAGES = 10;

/** A station of Hub'Eau's real-time hydrometry, version 2 (version 1 was shut in May 2025). */
export function hubeauFeed(station: Feed['station'] & { quantity: HubeauQuantity }, code: string, base: URL): Feed {
  return {
    station,
    service: 'hubeau',
    async read(from, now, get) {
      const [points, refused]: [Point[], RefusedRow[]] = [[], []];
      let ignored = 0;
      let url = under(base, 'observations_tr');
      url.search = new URLSearchParams({
        code_entite: code,
        grandeur_hydro: hubeauName(station.quantity),
        date_debut_obs: second(from),
        sort: 'asc',
        size: String(PAGE_SIZE),
      }).toString();
      for (let pages = 0; pages < MAX_PAGES; pages++) {
        const body = await get(url);
        if (!body.ok) return body;
        const page = readHubeau(body.value, { code, quantity: station.quantity }, now);
        if (!page.ok) return err(unreadable(page.error));
        points.push(...page.value.points);
        refused.push(...page.value.refused);
        ignored += page.value.ignored;
        if (page.value.next === null) {
          // It has answered so for days, under HTTP 200 (BRGM/hubeau #213), and does so to a code that it does not know.
          const isEmpty = points.length + refused.length === 0;
          return isEmpty ? err(silent(`no reading since ${iso(from)}`)) : ok({ points, refused, ignored });
        }
        if (!URL.canParse(page.value.next)) return err(unreadable(`the next page is at ${page.value.next}`));
        // Its query only: what a mirror passes on names the original, and no answer may lead us to another host.
        url = under(base, 'observations_tr');
        url.search = new URL(page.value.next).search;
      }
      return err(unreadable(`more than ${MAX_PAGES} pages`));
    },
  };
}
