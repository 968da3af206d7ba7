import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { commitOf } from '../../support/commits.ts';
import { openTestDatabase } from '../../support/open-test-database.ts';

/** Run as a process of its own: commits one event after the other and says the number of each that is committed. */
const journal = createSqliteJournal(await openTestDatabase(process.argv[2]));
for (let number = (journal.state('coursan')?.events ?? 0) + 1; ; number++) {
  journal.commit(commitOf(number));
  process.stdout.write(`${number}\n`);
}
