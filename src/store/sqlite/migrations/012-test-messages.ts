import { type Kysely, sql } from 'kysely';

/** Messages that try whether messages arrive. */
export const testMessages = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('ALTER TABLE outbox ADD COLUMN is_test INTEGER NOT NULL DEFAULT 0').execute(db);
  },
};
