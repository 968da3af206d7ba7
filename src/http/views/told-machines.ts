import type { AlertEvent } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/units.ts';
import { machinesToldWith } from '../../notification/machines/webhook.ts';
import { type Delivery, isOutOfReach, ONLY_HERE, type OutboxRow } from '../../notification/outbox.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';

/** What residents see or hear of the town's: a siren, a panel. */
export interface ToldMachine {
  machine: string;
  /** What residents were told last and whether it took that; `null` where it was named since, and is told of the alert by nothing. */
  last: (OutboxRow & { delivery: Delivery }) | null;
  /** It is to be done by hand what it was to do: never for what was only played. */
  isMissed: boolean;
}

/** Longer than its first tries take. */
const AT_ONCE_MS = 2 * MINUTE_MS;

/**
 * Whether each machine of a commune took what its residents were told last: of the alert in force, or else of what is over for less than a day or
 * is tried still. `null` where that cannot be read.
 */
export function viewToldMachines(
  { told, webhooks, clock }: Pick<Doors, 'told' | 'webhooks' | 'clock'>,
  { id }: Commune,
  { newest, isInForce }: { newest: AlertEvent | undefined; isInForce: boolean },
): readonly ToldMachine[] | null {
  const own = machinesToldWith('residents', webhooks, id);
  if (own.length === 0 || newest === undefined) return [];
  const rows = told.toWebhooks(newest.id);
  if (rows === null) return null;
  const now = clock.now();
  return own.flatMap((machine): ToldMachine[] => {
    const last = rows.find(({ recipient }) => recipient.id === machine);
    if (last === undefined) return isInForce ? [{ machine, last: null, isMissed: true }] : [];
    const isNews = isInForce || last.delivery.status === 'pending' || now - last.createdAt < DAY_MS;
    return isNews ? [{ machine, last, isMissed: !newest.exercise && isNotTaken(last, now) }] : [];
  });
}

function isNotTaken({ delivery, createdAt }: NonNullable<ToldMachine['last']>, now: Instant): boolean {
  if (delivery.status === 'pending') return delivery.attempts > 0 || now - createdAt > AT_ONCE_MS;
  return delivery.status === 'dropped' && isOutOfReach(delivery) && !delivery.reason.includes(ONLY_HERE);
}
