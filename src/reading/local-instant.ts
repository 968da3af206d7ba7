import type { Instant } from '../lib/clock.ts';
import { DAY_MS, MINUTE_MS, parseInstant } from '../lib/units.ts';

/** Every zone changes its offset on a quarter of an hour. */
const STEP_MS = 15 * MINUTE_MS;

/** Which of the two: an hour that clocks showed twice. */
export type Nth = 'first' | 'second';

/** Whether local times can be told there: a zone of the IANA database, or a fixed one. @example isTimeZone('Europe/Pari') // false */
export function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // RangeError is how Intl says that it knows no such zone.
  }
}

/**
 * Reads times that a local clock showed, in one zone of the IANA database (or a fixed one, `+01:00`). An hour that happened
 * twice is no instant unless it is said which of the two, and one that never happened is none: the reason, never a guess.
 * @example readLocal('2020-01-22 12:00') // in Europe/Paris: { ok: true, value: 1579690800000 }
 */
export function localReader(timeZone: string): (text: string, nth?: Nth) => { instant: Instant } | { why: string } {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const offsets = new Map<Instant, number>();
  const offsetAt = (instant: Instant): number => {
    const step = Math.floor(instant / STEP_MS) * STEP_MS;
    let offset = offsets.get(step);
    if (offset === undefined) {
      const part = Object.fromEntries(format.formatToParts(step).map(({ type, value }) => [type, Number(value)]));
      const shown = Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute']);
      offset = shown - step;
      offsets.set(step, offset);
    }
    return offset;
  };
  return (text, nth) => {
    const shown = parseInstant(`${text.trim().replace(' ', 'T')}Z`);
    if (shown === null) return { why: 'no time' };
    const around = [shown - DAY_MS, shown + DAY_MS].map((each) => shown - offsetAt(each));
    const [first, ...others] = [...new Set(around)].filter((each) => each + offsetAt(each) === shown);
    if (first === undefined) return { why: `no clock in ${timeZone} showed it: clocks were put forward` };
    if (others.length === 0) return { instant: first };
    if (nth === undefined) return { why: `clocks in ${timeZone} showed it twice` };
    return { instant: nth === 'first' ? Math.min(first, ...others) : Math.max(first, ...others) };
  };
}
