import { hashToken } from '../people/signed-link.ts';
import type { OutboxRow } from './outbox.ts';

/**
 * The same for every attempt at one row, by which a receiver knows a message that was sent twice. The row's time is part of it because event
 * numbers begin again with a new database, and go on from before with a restored one: what was sent then must not hide what is sent now.
 */
export function attemptsId({ id, createdAt }: Pick<OutboxRow, 'id' | 'createdAt'>): string {
  return hashToken(`${id}\n${createdAt}`).slice(0, 32);
}
