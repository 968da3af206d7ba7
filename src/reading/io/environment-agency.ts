import { err, ok } from '../../lib/result.ts';
import { iso } from '../../lib/units.ts';
import { readEnvironmentAgency, readLatestAt } from '../decode/formats/environment-agency.ts';
import { type Feed, second, under } from './feed.ts';
import { silent, unreadable } from './get-politely.ts';

export const ENVIRONMENT_AGENCY_URL = 'https://environment.data.gov.uk/flood-monitoring';

/** The most that the service gives at once; the four weeks that it holds are 2,688 readings. */
const MOST = 10_000;

/** A measure of the Environment Agency's flood monitoring. Where it gives no reading, it is asked when it last had one. */
export function environmentAgencyFeed(station: Feed['station'], measure: string, base: URL): Feed {
  const about = `id/measures/${encodeURIComponent(measure)}`;
  return {
    station,
    service: 'environment-agency',
    async read(from, now, get) {
      const url = under(base, `${about}/readings`);
      // `_sorted` takes no value.
      url.search = `since=${second(from)}&_sorted&_limit=${MOST}`;
      const body = await get(url);
      if (!body.ok) return body;
      const page = readEnvironmentAgency(body.value, measure, now);
      if (!page.ok) return err(unreadable(page.error));
      if (page.value.points.length + page.value.refused.length > 0) return ok(page.value);
      const description = await get(under(base, about));
      if (!description.ok) return description;
      const latest = readLatestAt(description.value, measure);
      if (!latest.ok) return err(unreadable(latest.error));
      const before = latest.value === null ? 'none before' : `the newest is of ${iso(latest.value)}`;
      return err(silent(`no reading since ${iso(from)}; ${before}`));
    },
  };
}
