import type { OutboxRow } from '../../notification/outbox.ts';
import type { Database } from './database.ts';

/**
 * Residents to whom what came before has not gone out are told first, as they stand in line: where the level moves faster than thousands can be
 * told of it, those at the end would hear nothing until it stands still, and those at the beginning hear of each. All others than residents come
 * before them, as they come; and who was tried and put off has no place: mailboxes that are gone must not stand before all others.
 */
export function createPlaceInLine(db: Database): (rows: readonly OutboxRow[]) => OutboxRow[] {
  const waitsAs = db
    .prepare<[{ id: string; channel: string; commune: string }], number | null>(
      `SELECT min(number) FROM outbox WHERE status = 'pending' AND attempts = 0 AND recipient_id = @id AND channel = @channel
         AND commune = @commune AND +recipient_kind = 'subscription' AND about = 'level'`,
    )
    .pluck();
  const placeOf = ({ about, recipient: { kind, id }, channel, commune }: OutboxRow): number =>
    kind !== 'subscription'
      ? Number.NEGATIVE_INFINITY
      : ((about === 'level' ? waitsAs.get({ id, channel, commune }) : null) ?? Number.POSITIVE_INFINITY);
  return (rows) => {
    const placed = rows.map((row) => ({ row, place: placeOf(row) }));
    // Infinity less Infinity is no number: neither comes before the other.
    return placed.toSorted((a, b) => a.place - b.place || 0).map(({ row }) => row);
  };
}
