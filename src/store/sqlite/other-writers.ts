import type { Database } from './database.ts';

/**
 * Tells whether another connection has written since this was last asked, whatever it wrote. Cheap enough for every batch
 * (sqlite.org/pragma.html#pragma_data_version: a commit of this connection does not count).
 */
export function watchOtherWriters(db: Database): () => boolean {
  const version = (): unknown => db.pragma('data_version', { simple: true });
  let seen = version();
  return () => {
    const now = version();
    const changed = now !== seen;
    seen = now;
    return changed;
  };
}
