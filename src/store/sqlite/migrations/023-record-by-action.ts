import { type Kysely, sql } from 'kysely';

/** When something was last done is asked of what may never have been: without it the whole record is read (3 s of a million lines). */
export const recordByAction = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('CREATE INDEX record_action ON record (action, id)').execute(db);
  },
};
