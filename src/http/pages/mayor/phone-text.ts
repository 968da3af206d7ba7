import type { RaisedLevel } from '../../../territory/alert-level.ts';
import type { Commune } from '../../../territory/commune.ts';
import { ended } from '../../../text/ended.ts';
import type { Speech } from '../../speech.ts';
import { ellipsis } from '../../text/ellipsis.ts';

/** A cell broadcast holds 15 pages of 82 octets (3GPP TS 23.041): 615 letters where one of them, as « ê », needs two octets. A phone shows some 400 at once. */
export const MOST_ON_PHONES = 400;
const MOST_OF_NAME = 60;

/**
 * What the phones would say: what, where, what to do, who says so. Instructions of the commune's card come whole, as many as there is room
 * for; only a first one that is too long is cut.
 */
export function phoneText(
  { page: { broadcast }, words, language }: Speech,
  { name, actionCards }: Pick<Commune, 'name' | 'actionCards'>,
  { level, notReal }: { level: RaisedLevel; notReal: string | null },
): string {
  const place = ellipsis(name, MOST_OF_NAME);
  const head = [...(notReal ? [notReal] : []), `${broadcast.warning} – ${place}.`, words.level(level).meaning];
  const foot = [broadcast.emergency, broadcast.source(place)];
  const room = MOST_ON_PHONES - [...head, ...foot].join(' ').length - 1;
  const [first = '', ...others] = actionCards[level][language].residents.map(ended);
  let steps = ellipsis(first, room);
  for (const step of others) {
    if (steps.length + 1 + step.length > room) break;
    steps = `${steps} ${step}`;
  }
  return [...head, steps, ...foot].join(' ');
}
