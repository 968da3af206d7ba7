import type { Rejection } from '../../reading/reading.ts';
import type { RejectionStore } from '../../reading/reading-store.ts';
import type { Database } from './database.ts';

/** A broken sensor must not fill the disk: older ones go, their count stays. At 2,000 bytes each these are 200 MB. */
const KEPT = 100_000;
/** Of so many the topics are read at a time, while those asked for are looked for: with what was sent, all would hold the service up for half a second. */
const PAGE = 2_000;

export function createSqliteRejectionStore(db: Database, kept = KEPT): RejectionStore {
  const insert = db.prepare<[Rejection]>(
    'INSERT INTO rejection (received_at, topic, payload, reason, detail) VALUES (@receivedAt, @topic, @payload, @reason, @detail)',
  );
  const count = db.prepare<[string]>(
    'INSERT INTO rejection_count (reason, count) VALUES (?, 1) ON CONFLICT (reason) DO UPDATE SET count = count + 1',
  );
  const prune = db.prepare<[number]>('DELETE FROM rejection WHERE id <= (SELECT max(id) FROM rejection) - ?');
  const before = db.prepare<[number], Pick<Rejection, 'topic'> & { id: number }>(
    `SELECT id, topic FROM rejection WHERE id < ? ORDER BY id DESC LIMIT ${PAGE}`,
  );
  const numbered = db.prepare<[number], Rejection>(
    'SELECT received_at AS receivedAt, topic, payload, reason, detail FROM rejection WHERE id = ?',
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
      const found: number[] = [];
      for (let last = Number.MAX_SAFE_INTEGER; found.length < limit; ) {
        const page = before.all(last);
        for (const { id, topic } of page) if (found.length < limit && isAskedFor(topic)) found.push(id);
        if (page.length < PAGE) break;
        last = page.at(-1)!.id;
      }
      return found.flatMap((id) => numbered.all(id));
    },
    counts: () => Object.fromEntries(counts.all().map(({ reason, count }) => [reason, count])),
  };
}
