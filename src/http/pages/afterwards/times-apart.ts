import type { Instant } from '../../../lib/clock.ts';
import { MINUTE_MS } from '../../../lib/units.ts';
import { dayAndSecond } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { Html } from '../html.ts';
import { shortTime, timeTag } from '../time-tags.ts';

/** Times that tell the rows of one table apart: to the second where another second of the same minute stands in it. */
export function timesApart(speech: Speech, instants: readonly Instant[], timeZone: string): (at: Instant) => Html {
  const minuteOf = (at: Instant) => Math.floor(at / MINUTE_MS);
  const byMinute = Map.groupBy(onePerSecond(instants), minuteOf);
  return (at) =>
    (byMinute.get(minuteOf(at))?.length ?? 0) > 1
      ? timeTag(at, dayAndSecond(at, timeZone, speech.language))
      : shortTime(speech, at, timeZone);
}

/** Of each second its last instant, in order: no row shows less than a second. @example onePerSecond([1500, 0, 1100]) // [0, 1500] */
export function onePerSecond(instants: readonly Instant[]): Instant[] {
  const bySecond = new Map(instants.toSorted((a, b) => a - b).map((at) => [Math.floor(at / 1000), at]));
  return [...bySecond.values()];
}
