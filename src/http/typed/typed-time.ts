import { Type } from 'typebox';
import type { Instant } from '../../lib/clock.ts';
import { parseInstant } from '../../lib/units.ts';
import { localReader, type Nth } from '../../reading/local-instant.ts';
import { localInput } from '../local-time.ts';

/** What a form sends beside a time, where clocks showed that one twice. */
export const Which = Type.Optional(Type.Enum(['first', 'second']));

/** `twice`: clocks went back, and it was not said which of the two; `never`: they were put forward over it. */
export type TypedTime = { instant: Instant } | { problem: 'unreadable' | 'twice' | 'never' };

/**
 * Reads what a field for a local day and time, or an address, gives: local time, or ISO 8601 with its offset.
 * @example readTyped('2020-10-25T02:30', undefined, 'Europe/Paris') // { problem: 'twice' }; 'second' → { instant: 01:30 UTC }
 */
export function readTyped(text: string, which: Nth | undefined, timeZone: string): TypedTime {
  const iso = parseInstant(text);
  if (iso !== null) return { instant: iso };
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return { problem: 'unreadable' };
  const read = localReader(timeZone);
  const found = read(text, which);
  if ('instant' in found) return found;
  if ('instant' in read(text, 'first')) return { problem: 'twice' };
  return { problem: found.why === 'no time' ? 'unreadable' : 'never' };
}

/** The two instants at which clocks showed what was typed; `null` for all the other hours of the year. */
export function bothOf(text: string, timeZone: string): Record<Nth, Instant> | null {
  const [first, second] = (['first', 'second'] as const).map((which) => readTyped(text, which, timeZone));
  if (!first || !second || !('instant' in first && 'instant' in second)) return null;
  return first.instant === second.instant ? null : { first: first.instant, second: second.instant };
}

/** Which of the two an instant is that `localInput` puts into a field. */
export function whichOf(at: Instant, timeZone: string): Nth | undefined {
  const both = bothOf(localInput(at, timeZone), timeZone);
  if (!both) return undefined;
  return at < both.second ? 'first' : 'second';
}
