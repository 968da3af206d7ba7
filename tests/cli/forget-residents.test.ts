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

/** A town of `config/one-town`, its stores, and the command on it. */
async function townOf() {
  const folder = tempFolder('forget-residents');
  cpSync(join(projectRoot, 'config/one-town'), join(folder, 'config'), { recursive: true });
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    const code = await forgetResidents([...args, '--config', join(folder, 'config')], (line) => lines.push(line));
    return { code, said: lines.join('\n') };
  };
  const db = await openTestDatabase(join(folder, 'data', 'my-town', 'amont.db'));
  const stores = createSqliteStores(db);
  const subscribe = (commune: string, name: string) => {
    const wish = { way: 'email', address: `${name}@example.org`, language: 'fr', quietHours: null } as const;
    stores.subscriptions.request(
      { ...wish, id: `${commune}-${name}`, commune, requestedAt: T0, confirmedAt: null },
      `${commune}-${name}`,
    );
    stores.subscriptions.confirm(`${commune}-${name}`, T0);
  };
  return { ...stores, db, folder, run, subscribe };
}

test('the residents of a commune that has left are erased, how many and by whom stands on record, and no others', async () => {
  const { db, folder, journal, record, run, subscribe, subscriptions } = await townOf();
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

test('one resident who asks is told what is held of them in each commune, and erased everywhere by a yes; others stay', async () => {
  const { db, record, run, subscribe, subscriptions } = await townOf();
  for (const commune of ['my-town', 'coursan']) for (const name of ['ines', 'tom']) subscribe(commune, name);
  const phone = {
    way: 'sms',
    address: '+33612345678',
    language: 'en',
    quietHours: { fromMin: 1320, toMin: 420 },
  } as const;
  subscriptions.request({ ...phone, id: 'p', commune: 'my-town', requestedAt: T0, confirmedAt: null }, 'p');
  const held = () =>
    ['my-town', 'coursan'].map((each) =>
      subscriptions
        .all(each)
        .map(({ address }) => address)
        .toSorted(),
    );
  const before = held();

  const since = new Date(T0).toISOString();
  const nothing = 'Nothing was changed. Add --yes to erase them; it cannot be taken back.';
  expect(await run('--address', 'Ines@Example.org')).toEqual({
    code: 1,
    said: `${['coursan', 'my-town'].map((each) => `${each}: asked for at ${since}, confirmed at ${since}, language fr, no quiet hours\n`).join('')}${nothing}`,
  });
  expect((await run('--address', '+33 6 12 34 56 78')).said).toBe(
    `my-town: asked for at ${since}, not confirmed, language en, quiet from 22:00 to 07:00\n${nothing}`,
  );
  for (const number of ['06 12 34 56 78', '0033612345678', '+33 (0)6 12 34 56 78', '+33.6.12.34.56.78'])
    expect(await run('--address', number, '--yes')).toEqual({
      code: 2,
      said: expect.stringContaining('allowed are a mail address, or a number with its country, as +33612345678'),
    });
  expect(await run('--address', 'nobody@example.org', '--yes')).toMatchObject({ code: 1 });
  expect(await run('my-town', '--address', 'ines@example.org', '--yes')).toMatchObject({ code: 2 });
  expect(await run('--address', '', '--yes')).toMatchObject({ code: 2 });
  expect(held()).toEqual(before);

  expect(await run('--address', 'ines@example.org', '--yes')).toMatchObject({ code: 0 });
  expect(held()).toEqual([['+33612345678', 'tom@example.org'], ['tom@example.org']]);
  expect(record.recent(null, 5).map(({ action, commune }) => [action, commune])).toEqual([
    ['residents.erased', 'my-town'],
    ['residents.erased', 'coursan'],
  ]);
  expect(JSON.stringify(record.recent(null, 5))).not.toContain('ines');
  db.close();
});
