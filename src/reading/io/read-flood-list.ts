import { err, ok, type Result } from '../../lib/result.ts';
import { type FloodEntry, readFloodWarnings } from '../decode/formats/flood-warnings.ts';
import { under } from './feed.ts';
import { type FetchFailure, type Get, unreadable } from './get-politely.ts';
import { type ReadAgain, readAgain } from './read-again.ts';

/** More than there are flood areas. A service may give fewer at once, and says nothing of it. */
const MOST_AT_ONCE = 10_000;
/** England has some 4,000 flood areas. */
const MAX_PAGES = 100;

/**
 * Reads all of the Environment Agency's list of warnings. Cut short it would pass for calm: the service is asked for more until it has no
 * more, whatever it takes to be the most for one answer.
 */
export function readFloodList(base: URL): ReadAgain<readonly FloodEntry[]> {
  const first = readAgain(pageFrom(base, 0), readFloodWarnings);

  return async (get, now) => {
    const entries = new Map<string, FloodEntry>();
    let page = await first(get, now);
    for (let pages = 1; pages <= MAX_PAGES; pages++) {
      // Beyond the end there may be no page.
      if (!page.ok && page.error.status === 404 && entries.size > 0) return ok([...entries.values()]);
      if (!page.ok) return page;
      const before = entries.size;
      page.value.forEach((each) => entries.set(JSON.stringify(each), each));
      // A mirror that knows of no offset says the same again.
      if (entries.size === before) return ok([...entries.values()]);
      page = await readPage(get, pageFrom(base, entries.size));
    }
    return err(unreadable(`more than ${MAX_PAGES} pages of warnings`));
  };
}

function pageFrom(base: URL, offset: number): URL {
  const url = under(base, 'id/floods');
  url.search = `_limit=${MOST_AT_ONCE}${offset === 0 ? '' : `&_offset=${offset}`}`;
  return url;
}

async function readPage(get: Get, url: URL): Promise<Result<readonly FloodEntry[], FetchFailure>> {
  const body = await get(url);
  if (!body.ok) return body;
  const page = readFloodWarnings(body.value);
  return page.ok ? page : err(unreadable(page.error));
}
