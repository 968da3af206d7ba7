import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ok } from '../../src/lib/result.ts';
import type { Channel } from '../../src/notification/channel.ts';

import type { About, ChannelName, OutboxRow } from '../../src/notification/outbox.ts';
import { createSqliteOutbox } from '../../src/store/sqlite/outbox.ts';
import { createSqliteSubscriptionStore } from '../../src/store/sqlite/subscriptions.ts';
import { rowOf } from '../support/commits.ts';
import { deliverDue } from '../support/deliver-due.ts';
import { addressOf, testMailChannels } from '../support/mail-channel.ts';
import type { Answer } from '../support/mail-server.ts';
import { testDatabases } from '../support/open-test-database.ts';

const NOW = 1_000_000;
const openDatabase = testDatabases();
const mailTo = testMailChannels();
const message = (number: number, about: About, change: Partial<OutboxRow> = {}): OutboxRow => ({
  ...rowOf(`coursan:${number}`),
  subject: `${number} ${about}`,
  about,
  ...change,
});

async function subjectsTo(answer: Answer) {
  const { server, channels } = await mailTo(answer);
  return { channels, subjects: () => server.mails.map(({ parsed }) => parsed.subject) };
}

describe('what one person gets, over a real mail server that puts them off at first', () => {
  test('a raise that was put off never arrives after its all-clear', async () => {
    const { channels, subjects } = await subjectsTo((_, nth) => (nth === 1 ? { code: 451, text: 'greylisted' } : null));
    const outbox = createSqliteOutbox(await openDatabase());
    outbox.enqueue(message(1, 'level'));
    await deliverDue(outbox, channels, addressOf, NOW, NOW);
    outbox.enqueue(message(2, 'level'));
    await deliverDue(outbox, channels, addressOf, NOW + 1, NOW);
    await deliverDue(outbox, channels, addressOf, NOW + 600_000, NOW);
    expect(subjects()).toEqual(['2 level']);
    expect(outbox.deliveries('coursan', 9).map(({ delivery }) => delivery.status)).toEqual(['sent', 'dropped']);
  });

  test('what must be read after another waits for it, the level does not', async () => {
    const { channels, subjects } = await subjectsTo((_, nth) => (nth <= 2 ? { code: 451, text: 'greylisted' } : null));
    const outbox = createSqliteOutbox(await openDatabase());
    outbox.enqueue(message(1, 'level'));
    outbox.enqueue(message(2, 'gauge'));
    await deliverDue(outbox, channels, addressOf, NOW, NOW);
    outbox.enqueue(message(3, 'alert'));
    await deliverDue(outbox, channels, addressOf, NOW + 1, NOW);
    expect(subjects()).toEqual([]);
    outbox.enqueue(message(4, 'level'));
    await deliverDue(outbox, channels, addressOf, NOW + 2, NOW);
    await deliverDue(outbox, channels, addressOf, NOW + 5_002, NOW);
    // The gauge's news is not about the level: nothing replaced it.
    expect(subjects().toSorted((a, b) => (a ?? '').localeCompare(b ?? ''))).toEqual(['2 gauge', '4 level']);
  });
});

test('the yes of a server to a message that gave way meanwhile is on record', async () => {
  const outbox = createSqliteOutbox(await openDatabase());
  outbox.enqueue(message(1, 'level'));
  const [row] = outbox.due('contacts', NOW, NOW, 9);
  outbox.enqueue(message(2, 'level'));
  outbox.settle(row!.id, { status: 'sent', attempts: 1, sentAt: NOW, providerId: null });
  expect(outbox.deliveries('coursan', 9).at(-1)?.delivery.status).toBe('sent');
  outbox.settle(row!.id, { status: 'pending', attempts: 1, nextAttemptAt: 0, lastError: null });
  expect(outbox.deliveries('coursan', 9).at(-1)?.delivery.status).toBe('sent');
});

test('another person, another commune and another channel give way to nothing', async () => {
  const outbox = createSqliteOutbox(await openDatabase());
  outbox.enqueue(message(1, 'level', { id: 'a', recipient: { kind: 'contact', id: 'deputy-demo' } }));
  outbox.enqueue(message(1, 'level', { id: 'b', commune: 'trebes' }));
  outbox.enqueue(message(1, 'level', { id: 'c', channel: 'log' }));
  outbox.enqueue(message(2, 'level'));
  expect(outbox.due('contacts', NOW, NOW, 9).map(({ id }) => id)).toEqual(['a', 'b', 'c', message(2, 'level').id]);
});

const resident = { kind: 'subscription', id: 's1' } as const;
const held = (number: number, notBefore: number) => message(number, 'level', { ...ids(number), notBefore });
const ids = (number: number) => ({ id: `coursan:${number}/subscription/s1/email`, recipient: resident });

test('what only tries whether messages arrive gives way to no alert', async () => {
  const outbox = createSqliteOutbox(await openDatabase());
  outbox.enqueue(message(1, 'alert', { test: true }));
  outbox.enqueue(message(2, 'level'));
  expect(outbox.deliveries('coursan', 9).map(({ delivery }) => delivery.status)).toEqual(['pending', 'pending']);
});

describe('quiet hours', () => {
  const collect = () => {
    const got: string[] = [];
    const send: Channel['send'] = async ({ row }) => {
      got.push(row.event);
      return ok({ providerId: null });
    };
    return { got, channels: new Map<ChannelName, Channel>([['email', { name: 'email', send }]]) };
  };

  test('hold a message back until their end by the event clock, whatever the machine’s shows', async () => {
    const { got, channels } = collect();
    const outbox = createSqliteOutbox(await openDatabase());
    outbox.enqueue(held(1, 7_000));
    await deliverDue(outbox, channels, addressOf, NOW, 6_999);
    expect(got).toEqual([]);
    await deliverDue(outbox, channels, addressOf, NOW, 7_000);
    expect(got).toEqual(['coursan:1']);
  });

  test('a danger at night goes out at once, and what it replaced does not follow in the morning', async () => {
    const { got, channels } = collect();
    const outbox = createSqliteOutbox(await openDatabase());
    outbox.enqueue(held(1, 7_000));
    outbox.enqueue(held(2, 0));
    await deliverDue(outbox, channels, addressOf, NOW, 3_000);
    await deliverDue(outbox, channels, addressOf, NOW, 8_000);
    expect(got).toEqual(['coursan:2']);
  });

  test('changed by the resident, what they held back goes out', async () => {
    const { got, channels } = collect();
    const db = await openDatabase();
    const outbox = createSqliteOutbox(db);
    outbox.enqueue(held(1, 7_000));
    createSqliteSubscriptionStore(db).change('s1', { language: 'fr', quietHours: null });
    await deliverDue(outbox, channels, addressOf, NOW, 3_000);
    expect(got).toEqual(['coursan:1']);
  });

  test('changed by one resident, what others held back waits for their morning', async () => {
    const { got, channels } = collect();
    const db = await openDatabase();
    const outbox = createSqliteOutbox(db);
    const other = { id: 'coursan:2/subscription/s2/email', recipient: { kind: 'subscription', id: 's2' } } as const;
    for (const row of [held(1, 7_000), { ...held(2, 7_000), ...other }]) outbox.enqueue(row);
    createSqliteSubscriptionStore(db).change('s1', { language: 'fr', quietHours: null });
    await deliverDue(outbox, channels, addressOf, NOW, 3_000);
    expect(got).toEqual(['coursan:1']);
    await deliverDue(outbox, channels, addressOf, NOW, 7_000);
    expect(got).toEqual(['coursan:1', 'coursan:2']);
  });

  test('whatever happens at night, each morning brings the newest state once, and the last one is never lost', async () => {
    const story = fc.array(
      fc.record({
        minutes: fc.integer({ min: 0, max: 300 }),
        what: fc.constantFrom('news', 'danger', 'look', 'look'),
      }),
      { minLength: 1, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(story, async (steps) => {
        const { got, channels } = collect();
        const outbox = createSqliteOutbox(await openDatabase());
        const day = 1_440;
        let at = 0;
        let number = 0;
        for (const { minutes, what } of steps) {
          at += minutes;
          const isNight = at % day < 420;
          if (what === 'look') await deliverDue(outbox, channels, addressOf, NOW, at);
          else outbox.enqueue(held((number += 1), isNight && what === 'news' ? at - (at % day) + 420 : 0));
        }
        await deliverDue(outbox, channels, addressOf, NOW, at + day);
        expect(got.at(-1)).toBe(number === 0 ? undefined : `coursan:${number}`);
        const order = got.map((event) => Number(event.slice(8)));
        expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
      }),
      { numRuns: 40 },
    );
  });
});
