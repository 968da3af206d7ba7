import type { Instant } from '../../lib/clock.ts';
import type { EndedSessions } from '../../people/ended-sessions.ts';
import type { Database } from './database.ts';

export function createSqliteEndedSessions(db: Database): EndedSessions {
  const insert = db.prepare<[string, Instant]>(
    'INSERT INTO ended_session (id, ended_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
  );
  const forget = db.prepare<[Instant]>('DELETE FROM ended_session WHERE ended_at < ?');
  const find = db.prepare<[string], number>('SELECT 1 FROM ended_session WHERE id = ?').pluck();
  return {
    end(session, at, forgetBefore) {
      insert.run(session, at);
      forget.run(forgetBefore);
    },
    has: (session) => find.get(session) !== undefined,
  };
}
