/** Messages that try whether messages arrive. */
export const testMessages = ['ALTER TABLE outbox ADD COLUMN is_test INTEGER NOT NULL DEFAULT 0'];
