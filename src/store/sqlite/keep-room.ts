import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { diskSpace } from '../disk-space.ts';
import { CHECKPOINT_PAGES, type Database } from './database.ts';

const PIECE_BYTES = 1024 * 1024;
const ROOM_BYTES = 32 * PIECE_BYTES;
/** One transaction may begin just before the log is copied to the database, and be as large again. */
const LOG_PAGES = 2 * CHECKPOINT_PAGES;

/**
 * Keeps room in the database's own files, so that readings, alerts and messages go on for hours where others, or it, have filled the
 * disk: pages that nothing uses yet, and a log that need not grow. Where the disk has little left it takes none.
 */
export async function keepRoom(db: Database, giveWay: () => Promise<void>): Promise<void> {
  // What a crash left behind.
  db.exec('DROP TABLE IF EXISTS room');
  if (isKept(db, 0) || diskSpace(dirname(db.name)).isLow) return;
  db.exec('CREATE TABLE room (piece BLOB)');
  db.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
  const take = db.prepare('INSERT INTO room VALUES (zeroblob(?))');
  try {
    for (let taken = 0; !isKept(db, taken); taken += PIECE_BYTES) {
      take.run(PIECE_BYTES);
      await giveWay();
    }
  } finally {
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    giveBack(db);
  }
}

/** `taken`: bytes that `room` holds and gives back. */
function isKept(db: Database, taken: number): boolean {
  const pageBytes = Number(db.pragma('page_size', { simple: true }));
  const unused = Number(db.pragma('freelist_count', { simple: true })) * pageBytes;
  const log = statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return taken + unused >= ROOM_BYTES && log >= LOG_PAGES * pageBytes;
}

function giveBack(db: Database): void {
  // Nothing stood in it that must be overwritten.
  db.pragma('secure_delete = OFF');
  try {
    db.exec('DROP TABLE room');
  } finally {
    db.pragma('secure_delete = ON');
  }
  // Until it is copied to the database, the room that was taken lies in the log alone.
  db.pragma('wal_checkpoint');
}
