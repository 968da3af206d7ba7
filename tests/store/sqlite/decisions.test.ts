import { expect, test } from 'vitest';
import { decide } from '../../../src/policy/decide.ts';
import { createSqliteDecisionStore } from '../../../src/store/sqlite/decisions.ts';
import { assessmentOf, MIN, policyOf, T0 } from '../../support/decisions.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const open = testDatabases();
const made = [T0, T0 + 5 * MIN, T0 + 5 * MIN, T0 + 10 * MIN].map((at, index) =>
  decide(policyOf(), assessmentOf(at, 1 + index / 10, [1, 0.4, 0.1])),
);

test('decisions are read within their bounds, those of one moment in the order they were made', async () => {
  const db = await open();
  const decisions = createSqliteDecisionStore(db);
  made.forEach(decisions.append);
  // The newest is held in memory, and the same as what a service that was started again reads.
  for (const store of [decisions, createSqliteDecisionStore(db)]) {
    expect(store.between('coursan', 'bridge', T0, T0 + 5 * MIN)).toEqual(made.slice(0, 3));
    expect(store.last('coursan', 'bridge', T0, T0 + 5 * MIN)).toEqual(made[2]);
    expect(store.last('coursan', 'bridge', T0, T0 + 10 * MIN)).toEqual(made[3]);
    expect(store.last('coursan', 'bridge', T0 + 11 * MIN, T0 + 20 * MIN)).toBeUndefined();
    expect(store.between('coursan', 'elsewhere', T0, T0 + 5 * MIN)).toEqual([]);
    expect(store.last('coursan', 'elsewhere', T0, T0 + 5 * MIN)).toBeUndefined();
  }
});
