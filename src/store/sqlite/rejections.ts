import type { Rejection } from '../../reading/reading.ts';
import type { RejectionStore } from '../../reading/reading-store.ts';
import type { Database } from './database.ts';

/** A broken sensor must not fill the disk: older ones go, their count stays. At 2,000 bytes each these are 200 MB. */
const KEPT = 100_000;
/** So many are read at a time, while those asked for are looked for. */
const PAGE = 500;

export function createSqliteRejectionStore(db: Database, kept = KEPT): RejectionStore {
  const insert = db.prepare<[Rejection]>(
    'INSERT INTO rejection (received_at, topic, payload, reason, detail) VALUES (@receivedAt, @topic, @payload, @reason, @detail)',
  );
  const count = db.prepare<[string]>(
    'INSERT INTO rejection_count (reason, count) VALUES (?, 1) ON CONFLICT (reason) DO UPDATE SET count = count + 1',
  );
  const prune = db.prepare<[number]>('DELETE FROM rejection WHERE id <= (SELECT max(id) FROM rejection) - ?');
  const before = db.prepare<[number, number], Rejection & { id: number }>(
    'SELECT id, received_at AS receivedAt, topic, payload, reason, detail FROM rejection WHERE id < ? ORDER BY id DESC LIMIT ?',
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
    recent(limit, isAskedFor = () => true) {
      const found: Rejection[] = [];
      for (let id = Number.MAX_SAFE_INTEGER; found.length < limit; ) {
        const page = before.all(id, PAGE);
        for (const { id: _, ...rejection } of page) if (isAskedFor(rejection.topic)) found.push(rejection);
        if (page.length < PAGE) break;
        id = page.at(-1)!.id;
      }
      return found.slice(0, limit);
    },
    counts: () => Object.fromEntries(counts.all().map(({ reason, count }) => [reason, count])),
  };
}
