import type { Instant } from '../../lib/clock.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './html.ts';
import { caution } from './pieces.ts';

interface Behind {
  now: Instant;
  /** What it is at least, by a sensor with a clock of its own. */
  clockBehind: Instant | null;
  timeZone: string;
}

/** By a clock that is behind the water of yesterday is that of now. For those who are to have it set right. */
export function clockBehindText(
  { page: { staff }, words }: Speech,
  { now, clockBehind, timeZone }: Behind,
): Html | false {
  const written = writtenBy(words, timeZone);
  return clockBehind !== null && caution(staff.clockBehind(written(now), written(clockBehind)));
}

/** For whoever decides by what is shown: above the level, so as short as can be. */
export function oldWaterText(
  { page: { mayor }, words }: Speech,
  { clockBehind, timeZone }: Omit<Behind, 'now'>,
): Html | false {
  return clockBehind !== null && caution(mayor.clockBehind(writtenBy(words, timeZone)(clockBehind)));
}

/** With its year: a machine without a clock of its own may be years behind. */
function writtenBy(words: Speech['words'], timeZone: string): (at: Instant) => string {
  return (at) => `${words.day(at, timeZone)}, ${words.clockTime(at, timeZone)}`;
}
