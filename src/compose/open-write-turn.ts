import type { Logger } from 'pino';
import type { Database } from '../store/sqlite/database.ts';
import { createWriteTurn, type WriteTurn } from '../store/sqlite/write-turn.ts';

/** The turn to write, which tells when another process holds the database; `judgeAll` once it has let go. */
export function openWriteTurn(
  db: Database,
  parts: AsyncDisposableStack,
  { log, judgeAll }: { log: Logger; judgeAll(): void },
): WriteTurn {
  const turns = createWriteTurn(db, {
    held: (error) =>
      log.error(
        { err: error, file: db.name },
        'another process holds the database: nothing is stored, judged or marked as sent until it lets go (fuser -v names it)',
      ),
    freed() {
      log.info('the database is let go: what waited is stored, and all communes are judged');
      judgeAll();
    },
  });
  return parts.adopt(turns, (each) => each.close());
}
