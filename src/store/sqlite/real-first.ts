import type { Journal } from '../../notification/journal.ts';
import { REAL_FIRST } from '../../notification/outbox.ts';
import type { Database } from './database.ts';

/**
 * Thousands of text messages of an exercise take hours at the pace of a gateway: no resident waits behind them, of whatever commune, who is to hear
 * of something real. Never with what is real: where the disk has spoiled one of these rows, that must be written all the same.
 */
export function createRealFirst(db: Database): Pick<Journal, 'putRealFirst'> {
  const drops = (['fresh', 'tried'] as const).map((which) =>
    db.prepare<[]>(
      `UPDATE outbox SET status = 'dropped', next_attempt_at = NULL, drop_reason = '${REAL_FIRST}' WHERE number IN (
         SELECT number FROM outbox INDEXED BY outbox_${which} WHERE status = 'pending' AND attempts ${which === 'fresh' ? '=' : '>'} 0
           AND lane IN ('residents', 'residentTexts', 'pushes') AND about = 'alert'
           AND EXISTS (SELECT 1 FROM exercise_event WHERE exercise_event.id = outbox.event))`,
    ),
  );
  return {
    putRealFirst() {
      for (const drop of drops) drop.run();
    },
  };
}
