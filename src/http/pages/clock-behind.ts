import type { Instant } from '../../lib/clock.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './html.ts';
import { caution } from './pieces.ts';

/** By a clock that is behind the water of yesterday is that of now. Both with their years: a machine without a clock of its own may be years behind. */
export function clockBehindText(
  { page: { staff }, words }: Speech,
  { now, clockBehind, timeZone }: { now: Instant; clockBehind: Instant | null; timeZone: string },
): Html | false {
  const written = (at: Instant) => `${words.day(at, timeZone)}, ${words.clockTime(at, timeZone)}`;
  return clockBehind !== null && caution(staff.clockBehind(written(now), written(clockBehind)));
}
