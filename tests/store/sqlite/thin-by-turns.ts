import { once } from 'node:events';
import { createThinReadings } from '../../../src/store/sqlite/thin-readings.ts';
import { threeAndOne, UNTIL } from '../../support/days-to-thin.ts';
import { openTestDatabase } from '../../support/open-test-database.ts';

/** Run as a process of its own: thins out, says each time that others have their turn, and waits until it hears back. */
const db = await openTestDatabase(process.argv[2]);
await createThinReadings(db, threeAndOne)(UNTIL, [], async () => {
  process.stdout.write('a turn\n');
  await once(process.stdin, 'data');
});
