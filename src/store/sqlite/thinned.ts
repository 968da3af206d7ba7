import type { Instant } from '../../lib/clock.ts';
import type { Database } from './database.ts';

/** Until when the readings of the embedded database have been thinned out; later ones are all there. */
export interface Thinned {
  before(): Instant;
  advanceTo(before: Instant): void;
  /** The whole history is here again. */
  forget(): void;
}

export function createThinned(db: Database): Thinned {
  const read = db.prepare<[], Instant>('SELECT before FROM thinned').pluck();
  const write = db.prepare<[Instant]>(
    'INSERT INTO thinned (id, before) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET before = max(before, excluded.before)',
  );
  return {
    before: () => read.get() ?? Number.NEGATIVE_INFINITY,
    advanceTo: (before) => void write.run(before),
    forget: () => db.exec('DELETE FROM thinned'),
  };
}
