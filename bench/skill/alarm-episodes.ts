import type { Instant } from '../../src/lib/clock.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import type { Episode } from '../../src/verification/match-events.ts';

const CLEAR_SHARE = 0.5;
const CLEAR_MS = 3 * HOUR_MS;

/**
 * Alarms raised at a chance and lowered when it has stayed below half of that for 3 h; issue times in order.
 * @example raised at .5; chances .6 at 10:00, .1 from 11:00 on → one from 10:00 to 14:00
 */
export function alarmEpisodes(chances: readonly { at: Instant; chance: number }[], raiseAt: number): Episode[] {
  const episodes: Episode[] = [];
  let lowSince: Instant | null = null;
  for (const { at, chance } of chances) {
    const last = episodes.at(-1);
    const open = last?.to === null ? last : undefined;
    if (open === undefined) {
      if (chance >= raiseAt) episodes.push({ from: at, to: null });
      lowSince = null;
    } else if (chance >= CLEAR_SHARE * raiseAt) {
      lowSince = null;
    } else {
      lowSince ??= at;
      if (at - lowSince >= CLEAR_MS) open.to = at;
    }
  }
  return episodes;
}
