import { expect, test } from 'vitest';
import { newCommuneState } from '../../../src/alert/alert.ts';
import { startExercise } from '../../../src/alert/exercise.ts';
import { type OutboxRow, outboxId, REAL_FIRST } from '../../../src/notification/outbox.ts';
import { createSqliteExerciseStore } from '../../../src/store/sqlite/exercises.ts';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { rowOf } from '../../support/commits.ts';
import { T0 } from '../../support/decisions.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const open = testDatabases();

function rowTo(recipient: OutboxRow['recipient'], event: string, change: Partial<OutboxRow> = {}): OutboxRow {
  const row = { ...rowOf(event, recipient), commune: 'trebes', ...change };
  return { ...row, id: outboxId(event, recipient, row.channel) };
}

const resident = (id: string) => ({ kind: 'subscription', id }) as const;

test('no resident who is to hear of something real waits behind an exercise of another commune', async () => {
  const db = await open();
  const journal = createSqliteJournal(db);
  const plan = { steps: [{ level: 'act', afterMin: 0 }], lastsMin: 60, reason: 'a drill' } as const;
  const { exercise, events } = startExercise('trebes', plan, { person: 'mayor', residents: true }, T0);
  const played = events[0]!.id;
  const sms = { channel: 'sms' } as const;
  const outbox = [
    rowTo({ kind: 'contact', id: 'mayor' }, played),
    ...['a', 'b', 'c'].map((id) => rowTo(resident(id), played, sms)),
    rowTo(resident('d'), played),
    rowTo(resident('e'), played, { channel: 'push' }),
  ];
  createSqliteExerciseStore(db).commit({ exercise, events, outbox, record: [] });
  // What waits already and is real waits on.
  const waiting = rowTo(resident('z'), 'limoux:1', { ...sms, commune: 'limoux', about: 'level' });
  journal.enqueue(waiting);
  journal.settle(outbox[1]!.id, { status: 'sent', attempts: 1, sentAt: T0, providerId: '1' });
  journal.settle(outbox[2]!.id, { status: 'pending', attempts: 1, nextAttemptAt: T0, lastError: 'HTTP 503' });
  const commit = (rows: readonly OutboxRow[]) =>
    journal.commit({ state: newCommuneState('coursan'), events: [], outbox: rows, record: [] });
  const inTexts = () => journal.due('residentTexts', T0 + 1, T0 + 1, 9).map(({ event }) => event);

  commit([rowTo(resident('r'), 'coursan:2', { ...sms, about: 'level', commune: 'coursan' })]);
  expect(inTexts()).toEqual([played, 'limoux:1', 'coursan:2', played]);
  journal.putRealFirst();
  expect(inTexts()).toEqual(['limoux:1', 'coursan:2']);
  // One was on its way by then, and arrived.
  journal.settle(outbox[3]!.id, { status: 'sent', attempts: 1, sentAt: T0, providerId: '2' });
  expect([journal.due('residents', T0, T0, 9), journal.due('pushes', T0, T0, 9)]).toEqual([[], []]);
  const became = journal.deliveries('trebes', 9).map(({ recipient, delivery }) => [recipient.id, delivery.status]);
  expect(Object.fromEntries(became)).toEqual({
    mayor: 'pending',
    a: 'sent',
    b: 'dropped',
    c: 'sent',
    d: 'dropped',
    e: 'dropped',
  });
  const [last] = journal.deliveries('trebes', 1);
  expect(last?.delivery).toMatchObject({ reason: REAL_FIRST });
});
