import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { everyWayTo } from '../../notification/ways.ts';
import type { Way } from '../../people/way.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';

/** A way by which nothing has gone out for long: whether it still would, nothing but a message shows. */
export interface QuietWay {
  way: Way | 'voice' | { machine: string };
  /** `null`: nothing yet, as far back as messages are kept. */
  since: Instant | null;
}

const QUIET_MS = 90 * DAY_MS;

/**
 * Gateways and machines of a town know no request that is no message: months after it was exchanged, a key is refused at the first alert. Of those that tell
 * contacts of these communes; what cannot be read is left out.
 */
export function viewQuietWays(
  {
    instance,
    ways,
    webhooks,
    journal,
    wallClock,
  }: Pick<Doors, 'instance' | 'ways' | 'webhooks' | 'journal' | 'wallClock'>,
  own: readonly Commune[],
): QuietWay[] {
  if (instance.kind !== 'operational') return [];
  const now = wallClock.now();
  const quiet = (way: QuietWay['way'], taken: Iterable<Instant | null>): QuietWay[] => {
    let last: Instant | null = null;
    for (const at of taken) {
      // In most towns the first that is looked at.
      if (at === null || now - at < QUIET_MS) return [];
      last = Math.max(last ?? 0, at);
    }
    return last === null ? [] : [{ way, since: last || null }];
  };
  const contacts = own.flatMap((commune) => commune.contacts.map((contact) => ({ commune, contact })));
  const byWay = (['email', 'sms', 'voice'] as const)
    .filter((way) => ways.has(way))
    .flatMap((way) => {
      const told = contacts.filter(({ contact }) => everyWayTo(contact, ways).includes(way));
      const taken = told
        .values()
        .map(({ commune, contact: { id } }) =>
          journal.lastTaken({ commune: commune.id, recipient: { kind: 'contact', id }, channel: way }),
        );
      return quiet(way, taken);
    });
  const machines = webhooks.flatMap(({ id, communes }) => {
    const commune = own.find((each) => communes.includes(each.id))?.id;
    if (commune === undefined) return [];
    return quiet({ machine: id }, [
      journal.lastTaken({ commune, recipient: { kind: 'webhook', id }, channel: 'webhook' }),
    ]);
  });
  return [...byWay, ...machines];
}
