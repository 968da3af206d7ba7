import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { act } from '../../src/alert/act.ts';
import { newCommuneState } from '../../src/alert/alert.ts';
import { transition } from '../../src/alert/transition.ts';
import { endAlert } from '../../src/cli/end-alert.ts';
import { decide } from '../../src/policy/decide.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { entryOf } from '../support/commits.ts';
import { assessmentOf, policyOf, T0 } from '../support/decisions.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { projectRoot } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('the alert of a commune that was taken out ends by a named person with a reason, nobody is sent a message, and a slip is undone', async () => {
  const folder = tempFolder('end-alert');
  cpSync(join(projectRoot, 'config/one-town'), join(folder, 'config'), { recursive: true });
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    const code = await endAlert([...args, '--config', join(folder, 'config')], (line) => lines.push(line));
    return { code, said: lines.join('\n') };
  };
  const db = await openTestDatabase(join(folder, 'data', 'my-town', 'amont.db'));
  const { journal, policies, record } = createSqliteStores(db);
  const policy = policyOf();
  policies.append(policy, entryOf('policy.seeded'));
  const raised = transition(newCommuneState('coursan'), decide(policy, assessmentOf(T0, 2.5, [0, 0, 0])), policy, 0.02);
  const told = act(raised.state, { kind: 'release', level: 'act' }, 'mayor', policy, T0);
  if (!told.ok) throw new Error(told.error.kind);
  const written = { ...told.value, events: [...raised.events, ...told.value.events], outbox: [] };
  journal.commit({ ...written, record: [] });

  expect(await run()).toMatchObject({ code: 2, said: expect.stringContaining('usage') });
  expect(await run('my-town')).toMatchObject({
    code: 1,
    said: expect.stringContaining(`is in ${folder}/config/communes.yaml`),
  });
  expect(await run('elsewhere')).toMatchObject({ code: 1, said: expect.stringContaining('one stands in: coursan') });
  // Whoever forgot --config sees whose alerts and accounts were looked at.
  const where = `${folder}/data/my-town (${folder}/config/amont.yaml)`;
  expect((await run('elsewhere')).said).toContain(where);
  expect(await run('coursan', '--yes')).toMatchObject({ code: 2, said: expect.stringContaining('--reason') });
  const reason = ['--reason', 'It has joined another service'];
  expect(await run('coursan', ...reason, '--by', 'nobody')).toMatchObject({
    code: 2,
    said: expect.stringContaining(where),
  });
  expect(await run('coursan', ...reason)).toMatchObject({
    code: 1,
    said: expect.stringContaining('residents know of act; subscribed: 0\nNothing was changed'),
  });
  expect(journal.state('coursan')).toEqual(told.value.state);
  const corrected = act(told.value.state, { kind: 'correct', level: 'act' }, 'mayor', policy, T0);
  if (!corrected.ok) throw new Error(corrected.error.kind);
  journal.commit({ state: { ...corrected.value.state, commune: 'limoux' }, events: [], outbox: [], record: [] });
  expect((await run('limoux', ...reason)).said).toContain('residents know of no alert; subscribed: 0\n');

  expect(await run('coursan', ...reason, '--yes')).toMatchObject({
    code: 0,
    said: expect.stringContaining('they know of act'),
  });
  const ended = journal.state('coursan')!;
  expect(ended.alert).toBeNull();
  expect(journal.events('coursan', { limit: 1 })).toMatchObject([{ kind: 'closed', reason: { because: 'person' } }]);
  expect(journal.deliveries('coursan', 10)).toEqual([]);
  expect(record.recent('coursan', 1)).toMatchObject([
    { action: 'alert.abandoned-ended', detail: { level: 'act', told: 'act', reason: 'It has joined another service' } },
  ]);
  expect((await run('coursan', ...reason, '--yes')).code).toBe(1);
  // Put back within hours, it can be put in force again as any other that was ended by mistake.
  const again = act(ended, { kind: 'reopen' }, 'mayor', policy, Date.now());
  expect(again).toMatchObject({ ok: true, value: { state: { alert: { level: 'act', telling: { told: 'act' } } } } });
  db.close();
});
