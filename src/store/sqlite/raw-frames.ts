import type { RawFrame, RawFrameStore } from '../../reading/device/raw-frame-store.ts';
import type { Database } from './database.ts';

/** A device that sends without end must not fill the disk before its days are over. */
const KEPT = 200_000;

export function createSqliteRawFrameStore(db: Database, kept = KEPT): RawFrameStore {
  const insert = db.prepare<[RawFrame]>(
    'INSERT INTO raw_frame (station, received_at, topic, payload) VALUES (@station, @receivedAt, @topic, @payload)',
  );
  const prune = db.prepare<[number]>('DELETE FROM raw_frame WHERE id <= (SELECT max(id) FROM raw_frame) - ?');
  const recent = db.prepare<[string, number], RawFrame>(
    `SELECT station, received_at AS receivedAt, topic, payload FROM raw_frame WHERE station = ? ORDER BY id DESC LIMIT ?`,
  );
  const forget = db.prepare<[number]>('DELETE FROM raw_frame WHERE received_at < ?');

  const appendAll = db.transaction((frames: readonly RawFrame[]) => {
    for (const frame of frames) insert.run(frame);
    prune.run(kept);
  });
  return {
    append: (frames) => appendAll.immediate(frames),
    recent: (station, limit) => recent.all(station, limit),
    forget: (receivedBefore) => forget.run(receivedBefore).changes,
  };
}
