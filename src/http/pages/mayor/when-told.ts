import type { PendingRelease } from '../../../alert/alert.ts';
import type { Instant } from '../../../lib/clock.ts';
import type { Names } from '../../../text/words.ts';
import { clockOf } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';

/** When residents are told by the policy alone, and who signed that; or that without a decision they are told nothing. */
export function whenTold(speech: Speech, pending: PendingRelease | null, names: Names, now: Instant): string {
  const { mayor } = speech.page;
  if (!pending?.signed || pending.dueAt === null) return mayor.neverByItself;
  return mayor.goesOutAt(clockOf(speech, pending.dueAt, now, names.timeZone), names.person(pending.signed.by));
}
