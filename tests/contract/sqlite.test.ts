import { join } from 'node:path';
import type { ReadingStore } from '../../src/reading/reading-store.ts';
import { createSqliteReadingStore } from '../../src/store/sqlite/readings.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { readingStoreContract } from './reading-store.ts';

const folder = tempFolder('contract');

async function open(file: string): Promise<ReadingStore> {
  const db = await openTestDatabase(file);
  return { ...createSqliteReadingStore(db), close: async () => void db.close() };
}

readingStoreContract('SQLite in memory', () => open(':memory:'), { runs: 300, reopens: false });
readingStoreContract('SQLite in a file', () => open(join(folder, 'amont.db')), { runs: 50, reopens: true });
