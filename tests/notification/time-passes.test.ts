import { expect, test } from 'vitest';
import { type AlertEvent, newCommuneState } from '../../src/alert/alert.ts';
import { nothingTold } from '../../src/alert/release.ts';
import { timePasses } from '../../src/notification/time-passes.ts';
import { MIN, policyOf } from '../support/decisions.ts';
import { memoryStores } from '../support/memory-database.ts';
import { AT, coursan, eventOf } from '../support/notices.ts';

test('where the level rises just as its time to answer is over, the next of the ladder is not asked: who is asked anew has their time', () => {
  const stores = memoryStores();
  const raised = eventOf({ level: 'act' });
  const now = AT + coursan.escalation.act.nextAfterMin * MIN;
  const asked = (level: 'act' | 'danger', events: readonly AlertEvent[]) => {
    const alert = {
      id: raised.alert!,
      raisedAt: AT,
      level,
      highest: level,
      acknowledgements: [],
      telling: nothingTold,
    };
    const state = { ...newCommuneState('coursan'), alert, events: 7 };
    return timePasses(
      { ...stores, listening: { since: () => AT } },
      coursan,
      { state, events },
      policyOf(),
      now,
    ).events.map(({ kind }) => kind);
  };
  stores.journal.commit({ state: newCommuneState('coursan'), events: [raised], outbox: [], record: [] });
  expect(asked('act', [])).toEqual(['passed-on']);
  expect(asked('danger', [eventOf({ id: 'coursan:8', kind: 'escalated', level: 'danger', at: now })])).toEqual([]);
});
