import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { transition } from '../../src/alert/transition.ts';
import { forgetResidents } from '../../src/cli/forget-residents.ts';
import { decide } from '../../src/policy/decide.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { assessmentOf, policyOf, T0 } from '../support/decisions.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { projectRoot } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('the residents of a commune that has left are erased, how many and by whom stands on record, and no others', async () => {
  const folder = tempFolder('forget-residents');
  cpSync(join(projectRoot, 'config/one-town'), join(folder, 'config'), { recursive: true });
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    const code = await forgetResidents([...args, '--config', join(folder, 'config')], (line) => lines.push(line));
    return { code, said: lines.join('\n') };
  };
  const db = await openTestDatabase(join(folder, 'data', 'my-town', 'amont.db'));
  const { journal, record, subscriptions } = createSqliteStores(db);
  const subscribe = (commune: string, name: string) => {
    const wish = { way: 'email', address: `${name}@example.org`, language: 'fr', quietHours: null } as const;
    subscriptions.request(
      { ...wish, id: `${commune}-${name}`, commune, requestedAt: T0, confirmedAt: null },
      `${commune}-${name}`,
    );
    subscriptions.confirm(`${commune}-${name}`, T0);
  };
  for (const name of ['a', 'b']) subscribe('coursan', name);
  for (const commune of ['my-town', 'lagrasse']) subscribe(commune, 'c');
  const asked = { way: 'email', address: 'd@example.org', language: 'fr', quietHours: null } as const;
  subscriptions.request({ ...asked, id: 'd', commune: 'coursan', requestedAt: T0, confirmedAt: null }, 'd');
  const held = () => ['coursan', 'my-town', 'lagrasse'].map((each) => subscriptions.all(each).length);

  expect(await run('my-town', '--yes')).toMatchObject({ code: 1, said: expect.stringContaining('is in') });
  const where = `${folder}/data/my-town (${folder}/config/amont.yaml)`;
  expect(await run('elsewhere', '--yes')).toEqual({
    code: 1,
    said: `nobody is subscribed to elsewhere; looked for in ${where}`,
  });
  expect(await run('coursan', '--yes', '--by', 'nobody')).toMatchObject({ code: 2 });
  expect(await run('coursan')).toMatchObject({ code: 1, said: expect.stringContaining('subscribed: 3\nNothing') });
  expect(held()).toEqual([3, 1, 1]);

  const raised = transition(
    newCommuneState('lagrasse'),
    decide(policyOf({ commune: 'lagrasse' }), { ...assessmentOf(T0, 2.5, [0, 0, 0]), commune: 'lagrasse' }),
    policyOf({ commune: 'lagrasse' }),
    0.02,
  );
  journal.commit({ ...raised, outbox: [], record: [] });
  expect(await run('lagrasse', '--yes')).toMatchObject({
    code: 1,
    said: expect.stringContaining('npm run -s amont -- end-alert lagrasse --config'),
  });

  expect(await run('coursan', '--yes')).toMatchObject({ code: 0, said: expect.stringContaining('erased') });
  expect(held()).toEqual([0, 1, 1]);
  expect(record.recent('coursan', 1)).toMatchObject([
    {
      action: 'residents.erased',
      actor: { service: true },
      detail: { residents: 3, by: { machineUser: expect.any(String) } },
    },
  ]);
  db.close();
});
