import type { Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { HOUR_MS, iso } from '../../lib/units.ts';
import { readFloodArea, stoodStillSince, worstByArea } from '../decode/formats/flood-warnings.ts';
import { readVigicrues } from '../decode/formats/vigicrues.ts';
import type { OfficialWord } from '../national/official-warning.ts';
import { under } from './feed.ts';
import { type FetchFailure, type Get, silent, unreadable } from './get-politely.ts';
import { readAgain } from './read-again.ts';
import { readFloodList } from './read-flood-list.ts';

/** What a service was found to say of each place that was asked for; of one of which it says nothing, why. */
export type OfficialAnswer = ReadonlyMap<string, Result<OfficialWord, string>>;

/** A service of the State: one request tells of all places. */
export interface OfficialService {
  /** As the metric `amont_polls_total` has it. */
  label: 'vigicrues' | 'environment-agency-floods';
  read(places: readonly string[], now: Instant, get: Get): Promise<Result<OfficialAnswer, FetchFailure>>;
}

/** Without the version in the address (`services/1/`), from which the service leads on to this one. */
export const VIGICRUES_URL = 'https://www.vigicrues.gouv.fr/services';

/** Maps are made at 10:00 and 16:00 at least: of a map this old one after it is missing, and what it says is not of now. */
const MAP_LASTS_MS = 20 * HOUR_MS;

export function vigicrues(base: URL): OfficialService {
  const readMap = readAgain(under(base, 'InfoVigiCru.geojson'), readVigicrues);
  return {
    label: 'vigicrues',
    async read(places, now, get) {
      const sections = await readMap(get, now);
      if (!sections.ok) return sections;
      const answer = new Map(
        places.map((place) => [place, sections.value.get(place) ?? err(`no section ${place} in the map of Vigicrues`)]),
      );
      const statedAt = [...sections.value.values()].find((each) => each.ok)?.value.statedAt ?? null;
      if (statedAt === null || now - statedAt <= MAP_LASTS_MS) return ok(answer);
      return err(silent(`no new map since ${iso(statedAt)}`));
    },
  };
}

/** The Agency lists only what is in force. So that a code that it does not know is not taken for calm, each area is looked up once. */
export function floodWarnings(base: URL): OfficialService {
  const names = new Map<string, string>();
  const readList = readFloodList(base);

  async function nameOf(place: string, get: Get): Promise<Result<string, FetchFailure>> {
    const known = names.get(place);
    if (known !== undefined) return ok(known);
    const page = await get(under(base, `id/floodAreas/${encodeURIComponent(place)}`));
    if (!page.ok) return page;
    const name = readFloodArea(page.value, place);
    if (!name.ok) return err(unreadable(name.error));
    names.set(place, name.value);
    return name;
  }

  return {
    label: 'environment-agency-floods',
    async read(places, now, get) {
      const list = await readList(get, now);
      if (!list.ok) return list;
      const stoodSince = stoodStillSince(list.value, now);
      if (stoodSince !== null) return err(silent(`no new list since ${iso(stoodSince)}`));
      const areas = worstByArea(list.value);
      const answer = new Map<string, Result<OfficialWord, string>>();
      let down: FetchFailure | null = null;
      for (const place of places) {
        const name: Result<string, FetchFailure> =
          down === null || names.has(place) ? await nameOf(place, get) : err(down);
        // Where the service itself fails the next one would too, and each takes its time.
        if (!name.ok && name.error.kind !== 'status' && name.error.kind !== 'unreadable') down = name.error;
        const unlisted = name.ok ? ok('no-warning' as const) : err(`${place}: ${name.error.detail}`);
        // What is in force is told, whatever becomes of its name.
        const level = areas.get(place) ?? unlisted;
        answer.set(
          place,
          level.ok ? ok({ level: level.value, name: name.ok ? name.value : null, statedAt: null }) : level,
        );
      }
      return down !== null && [...answer.values()].every((each) => !each.ok) ? err(down) : ok(answer);
    },
  };
}
