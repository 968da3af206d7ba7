import type { Instant } from '../../lib/clock.ts';
import { READ_HOLDS_MS } from '../../reading/by-person/read-lately.ts';
import type { Nth } from '../../reading/local-instant.ts';
import type { Language } from '../../territory/commune.ts';
import { asPlainNumber } from './plain-number.ts';
import { bothOf, readTyped, type TypedTime } from './typed-time.ts';

/**
 * A level as people write it in either language; `null` for anything else, another unit included.
 * Never -0, which forms would show.
 * @example readLevel('3,40') // 3.4  @example readLevel('- 0 m 35') // -0.35  @example readLevel('340') // 340, which no gauge takes
 */
export function readLevel(typed: string): number | null {
  const text = asPlainNumber(typed);
  const [, sign = '', metres, centimetres] = /^([-+]?)(\d{1,2})\s?m\s?(\d{2})$/i.exec(text) ?? [];
  if (metres !== undefined) return Number(`${sign}${metres}.${centimetres}`) + 0;
  return /^[-+]?\d{1,4}(\.\d{1,3})?\s?m?$/i.test(text) ? Number.parseFloat(text) + 0 : null;
}

/** As the form would hold it. @example levelAsTyped(-0.35, 'fr') // '-0,35' */
export function levelAsTyped(stageM: number, language: Language): string {
  return stageM.toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 3, useGrouping: false });
}

/**
 * When it was read, by the local clock. An hour that clocks showed twice is the one of the two at which it can have been; where it can have
 * been at both, whoever read it says which.
 * @example at 2:40 for the first time, '02:30' → the first; at 2:40 for the second time → `twice`
 */
export function readMoment(
  typed: string,
  { timeZone, now, which }: { timeZone: string; now: Instant; which?: Nth | undefined },
): TypedTime {
  const read = readTyped(typed, which, timeZone);
  if ('instant' in read || read.problem !== 'twice') return read;
  const { first, second } = bothOf(typed, timeZone)!;
  const possible = [first, second].filter((each) => each <= now && each >= now - READ_HOLDS_MS);
  return possible.length === 2 ? read : { instant: possible[0] ?? first };
}
