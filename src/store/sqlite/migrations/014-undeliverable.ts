import { type Kysely, sql } from 'kysely';

/** What never reached those who decide is asked for at each look at the service's health: of all that was ever dropped it is a few rows. */
export const undeliverable = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `CREATE INDEX outbox_undeliverable ON outbox (created_at) WHERE status = 'dropped' AND recipient_kind = 'contact'`,
      )
      .execute(db);
  },
};
