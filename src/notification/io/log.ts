import { ok } from '../../lib/result.ts';
import { iso } from '../../lib/units.ts';
import type { Channel } from '../channel.ts';

/** Writes one line a message: when, which commune, who (by id, never an address), what. */
export function createLogChannel(write: (line: string) => void): Channel {
  return {
    name: 'log',
    send: async ({ row }) => {
      write(`${iso(row.createdAt)} ${row.commune} ${row.recipient.kind} ${row.recipient.id} | ${row.subject}`);
      return ok({ providerId: null });
    },
  };
}
