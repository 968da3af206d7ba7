import type { KnownFlood, KnownFloods } from '../territory/known-flood.ts';
import type { KnownFloodEntry } from './schema/known-flood-entry.ts';
import type { StationEntry } from './schema/stations-file.ts';

/** The floods that people remember, by station, lowest first. */
export function toKnownFloods(entries: readonly StationEntry[]): KnownFloods {
  const known = entries.filter(({ knownFloods = [] }) => knownFloods.length > 0);
  return new Map(
    known.map(({ id, knownFloods = [] }) => [
      id,
      knownFloods.map(toKnownFlood).toSorted((a, b) => a.stageM - b.stageM),
    ]),
  );
}

function toKnownFlood({ name, date, stageM }: KnownFloodEntry): KnownFlood {
  return { name: name === undefined ? null : inEach(name), date: date === undefined ? null : String(date), stageM };
}

/** A language that the town does not speak gets the one that it does. */
function inEach(name: NonNullable<KnownFloodEntry['name']>): NonNullable<KnownFlood['name']> {
  if (typeof name === 'string') return { fr: name, en: name };
  const first = name.fr ?? name.en ?? '';
  return { fr: name.fr ?? first, en: name.en ?? first };
}
