import type { Config } from '../config.ts';
import { someOf } from './some-of.ts';

/** Names of the IANA database that are of no place, and offsets. */
const OF_NO_PLACE = /^([+-].*|Etc\/.*|UTC|UCT|GMT([+-]?0)?|EST|MST|HST|Zulu|Greenwich|Universal)$/i;

/** Where clocks are put forward in summer, every hour that a message names would be wrong by one. */
export function ofClocks({ communes }: Pick<Config, 'communes'>): string[] {
  const fixed = [...communes.values()].filter(({ timeZone }) => OF_NO_PLACE.test(timeZone));
  if (fixed.length === 0) return [];
  const said = fixed.map(({ id, timeZone }) => `${timeZone} in ${id}`);
  return [
    `the time is told by a clock that is never put forward: ${someOf(said)}; name a place that keeps the same time, such as Europe/Paris (communes.yaml, timeZone)`,
  ];
}
