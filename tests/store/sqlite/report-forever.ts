import { attemptsId } from '../../../src/notification/attempts-id.ts';
import { markOf } from '../../../src/notification/reported/read-reports.ts';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { createSqliteReportStore } from '../../../src/store/sqlite/reports.ts';
import { openTestDatabase } from '../../support/open-test-database.ts';
import { textToMayor } from '../../support/text-to-mayor.ts';

/** Run as a process of its own: of one text message after the other, all taken by the gateway, it is reported that it did not arrive; says the number of each. */
const db = await openTestDatabase(process.argv[2]);
const [journal, reports] = [createSqliteJournal(db), createSqliteReportStore(db)];
for (let number = 1 + db.prepare<[], number>('SELECT count(*) FROM outbox').pluck().get()!; ; number++) {
  const row = textToMayor(`limoux:${number}`, number);
  journal.enqueue(row);
  journal.settle(row.id, { status: 'sent', attempts: 1, sentAt: number, providerId: null });
  reports.take({ mark: markOf(attemptsId(row)), state: 'failed', said: 'EXPIRED' }, number);
  process.stdout.write(`${number}\n`);
}
