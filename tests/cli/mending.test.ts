import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { createMending } from '../../src/cli/mending.ts';
import { loadKeys } from '../../src/store/keys.ts';
import { databaseIn } from '../../src/store/sqlite/database.ts';
import { testDatabases } from '../support/open-test-database.ts';
import { spoil } from '../support/spoil.ts';
import { tempFolder } from '../support/temp-folder.ts';

const open = testDatabases();

test.each([
  ['ended_session', false],
  ['account', true],
])('where %s is lost sessions of before are good: %s', async (table, areGood) => {
  const file = databaseIn(tempFolder(`mending-${table}`));
  const folder = dirname(file);
  await open(file).then((made) => made.close());
  const before = loadKeys(folder);
  spoil(file, table);
  const mended = await createMending(folder).mend({ error: () => undefined });
  expect(mended).toMatchObject({ lost: [table] });
  const after = loadKeys(folder);
  expect(after.session.equals(before.session)).toBe(areGood);
  expect(after.link.equals(before.link)).toBe(true);
});
