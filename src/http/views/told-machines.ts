import type { AlertEvent } from '../../alert/alert.ts';
import type { Untold } from '../../notification/journal.ts';
import { machinesToldWith } from '../../notification/machines/webhook.ts';
import type { Delivery, OutboxRow } from '../../notification/outbox.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';

/** What residents see or hear of the town's: a siren, a panel. */
export interface ToldMachine {
  machine: string;
  /** The newest that it was to be told here, and whether it took it. */
  last: (OutboxRow & { delivery: Delivery }) | null;
  /** What it has missed since it last took something, of whichever commune. */
  untold: Untold | null;
}

/** Those machines that were told anything of these events, newest first, or have missed anything; `null` where that cannot be read. */
export function viewToldMachines(
  { told, journal, webhooks }: Pick<Doors, 'told' | 'journal' | 'webhooks'>,
  { id }: Commune,
  newestFirst: readonly AlertEvent[],
): readonly ToldMachine[] | null {
  const own = machinesToldWith('residents', webhooks, id);
  if (own.length === 0) return [];
  const read = newestFirst.map((event) => told.toWebhooks(event.id));
  if (read.includes(null)) return null;
  const rows = read.flatMap((found) => found ?? []);
  return own
    .map((machine) => ({
      machine,
      last: rows.find(({ recipient }) => recipient.id === machine) ?? null,
      untold: journal.untold(machine),
    }))
    .filter(({ last, untold }) => last ?? untold);
}
