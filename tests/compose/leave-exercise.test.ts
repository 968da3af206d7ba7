import { expect, test } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { transition } from '../../src/alert/transition.ts';
import { leaveExercise } from '../../src/compose/leave-exercise.ts';
import type { Instance } from '../../src/config/config.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { decide } from '../../src/policy/decide.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { entryOf } from '../support/commits.ts';
import { assessmentOf, MIN, policyOf, T0 } from '../support/decisions.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

test('a commune that cannot be read keeps no other in the exercise, and is named', async () => {
  const db = await openTestDatabase(`${tempFolder('leave-exercise')}/amont.db`);
  const stores = createSqliteStores(db);
  const { journal, policies } = stores;
  const policy = policyOf();
  policies.append(policy, entryOf('policy.seeded'));
  const { instance, communes } = await demoConfig();
  const clock = manualClock(T0);
  const failures: string[] = [];
  const failed = (where: string) => void failures.push(where);
  const atomically = (work: () => void): void => db.transaction(work).immediate();
  const startAs = (kind: Instance['kind']) => {
    clock.advanceTo(clock.now() + MIN);
    return leaveExercise({ instance: { ...instance, kind }, communes }, { ...stores, clock, atomically, failed });
  };

  expect([startAs('operational'), startAs('exercise')]).toEqual([null, null]);
  for (const commune of ['coursan', 'trebes']) {
    const ofCommune = policyOf({ commune });
    const decision = decide(ofCommune, assessmentOf(clock.now(), 2.5, [0, 0, 0], { commune }));
    journal.commit({
      ...transition(newCommuneState(commune), decision, ofCommune, 0.02),
      outbox: [],
      record: [],
    });
  }
  db.prepare("UPDATE commune_state SET state = '{' WHERE commune = 'coursan'").run();

  const exercise = { from: T0 + 2 * MIN, to: T0 + 3 * MIN };
  expect(startAs('operational')).toEqual(exercise);
  expect(failures).toEqual(['coursan']);
  expect(journal.state('trebes')?.alert).toBeNull();
  expect(startAs('operational')).toEqual(exercise);
  db.close();
});
