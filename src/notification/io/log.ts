import { ok } from '../../lib/result.ts';
import { iso } from '../../lib/units.ts';
import type { Channel } from '../channel.ts';
import type { OutboxRow } from '../outbox.ts';

/** Of whom a line of the log is, in the same words whatever became of the message: by ids, never an address. */
export interface LoggedMessage {
  commune: string;
  event: string;
  recipient: string;
}

/** @example loggedOf(row) // { commune: 'coursan', event: 'coursan:7', recipient: 'contact mayor' } */
export function loggedOf({
  commune,
  event,
  recipient: { kind, id },
}: Pick<OutboxRow, 'commune' | 'event' | 'recipient'>): LoggedMessage {
  return { commune, event, recipient: `${kind} ${id}` };
}

/** One line a message, when it is written: whether it arrived by mail or phone is another matter, which the line does not claim. */
export function createLogChannel(write: (about: LoggedMessage & { at: string }, line: string) => void): Channel {
  return {
    name: 'log',
    send: async ({ row }) => {
      write({ ...loggedOf(row), at: iso(row.createdAt) }, `a message was written: ${row.subject}`);
      return ok({ providerId: null });
    },
  };
}
