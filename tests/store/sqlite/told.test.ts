import { expect, test } from 'vitest';
import { EXERCISE_OVER, type OutboxRow, REPLACED_BY } from '../../../src/notification/outbox.ts';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { createSqliteToldStore } from '../../../src/store/sqlite/told.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { textToMayor } from '../../support/text-to-mayor.ts';

const open = testDatabases();
const AT = Date.parse('2026-01-22T03:00:00Z');

test('residents who were told are counted by way and by what became of it, with when the first and the last were reached', async () => {
  const db = await open();
  const journal = createSqliteJournal(db);
  const write = (resident: string, channel: OutboxRow['channel'], sentAt: number | null): void => {
    const id = `limoux:1/subscription/${resident}/${channel}`;
    const recipient = { kind: 'subscription', id: resident } as const;
    journal.enqueue({ ...textToMayor('limoux:1', AT), id, recipient, channel, text: `to ${resident}` });
    if (sentAt !== null) journal.settle(id, { status: 'sent', attempts: 1, sentAt, providerId: null });
  };
  write('a', 'sms', null);
  write('b', 'email', AT + 2);
  write('c', 'email', AT + 1);
  write('d', 'email', null);
  const { residents, toResidents } = createSqliteToldStore(db).toldOf('limoux:1');
  expect(residents).toEqual([
    { channel: 'sms', status: 'pending', count: 1, firstSentAt: null, lastSentAt: null },
    { channel: 'email', status: 'sent', count: 2, firstSentAt: AT + 1, lastSentAt: AT + 2 },
    { channel: 'email', status: 'pending', count: 1, firstSentAt: null, lastSentAt: null },
  ]);
  expect(toResidents.map(({ channel, text }) => [channel, text])).toEqual([
    ['email', 'to b'],
    ['sms', 'to a'],
  ]);
});

test('what nobody needed any more is counted apart from what never arrived', async () => {
  const db = await open();
  const journal = createSqliteJournal(db);
  for (const [resident, reason] of Object.entries({
    a: EXERCISE_OVER,
    b: `${REPLACED_BY}limoux:2`,
    c: '550 unknown',
  })) {
    const id = `limoux:1/subscription/${resident}/email`;
    const recipient = { kind: 'subscription', id: resident } as const;
    journal.enqueue({ ...textToMayor('limoux:1', AT), id, recipient, channel: 'email' });
    journal.settle(id, { status: 'dropped', attempts: 0, reason });
  }
  const none = { firstSentAt: null, lastSentAt: null };
  expect(createSqliteToldStore(db).toldOf('limoux:1').residents).toEqual([
    { channel: 'email', status: 'dropped', count: 2, ...none, isNeedless: true },
    { channel: 'email', status: 'dropped', count: 1, ...none },
  ]);
});
