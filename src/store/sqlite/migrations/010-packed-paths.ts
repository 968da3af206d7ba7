import { type Kysely, sql } from 'kysely';

/** Whole paths deflated: what is kept of before stays as it is. */
export const packedPaths = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('ALTER TABLE forecast_paths ADD COLUMN is_packed INTEGER NOT NULL DEFAULT 0').execute(db);
  },
};
