import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { err, ok, type Result } from '../../src/lib/result.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import type { Channel, Envelope } from '../../src/notification/channel.ts';
import { createGathering } from '../../src/notification/gathering.ts';
import { type OutboxRow, RECIPIENT_GONE } from '../../src/notification/outbox.ts';
import { rowOf } from '../support/commits.ts';
import { memoryStores } from '../support/memory-database.ts';
import { quietSender } from '../support/quiet-sender.ts';

const T0 = 1_000_000_000;
const LOOK_MS = 5_000;

/** Of a gauge, to a contact of a commune; contacts of one kind have one mailbox, whatever their communes. */
function sight(commune: string, number: number, contact: string, change: Partial<OutboxRow> = {}): OutboxRow {
  const recipient = { kind: 'contact', id: `${commune}-${contact}` } as const;
  return {
    ...rowOf(`${commune}:${number}`, recipient),
    commune,
    about: 'sight',
    subject: `${commune}:${number}`,
    createdAt: number,
    ...change,
  };
}
const mailboxOf = ({ recipient, commune }: OutboxRow) => `${recipient.id.slice(commune.length + 1)}@example.org`;
const lookUp = (row: OutboxRow): Result<Envelope, string> => {
  if (row.recipient.id.endsWith('spoiled')) throw new Error('database disk image is malformed');
  return row.recipient.id.endsWith('gone')
    ? err(RECIPIENT_GONE)
    : ok({ row, address: mailboxOf(row), name: '', leaveUrl: null });
};
const asOne = (rows: readonly OutboxRow[]): OutboxRow => ({
  ...rows.at(-1)!,
  id: rows.map(({ id }) => id).join('\n'),
  subject: rows.map(({ subject }) => subject).join(' '),
});

interface Mail {
  to: string;
  at: number;
  of: string;
}

/** One line of sights, with what went out of it and when. */
function office(answer: (envelope: Envelope) => Awaited<ReturnType<Channel['send']>> = () => ok({ providerId: null })) {
  const { journal, told, db } = memoryStores();
  const mails: Mail[] = [];
  let at = T0;
  const wallClock = { now: () => at };
  const parts = {
    journal,
    channels: new Map([
      [
        'email',
        {
          name: 'email',
          async send(envelope: Envelope) {
            const said = answer(envelope);
            if (said.ok) mails.push({ to: envelope.address, at: at - T0, of: envelope.row.subject });
            return said;
          },
        } satisfies Channel,
      ],
    ] as const),
    lookUp,
    wallClock,
    clock: wallClock,
  };
  let next = quietSender('sights', { ...parts, gathering: createGathering({ lookUp, asOne }, wallClock) });
  return {
    journal,
    told,
    mails,
    /** From now on nothing more can be marked. */
    fillDisk: () =>
      db.exec("CREATE TRIGGER full BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"),
    freeDisk: () => db.exec('DROP TRIGGER full'),
    restart: () =>
      void (next = quietSender('sights', { ...parts, gathering: createGathering({ lookUp, asOne }, wallClock) })),
    /** All that goes out until a moment, looked for every five seconds. */
    async until(end: number): Promise<void> {
      for (; at <= T0 + end; at += LOOK_MS)
        for (let sending = next(); sending; sending = next()) await sending.catch(() => {});
    },
    statuses: (commune: string) => journal.deliveries(commune, 99).map(({ delivery }) => delivery.status),
  };
}

describe('what is told of gauges', () => {
  test('the first at once, then what has come within one minute, two, four, and every five; after a quarter of an hour as the first', async () => {
    const { journal, mails, until } = office();
    for (let minute = 0; minute < 30; minute += 1) {
      journal.enqueue(sight(`c${minute}`, minute, 'agency'));
      await until(minute * MINUTE_MS);
    }
    await until(60 * MINUTE_MS);
    journal.enqueue(sight('c60', 60, 'agency'));
    await until(60 * MINUTE_MS + LOOK_MS);
    journal.enqueue(sight('c61', 61, 'agency'));
    await until(70 * MINUTE_MS);
    const first = 60 + LOOK_MS / MINUTE_MS;
    expect(mails.map(({ at }) => at / MINUTE_MS)).toEqual([0, 1, 3, 7, 12, 17, 22, 27, 32, first, first + 1]);
    expect(mails[2]?.of).toBe('c2:2 c3:3');
  });

  test('a hundred communes that one agency keeps are told in one message, and each is on record', async () => {
    const { journal, mails, until, statuses } = office();
    for (let each = 0; each < 100; each += 1) journal.enqueue(sight(`c${each}`, each, 'agency'));
    await until(0);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.of.split(' ')).toHaveLength(100);
    expect(Array.from({ length: 100 }, (_, each) => statuses(`c${each}`))).toEqual(
      Array.from({ length: 100 }, () => ['sent']),
    );
  });

  test('one mailbox that communes have written with other letter cases is told in one message', async () => {
    const { journal, mails, until } = office();
    journal.enqueue(sight('a', 1, 'agency'));
    journal.enqueue(sight('b', 2, 'Agency'));
    await until(0);
    expect(mails.map(({ of }) => of)).toEqual(['a:1 b:2']);
  });

  test('whoever has another mailbox, or reads another language, is told by another message', async () => {
    const { journal, mails, until } = office();
    journal.enqueue(sight('a', 1, 'agency'));
    journal.enqueue(sight('b', 2, 'agency', { language: 'en' }));
    journal.enqueue(sight('a', 3, 'duty'));
    await until(0);
    expect(mails.map(({ of }) => of)).toEqual(['a:1', 'b:2', 'a:3']);
  });

  test('who left is sent nothing, and the others are told', async () => {
    const { journal, mails, until, statuses } = office();
    journal.enqueue(sight('a', 1, 'gone'));
    journal.enqueue(sight('b', 2, 'agency'));
    await until(0);
    expect([statuses('a'), statuses('b')]).toEqual([['dropped'], ['sent']]);
    expect(mails.map(({ of }) => of)).toEqual(['b:2']);
  });

  test('whom the disk gives no address of is not told, and the others are', async () => {
    const { journal, mails, until, statuses } = office();
    journal.enqueue(sight('a', 1, 'spoiled'));
    for (const commune of ['b', 'c']) journal.enqueue(sight(commune, 2, 'agency'));
    await until(LOOK_MS);
    expect(mails.map(({ of }) => of)).toEqual(['b:2 c:2']);
    expect([statuses('a'), statuses('b')]).toEqual([['pending'], ['sent']]);
  });

  test.each([2, 3])('what was put off goes out with what came after it, oldest first (%i refusals)', async (times) => {
    let refusals = times;
    const { journal, mails, until, statuses } = office(() => {
      refusals -= 1;
      return refusals >= 0 ? err({ recoverable: true, message: 'come back later' }) : ok({ providerId: null });
    });
    journal.enqueue(sight('a', 1, 'agency'));
    journal.enqueue(sight('b', 2, 'agency'));
    await until(LOOK_MS);
    journal.enqueue(sight('a', 3, 'agency'));
    await until(MINUTE_MS);
    expect(mails.map(({ of }) => of)).toEqual(['a:1 b:2 a:3']);
    expect([statuses('a'), statuses('b')]).toEqual([['sent', 'sent'], ['sent']]);
  });

  test('a mailbox that is refused for good is refused for each of them', async () => {
    const { journal, until, statuses } = office(() => err({ recoverable: false, message: '550 unknown' }));
    for (const commune of ['a', 'b']) journal.enqueue(sight(commune, 1, 'agency'));
    await until(0);
    expect([statuses('a'), statuses('b')]).toEqual([['dropped'], ['dropped']]);
  });

  test('what waited for more is told at once after a restart', async () => {
    const { journal, mails, until, restart } = office();
    journal.enqueue(sight('a', 1, 'agency'));
    await until(0);
    journal.enqueue(sight('b', 2, 'agency'));
    await until(2 * LOOK_MS);
    restart();
    await until(4 * LOOK_MS);
    expect(mails.map(({ of }) => of)).toEqual(['a:1', 'b:2']);
  });

  test('while a full disk takes on record nothing that was sent, what waits is sent all the same, and each once', async () => {
    const { journal, mails, until, statuses, fillDisk, freeDisk } = office();
    journal.enqueue(sight('a', 1, 'agency'));
    fillDisk();
    await until(0);
    for (const commune of ['b', 'c']) journal.enqueue(sight(commune, 2, 'agency'));
    await until(10 * MINUTE_MS);
    expect(mails.map(({ of }) => of)).toEqual(['a:1', 'b:2 c:2']);
    freeDisk();
    await until(20 * MINUTE_MS);
    expect(mails).toHaveLength(2);
    expect(['a', 'b', 'c'].map(statuses)).toEqual([['sent'], ['sent'], ['sent']]);
  });

  test('nor does it let pass what comes after what was put off', async () => {
    let refusals = 2;
    const { journal, mails, until, fillDisk } = office(() => {
      refusals -= 1;
      return refusals >= 0 ? err({ recoverable: true, message: 'come back later' }) : ok({ providerId: null });
    });
    journal.enqueue(sight('a', 1, 'agency'));
    fillDisk();
    await until(LOOK_MS);
    journal.enqueue(sight('a', 2, 'agency'));
    await until(MINUTE_MS);
    expect(mails.map(({ of }) => of)).toEqual(['a:1 a:2']);
  });

  test('no alert waits for it, nor it for an alert', async () => {
    const { journal } = memoryStores();
    const alert = { ...sight('a', 1, 'agency'), about: 'alert' as const };
    const gauges = [sight('a', 2, 'agency'), sight('a', 3, 'agency'), sight('a', 4, 'agency', { channel: 'sms' })];
    for (const row of [gauges[0]!, alert, ...gauges.slice(1)])
      journal.enqueue({ ...row, id: `${row.event}/${row.channel}` });
    const due = (lane: 'contacts' | 'sights' | 'sightTexts') => journal.due(lane, T0, T0, 9).map(({ event }) => event);
    expect([due('contacts'), due('sights'), due('sightTexts')]).toEqual([['a:1'], ['a:2', 'a:3'], ['a:4']]);
    expect(journal.waiting(['a'], 9)).toHaveLength(4);
  });

  test('nor does an alert that is raised while they wait to be told together', () => {
    const { journal } = memoryStores();
    for (let number = 1; number <= 20; number += 1) journal.enqueue(sight('a', number, 'duty'));
    journal.enqueue(sight('a', 21, 'duty', { about: 'level' }));
    expect(journal.due('contacts', T0, T0, 99).map(({ event }) => event)).toEqual(['a:21']);
    expect(journal.due('sights', T0, T0, 99)).toHaveLength(20);
  });

  test('what waited for more is told before what an alert says of the gauge, and at once', () => {
    const { journal } = memoryStores();
    const [lost, seen] = [sight('a', 1, 'agency'), sight('a', 2, 'agency', { about: 'gauge' })];
    for (const row of [lost, sight('a', 1, 'duty'), sight('b', 1, 'agency'), seen]) journal.enqueue(row);
    const due = (lane: 'contacts' | 'sights') => journal.due(lane, T0, T0, 9).map(({ id }) => id.split('/')[2]);
    expect([due('contacts'), due('sights')]).toEqual([['a-agency'], ['a-duty', 'b-agency']]);
    journal.settle(lost.id, { status: 'sent', attempts: 1, sentAt: T0, providerId: null });
    expect(journal.due('contacts', T0, T0, 9).map(({ id }) => id)).toEqual([seen.id]);
  });

  test('nor is a gauge told to be measured again before the alert has told that it was lost, be the alert over since', () => {
    const { journal } = memoryStores();
    const [lost, seen] = [sight('a', 1, 'agency', { about: 'gauge' }), sight('a', 2, 'agency')];
    journal.enqueue(lost);
    const putOff = { status: 'pending', attempts: 1, nextAttemptAt: T0 + MINUTE_MS, lastError: 'no answer' } as const;
    journal.settle(lost.id, putOff);
    for (const row of [seen, sight('a', 2, 'duty'), sight('b', 2, 'agency')]) journal.enqueue(row);
    const due = (lane: 'contacts' | 'sights', at: number) =>
      journal.due(lane, at, at, 9).map(({ id }) => id.split('/')[2]);
    expect([due('contacts', T0), due('sights', T0)]).toEqual([[], ['a-duty', 'b-agency']]);
    journal.settle(lost.id, { status: 'sent', attempts: 2, sentAt: T0, providerId: null });
    expect(journal.due('contacts', T0, T0, 9).map(({ id }) => id)).toEqual([seen.id]);
    journal.settle(seen.id, { status: 'sent', attempts: 1, sentAt: T0, providerId: null });
    journal.enqueue(sight('a', 3, 'agency'));
    expect(due('sights', T0)).toEqual(['a-duty', 'b-agency', 'a-agency']);
  });

  test('whatever comes when, each is told once, in order to each mailbox, and none is kept back for more than five minutes', async () => {
    const comes = fc.record({
      minute: fc.integer({ min: 0, max: 40 }),
      commune: fc.constantFrom('a', 'b', 'c'),
      contact: fc.constantFrom('agency', 'duty'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(comes, { maxLength: 40 }), async (story) => {
        const { journal, mails, until } = office();
        const rows = story
          .toSorted((a, b) => a.minute - b.minute)
          .map(({ minute, commune, contact }, number) => ({ minute, row: sight(commune, number, contact) }));
        for (const { minute, row } of rows) {
          await until(minute * MINUTE_MS - LOOK_MS);
          journal.enqueue(row);
        }
        await until(46 * MINUTE_MS);
        for (const to of ['agency@example.org', 'duty@example.org']) {
          const own = rows.filter(({ row }) => mailboxOf(row) === to);
          const told = mails
            .filter((each) => each.to === to)
            .flatMap(({ of, at }) => of.split(' ').map((id) => ({ id, at })));
          expect(told.map(({ id }) => id)).toEqual(own.map(({ row }) => row.event));
          own.forEach(({ minute }, index) =>
            expect(told[index]!.at - minute * MINUTE_MS).toBeLessThanOrEqual(5 * MINUTE_MS),
          );
        }
      }),
      { numRuns: 20 },
    );
  });
});
