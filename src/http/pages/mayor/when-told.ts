import type { PendingRelease } from '../../../alert/alert.ts';
import { sooner } from '../../../alert/release.ts';
import type { Instant } from '../../../lib/clock.ts';
import type { Names } from '../../../text/words.ts';
import { clockOf } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';

/** When residents are told by the policy alone, of which level, and who signed that; or that without a decision they are told nothing. */
export function whenTold(speech: Speech, pending: PendingRelease | null, names: Names, now: Instant): string {
  const { page, words } = speech;
  const { mayor } = page;
  const signedOf = ({ dueAt, signed }: PendingRelease): [string, string] | null =>
    dueAt === null || !signed ? null : [clockOf(speech, dueAt, now, names.timeZone), names.person(signed.by)];
  const top = pending && signedOf(pending);
  const below = pending === null ? [] : sooner(pending);
  if (pending === null || below.length === 0) return top ? mayor.goesOutAt(...top) : mayor.neverByItself;
  return [...below, pending]
    .map((each) => {
      const { name } = words.level(each.level);
      const signed = signedOf(each);
      return signed ? mayor.levelGoesOutAt(name, ...signed) : mayor.levelNeverByItself(name);
    })
    .join(' ');
}
