import type { Rejection } from '../../reading/reading.ts';
import type { RejectionStore } from '../../reading/reading-store.ts';
import type { Database } from './database.ts';

/** A broken sensor must not fill the disk: older ones go, their count stays. At 2,000 bytes each these are 200 MB. */
const KEPT = 100_000;

export function createSqliteRejectionStore(db: Database, kept = KEPT): RejectionStore {
  const insert = db.prepare<[Rejection]>(
    'INSERT INTO rejection (received_at, topic, payload, reason, detail) VALUES (@receivedAt, @topic, @payload, @reason, @detail)',
  );
  const count = db.prepare<[string]>(
    'INSERT INTO rejection_count (reason, count) VALUES (?, 1) ON CONFLICT (reason) DO UPDATE SET count = count + 1',
  );
  const prune = db.prepare<[number]>('DELETE FROM rejection WHERE id <= (SELECT max(id) FROM rejection) - ?');
  const recent = db.prepare<[number], Rejection>(
    'SELECT received_at AS receivedAt, topic, payload, reason, detail FROM rejection ORDER BY id DESC LIMIT ?',
  );
  const counts = db.prepare<[], { reason: Rejection['reason']; count: number }>(
    'SELECT reason, count FROM rejection_count',
  );

  const appendAll = db.transaction((rejections: readonly Rejection[]) => {
    for (const rejection of rejections) {
      insert.run(rejection);
      count.run(rejection.reason);
    }
    prune.run(kept);
  });
  return {
    append: (rejections) => appendAll.immediate(rejections),
    recent: (limit) => recent.all(limit),
    counts: () => Object.fromEntries(counts.all().map(({ reason, count }) => [reason, count])),
  };
}
