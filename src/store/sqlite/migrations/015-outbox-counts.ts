const more = (status: string) =>
  `INSERT INTO outbox_count (status, count) VALUES (${status}, 1) ON CONFLICT (status) DO UPDATE SET count = count + 1;`;

/** How many messages are in each status is asked for at each look at the service's health and on the page of staff: it is counted as they are written. */
export const outboxCounts = [
  'CREATE TABLE outbox_count (status TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  `INSERT INTO outbox_count SELECT status, count(*) FROM outbox WHERE channel <> 'log' GROUP BY status`,
  `CREATE TRIGGER outbox_written AFTER INSERT ON outbox WHEN NEW.channel <> 'log' BEGIN ${more('NEW.status')} END`,
  `CREATE TRIGGER outbox_settled AFTER UPDATE OF status ON outbox WHEN NEW.channel <> 'log' AND NEW.status <> OLD.status BEGIN
     UPDATE outbox_count SET count = count - 1 WHERE status = OLD.status; ${more('NEW.status')}
   END`,
];
