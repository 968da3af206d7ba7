import type { Instant } from '../lib/clock.ts';
import type { ResidentWay } from '../people/way.ts';
import type { Asking } from './asked/escalation.ts';
import {
  type ChannelName,
  type Delivery,
  eventOf,
  hasWay,
  isOutOfReach,
  type OutboxRow,
  replacedBy,
} from './outbox.ts';

/** Who was told of one event. Residents are counted, never named. */
export interface Told {
  contacts: readonly (OutboxRow & { delivery: Delivery })[];
  residents: readonly {
    channel: ChannelName;
    status: Delivery['status'];
    count: number;
    firstSentAt: Instant | null;
    lastSentAt: Instant | null;
    /** There, and true, of what was not sent as nobody needed it any more: a newer one took its place, or the exercise was over. */
    isNeedless?: true;
  }[];
  /** What residents were told, one message a way and language: they differ in the links alone. */
  toResidents: readonly Pick<OutboxRow, 'channel' | 'language' | 'subject' | 'text'>[];
}

/** What became of the message of one event to one resident. */
export interface ToResident {
  /** Id of the subscription. */
  resident: string;
  way: ResidentWay;
  status: Delivery['status'];
  /** Why it did not go out; `null` where it did, or nothing has failed yet. */
  error: string | null;
}

/** Of an event that is being written, or of which no message is kept, nothing is known. */
export function askingOf({ toContacts }: Pick<ToldStore, 'toContacts'>): Asking {
  /** What became of a message, or of the one that took its place. */
  function fateOf({ delivery }: Told['contacts'][number]): Delivery {
    const by = replacedBy(delivery);
    const newer = by && toContacts(eventOf(by)).find(({ id }) => id === by);
    return newer ? fateOf(newer) : delivery;
  }
  return {
    writtenTo(event) {
      const rows = toContacts(event);
      return rows.length === 0 ? null : new Set(rows.map(({ recipient }) => recipient.id));
    },
    refusedTo(event) {
      const rows = toContacts(event).filter(hasWay);
      const reachable = new Set(rows.flatMap((row) => (isOutOfReach(fateOf(row)) ? [] : row.recipient.id)));
      return new Set(rows.flatMap(({ recipient: { id } }) => (reachable.has(id) ? [] : id)));
    },
  };
}

/** As pages see it: `null` where what became of messages cannot be read. */
export interface ShownToldStore extends Pick<ToldStore, 'toContacts'> {
  toldOf(event: string): Told | null;
  toWebhooks(event: string): Told['contacts'] | null;
  eachResident(event: string): ToResident[] | null;
}

/** PORT. */
export interface ToldStore {
  toldOf(event: string): Told;
  toContacts(event: string): Told['contacts'];
  toWebhooks(event: string): Told['contacts'];
  eachResident(event: string): ToResident[];
}
