import type { Instant } from '../../../lib/clock.ts';
import {
  OFFICIAL_FRESH_MS,
  type OfficialSpell,
  type OfficialStanding,
  standingAsOf,
} from '../../../reading/national/official-warning.ts';
import type { Commune } from '../../../territory/commune.ts';
import { differing, type OfficialSource, sourceKey } from '../../../territory/official-warning.ts';
import type { Doors } from '../../doors.ts';

type Kept = Pick<Doors, 'officialStore'>;
type Places = Pick<Commune, 'id' | 'officialWarnings'>;

export interface OfficialCourse extends OfficialSource {
  spells: readonly OfficialSpell[];
  /** When nothing of it was seen. */
  gaps: readonly { from: Instant; to: Instant }[];
  /** The disk gives none of it back. */
  isUnread: boolean;
}

/** What services of the State were seen to say of the places that a commune has, and of those that it had then. */
export function officialCourses(doors: Kept, commune: Places, from: Instant, to: Instant): readonly OfficialCourse[] {
  const had = doors.officialStore.placesOf(commune.id, from, to);
  return differing([...commune.officialWarnings, ...had]).map((source) => courseOf(doors, source, from, to));
}

/** What one place was seen to be told. A silence is longer than one that a page would still call seen. */
function courseOf({ officialStore }: Kept, source: OfficialSource, from: Instant, to: Instant): OfficialCourse {
  const spells = officialStore.between(source, from, to);
  if (spells === null) return { ...source, spells: [], gaps: [], isUnread: true };
  const begins = [...spells.map(({ firstSeenAt }) => firstSeenAt), to];
  const ends = [from, ...spells.map(({ lastSeenAt }) => lastSeenAt)];
  const gaps = begins.flatMap((begin, index) => {
    const end = ends[index] ?? from;
    return begin - end > OFFICIAL_FRESH_MS ? [{ from: end, to: begin }] : [];
  });
  return { ...source, spells, gaps, isUnread: false };
}

/**
 * What was known of them at a past moment; `null` where it cannot be read. A place that the commune has now and had not then counts only
 * where it had been seen: which ones were set before that was written down nobody knows.
 */
export function officialAsOf(
  { officialStore }: Kept,
  { id, officialWarnings }: Places,
  at: Instant,
): readonly OfficialStanding[] | null {
  const had = officialStore.placesOf(id, at, at);
  const isHad = new Set(had.map(sourceKey));
  const standings: OfficialStanding[] = [];
  for (const source of differing([...officialWarnings, ...had])) {
    const spell = officialStore.lastBy(source, at);
    if (spell === undefined) return null;
    if (spell !== null || isHad.has(sourceKey(source))) standings.push(standingAsOf(source, spell, at));
  }
  return standings;
}
