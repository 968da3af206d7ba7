import { describe, expect, test } from 'vitest';
import { err, ok, type Result } from '../../src/lib/result.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { Channel, Envelope, SendFailure } from '../../src/notification/channel.ts';

import {
  type ChannelName,
  COMMUNE_AWAY,
  FIRST_RETRY_MS,
  type OutboxRow,
  RECIPIENT_GONE,
} from '../../src/notification/outbox.ts';
import { createSqliteOutbox } from '../../src/store/sqlite/outbox.ts';
import { rowOf } from '../support/commits.ts';
import { deliverDue } from '../support/deliver-due.ts';
import { addressOf, testMailChannels } from '../support/mail-channel.ts';
import { testDatabases } from '../support/open-test-database.ts';
import { quietSender } from '../support/quiet-sender.ts';

const NOW = 1_000_000;
const openDatabase = testDatabases();
const mailTo = testMailChannels();
async function outbox(...rows: OutboxRow[]) {
  const journal = createSqliteOutbox(await openDatabase());
  rows.forEach(journal.enqueue);
  const deliveries = () => journal.deliveries('coursan', 100).map(({ id, delivery }) => ({ id, ...delivery }));
  return { ...journal, deliveries };
}

describe('delivery over a real mail server', () => {
  test('greylisting: refused for now, then taken; tried again after the delay and not before', async () => {
    const { server, channels } = await mailTo((_, nth) => (nth <= 2 ? { code: 451, text: 'come back later' } : null));
    const journal = await outbox(rowOf('coursan:1'));
    const round = (at: number) => deliverDue(journal, channels, addressOf, at, NOW);

    expect(await round(NOW)).toEqual({ sent: 0, pending: 1, dropped: 0 });
    expect(journal.deliveries()).toMatchObject([
      {
        status: 'pending',
        attempts: 1,
        nextAttemptAt: NOW + 5_000,
        lastError: expect.stringContaining('come back later'),
      },
    ]);
    expect(await round(NOW + 4_999)).toEqual({ sent: 0, pending: 0, dropped: 0 });
    expect(await round(NOW + 5_000)).toEqual({ sent: 0, pending: 1, dropped: 0 });
    expect(await round(NOW + 15_000)).toEqual({ sent: 1, pending: 0, dropped: 0 });
    expect(journal.deliveries()).toMatchObject([
      { status: 'sent', attempts: 3, sentAt: NOW + 15_000, providerId: expect.stringContaining('250') },
    ]);
    expect(server.mails.length).toBe(1);
    expect(await round(NOW + 999_999)).toEqual({ sent: 0, pending: 0, dropped: 0 });
  });

  test('an address that does not exist is dropped, with what the server said, and holds up nobody else', async () => {
    const { server, channels } = await mailTo((address) =>
      address.startsWith('gone') ? { code: 550, text: 'no such mailbox' } : null,
    );
    const journal = await outbox(
      rowOf('coursan:1', { kind: 'contact', id: 'gone' }),
      rowOf('coursan:1', { kind: 'contact', id: 'mayor' }),
    );
    expect(await deliverDue(journal, channels, addressOf, NOW, NOW)).toEqual({ sent: 1, pending: 0, dropped: 1 });
    expect(journal.deliveries()).toContainEqual({
      id: 'coursan:1/contact/gone/email',
      status: 'dropped',
      attempts: 1,
      reason: expect.stringContaining('no such mailbox'),
    });
    expect(server.mails.map(({ to }) => to)).toEqual([['mayor@example.org']]);
    expect(journal.outboxCounts()).toEqual({ pending: 0, sent: 1, dropped: 1 });
  });

  test('a crash between the yes and its record sends again, under the same Message-ID', async () => {
    const { server, channels } = await mailTo();
    const journal = await outbox(rowOf('coursan:1'));
    const dying = {
      due: journal.due,
      settle: () => {
        throw new Error('killed');
      },
    };
    await expect(deliverDue(dying, channels, addressOf, NOW, NOW)).rejects.toThrow('killed');
    expect(await deliverDue(journal, channels, addressOf, NOW, NOW)).toEqual({ sent: 1, pending: 0, dropped: 0 });
    const ids = server.mails.map(({ parsed }) => parsed.messageId);
    expect(ids.length).toBe(2);
    expect(ids[0]).toBe(ids[1]);
  });

  test('the messages of one person arrive in the order in which they were written', async () => {
    const { server, channels } = await mailTo();
    const rows = Array.from({ length: 30 }, (_, index) => ({ ...rowOf(`coursan:${index}`), subject: `no ${index}` }));
    await deliverDue(await outbox(...rows), channels, addressOf, NOW, NOW);
    expect(server.mails.map(({ parsed }) => parsed.subject)).toEqual(rows.map(({ subject }) => subject));
  });
});

describe('delivery', () => {
  const answering = (answer: (envelope: Envelope) => Promise<Result<{ providerId: null }, SendFailure>>) =>
    new Map<ChannelName, Channel>([['email', { name: 'email', send: answer }]]);

  test('who left in the meantime is sent nothing', async () => {
    const asked: Envelope[] = [];
    const channels = answering(async (envelope) => {
      asked.push(envelope);
      return ok({ providerId: null });
    });
    const journal = await outbox(rowOf('coursan:1', { kind: 'subscription', id: 's1' }));
    expect(await deliverDue(journal, channels, () => err(RECIPIENT_GONE), NOW, NOW)).toEqual({
      sent: 0,
      pending: 0,
      dropped: 1,
    });
    expect(asked).toEqual([]);
    expect(journal.deliveries()).toMatchObject([{ status: 'dropped', reason: 'the recipient is gone' }]);
  });

  test('what waits for whom a commune names that was taken out of the files by a slip goes out once it is back', async () => {
    const asked: string[] = [];
    const channels = answering(async ({ address }) => {
      asked.push(address);
      return ok({ providerId: null });
    });
    const journal = await outbox(rowOf('coursan:1'));
    const away = () => err(COMMUNE_AWAY);
    const waits = { sent: 0, pending: 1, dropped: 0 };
    const [soon, later] = [NOW + 2 * MINUTE_MS, NOW + DAY_MS];
    for (const at of [NOW, soon, later]) expect(await deliverDue(journal, channels, away, at, at)).toEqual(waits);
    expect(asked).toEqual([]);
    const back = later + 2 * MINUTE_MS;
    expect(await deliverDue(journal, channels, addressOf, back, back)).toEqual({ sent: 1, pending: 0, dropped: 0 });
    expect(asked).toHaveLength(1);
  });

  test('a message for a channel that is not set up is dropped where everybody can see it', async () => {
    const journal = await outbox(rowOf('coursan:1'));
    expect(await deliverDue(journal, new Map(), addressOf, NOW, NOW)).toEqual({ sent: 0, pending: 0, dropped: 1 });
    expect(journal.deliveries()).toMatchObject([{ status: 'dropped', reason: 'no email channel is configured' }]);
  });

  test.each([
    ['two minutes for those who decide', 'contact', [5, 10, 20, 40, 80, 120, 120, 120, 120, 120, 120, 120]],
    ['ten for residents', 'subscription', [5, 10, 20, 40, 80, 160, 320, 600, 600, 600, 600, 600]],
  ] as const)('it never gives up by itself: the delay grows, to %s, and stays', async (_, kind, wanted) => {
    const channels = answering(async () => err({ recoverable: true, message: 'no network' }));
    const journal = await outbox(rowOf('coursan:1', { kind, id: 'anne' }));
    let at = NOW;
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await deliverDue(journal, channels, addressOf, at, NOW);
      const [row] = journal.deliveries();
      if (row?.status !== 'pending') throw new Error('it gave up');
      delays.push((row.nextAttemptAt - at) / 1000);
      at = row.nextAttemptAt;
    }
    expect(delays).toEqual(wanted);
  });

  test('put off by a clock that was two hours ahead, it goes out once the clock is right, and not two hours later', async () => {
    const ahead = NOW + 2 * HOUR_MS;
    let isDown = true;
    const channels = answering(async () =>
      isDown ? err({ recoverable: true, message: 'no network' }) : ok({ providerId: null }),
    );
    const journal = await outbox(rowOf('coursan:1'));
    for (const at of [ahead, ahead + 5_000]) await deliverDue(journal, channels, addressOf, at, NOW);
    isDown = false;
    expect(await deliverDue(journal, channels, addressOf, ahead + 10_000, NOW)).toMatchObject({ sent: 0 });
    expect(await deliverDue(journal, channels, addressOf, NOW, NOW)).toEqual({ sent: 1, pending: 0, dropped: 0 });
  });

  test('a mailbox that does not answer holds up nobody else', async () => {
    let release = () => {};
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    const journal = await outbox(
      rowOf('coursan:1', { kind: 'contact', id: 'slow' }),
      rowOf('coursan:1', { kind: 'contact', id: 'mayor' }),
    );
    // The slow one is answered only after the other has been: waiting in line would never end.
    const channels = answering(async ({ row }) => {
      if (row.recipient.id === 'slow') await stuck;
      else release();
      return ok({ providerId: null });
    });
    expect(await deliverDue(journal, channels, addressOf, NOW, NOW)).toEqual({ sent: 2, pending: 0, dropped: 0 });
  });
});

test.each([550, 451])(
  'what the mail server says to an address (%i) is kept without it: it is erased once they leave',
  async (code) => {
    const { channels } = await mailTo((address) => ({ code, text: `<${address}>: Recipient address rejected` }));
    const db = await openDatabase();
    const journal = createSqliteOutbox(db);
    journal.enqueue(rowOf('coursan:1', { kind: 'subscription', id: 'resident.dupont' }));
    await deliverDue(journal, channels, addressOf, NOW, NOW);
    const stored = JSON.stringify(db.prepare('SELECT * FROM outbox').all());
    expect(stored).toContain('<…@…>: Recipient address rejected');
    expect(stored).not.toContain('@example.org');
  },
);

describe('what strangers ask for', () => {
  test('is tried four times within a good hour, and then given up', async () => {
    const send = async () => err({ recoverable: true, message: '451 greylisted' });
    const journal = await outbox({ ...rowOf('confirm', { kind: 'unconfirmed', id: 's1' }), about: 'subscription' });
    const round = (minutes: number) =>
      deliverDue(journal, new Map([['email', { name: 'email', send }]]), addressOf, NOW + minutes * 60_000, NOW);
    for (const minutes of [0, 1, 11]) expect(await round(minutes)).toMatchObject({ pending: 1 });
    expect(await round(70)).toEqual({ sent: 0, pending: 0, dropped: 0 });
    expect(await round(71)).toEqual({ sent: 0, pending: 0, dropped: 1 });
    expect(journal.deliveries()).toMatchObject([{ status: 'dropped', attempts: 4, reason: '451 greylisted' }]);
  });
});

test('what was sent is not sent again while the disk is too full to mark it, and is marked once there is room', async () => {
  const journal = await outbox(rowOf('coursan:1'));
  let [at, isFull, sent] = [NOW, true, 0];
  const send: Channel['send'] = async () => {
    sent += 1;
    return ok({ providerId: null });
  };
  const next = quietSender('contacts', {
    journal: {
      due: journal.due,
      settle: (id, delivery) => {
        if (isFull) throw new Error('database or disk is full');
        journal.settle(id, delivery);
      },
    },
    channels: new Map([['email', { name: 'email', send }]]),
    lookUp: addressOf,
    wallClock: { now: () => at },
    clock: { now: () => NOW },
  });
  for (; at < NOW + 60_000; at += 5_000) await expect(next()).rejects.toThrow('full');
  isFull = false;
  expect(await next()).toMatchObject({ status: 'sent' });
  expect(sent).toBe(1);
  expect(journal.deliveries()).toMatchObject([{ status: 'sent', attempts: 1, sentAt: NOW }]);
  expect(next()).toBeNull();
});

test('while the disk is too full to mark anything all are told once, and all are marked once there is room', async () => {
  const people = Array.from({ length: 30 }, (_, index) => `person-${index}`);
  const journal = await outbox(...people.map((id) => rowOf('coursan:1', { kind: 'contact', id })));
  let [at, isFull] = [NOW, true];
  const sent: string[] = [];
  const send: Channel['send'] = async ({ row }) => {
    sent.push(row.recipient.id);
    return ok({ providerId: null });
  };
  const settle: typeof journal.settle = (id, delivery) => {
    if (isFull) throw new Error('database or disk is full');
    journal.settle(id, delivery);
  };
  const next = quietSender('contacts', {
    journal: { due: journal.due, settle },
    channels: new Map([['email', { name: 'email', send }]]),
    lookUp: addressOf,
    wallClock: { now: () => at },
    clock: { now: () => NOW },
  });
  const failToMark = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      await expect(next()).rejects.toThrow('full');
      at += 1_000;
    }
    at += FIRST_RETRY_MS;
  };
  const mark = async (times: number) => {
    for (let time = 0; time < times; time += 1) expect(await next()).toMatchObject({ status: 'sent' });
  };
  await failToMark(20);
  isFull = false;
  // With the first that is marked it is seen that there is room: those who are told already are marked before others are told, or a restart would tell them twice.
  await mark(21);
  expect(sent.length).toBe(21);
  isFull = true;
  await failToMark(9);
  expect(sent.toSorted()).toEqual(people.toSorted());
  isFull = false;
  journal.enqueue(rowOf('coursan:2', { kind: 'contact', id: 'late' }));
  await mark(10);
  expect(next()).toBeNull();
  expect(sent.length).toBe(31);
});

test('a bug in one message holds up nobody else, and it is tried again', async () => {
  const journal = await outbox(
    rowOf('coursan:1', { kind: 'contact', id: 'odd' }),
    rowOf('coursan:1', { kind: 'contact', id: 'mayor' }),
  );
  let at = NOW;
  const channels = new Map<ChannelName, Channel>([
    ['email', { name: 'email', send: async () => ok({ providerId: null }) }],
  ]);
  const next = quietSender('contacts', {
    journal,
    channels,
    lookUp: (row) => {
      if (row.recipient.id === 'odd' && at === NOW) throw new Error('bug');
      return addressOf(row);
    },
    wallClock: { now: () => at },
    clock: { now: () => NOW },
  });
  await expect(next()).rejects.toThrow('bug');
  expect(await next()).toMatchObject({ status: 'sent' });
  expect(next()).toBeNull();
  at += 5_000;
  expect(await next()).toMatchObject({ status: 'sent' });
});

test('tests that pile up for one person who does not answer hold up no alert of another', async () => {
  const mayor = { kind: 'contact', id: 'mayor' } as const;
  const journal = await outbox(
    ...Array.from({ length: 40 }, (_, index): OutboxRow => ({ ...rowOf(`test:${index}`, mayor), test: true })),
  );
  const send: Channel['send'] = ({ row }) =>
    row.test ? new Promise(() => undefined) : Promise.resolve(ok({ providerId: null }));
  const parts = {
    journal,
    channels: new Map<ChannelName, Channel>([['email', { name: 'email', send }]]),
    lookUp: addressOf,
    wallClock: { now: () => NOW },
    clock: { now: () => NOW },
  };
  expect(quietSender('tests', parts)()).not.toBeNull();
  const next = quietSender('contacts', parts);
  journal.enqueue(rowOf('coursan:1', { kind: 'contact', id: 'guard' }));
  expect(await next()).toMatchObject({ status: 'sent' });
  expect(next()).toBeNull();
});

test('an alert waits for none of the tests that were written before it, nor for the one on its way', async () => {
  const tests = Array.from({ length: 40 }, (_, index): OutboxRow => {
    return { ...rowOf(`test:${index}`, { kind: 'contact', id: `mayor-${index}` }), test: true };
  });
  const journal = await outbox(...tests);
  const sent: string[] = [];
  let answer: () => void = () => {};
  const send: Channel['send'] = async ({ row }) => {
    sent.push(row.event);
    if (row.test) await new Promise<void>((resolve) => (answer = resolve));
    return ok({ providerId: null });
  };
  const parts = {
    journal,
    channels: new Map<ChannelName, Channel>([['email', { name: 'email', send }]]),
    lookUp: addressOf,
    wallClock: { now: () => NOW },
    clock: { now: () => NOW },
  };
  const [next, nextTest] = [quietSender('contacts', parts), quietSender('tests', parts)];
  const first = nextTest();
  // No test takes a connection that is there for alerts.
  expect(next()).toBeNull();
  for (const id of ['guard', 'mayor-1', 'mayor-39']) journal.enqueue(rowOf('coursan:1', { kind: 'contact', id }));
  for (let alert = 0; alert < 3; alert += 1) expect(await next()).toMatchObject({ status: 'sent' });
  expect(next()).toBeNull();
  answer();
  await first;
  journal.enqueue(rowOf('coursan:2', { kind: 'contact', id: 'guard' }));
  await next();
  void nextTest();
  expect(sent).toEqual(['test:0', 'coursan:1', 'coursan:1', 'coursan:1', 'coursan:2', 'test:1']);
});

test('whom a bug passed over while the clock was two hours ahead is written to once the clock is right', async () => {
  const journal = await outbox(rowOf('coursan:1'));
  let [at, isBroken] = [NOW + 2 * HOUR_MS, true];
  const next = quietSender('contacts', {
    journal,
    channels: new Map([['email', { name: 'email', send: async () => ok({ providerId: null }) }]]),
    lookUp: (row) => {
      if (isBroken) throw new Error('bug');
      return addressOf(row);
    },
    wallClock: { now: () => at },
    clock: { now: () => NOW },
  });
  await expect(next()).rejects.toThrow('bug');
  [at, isBroken] = [NOW, false];
  expect(await next()).toMatchObject({ status: 'sent' });
});

describe('one sender over time', () => {
  const settings = { lookUp: addressOf, clock: { now: () => NOW } };
  const mailBy = (send: Channel['send']) => new Map<ChannelName, Channel>([['email', { name: 'email', send }]]);

  test('what was put off is tried again, and counted, until it is taken', async () => {
    const journal = await outbox(rowOf('coursan:1'));
    let [at, refusals] = [NOW, 2];
    const channels = mailBy(async () => {
      refusals -= 1;
      return refusals < 0 ? ok({ providerId: null }) : err({ recoverable: true, message: 'come back later' });
    });
    const next = quietSender('contacts', { ...settings, journal, channels, wallClock: { now: () => at } });
    expect(await next()).toMatchObject({ status: 'pending', attempts: 1 });
    at += 5_000;
    expect(await next()).toMatchObject({ status: 'pending', attempts: 2 });
    at += 10_000;
    expect(await next()).toMatchObject({ status: 'sent', attempts: 3 });
  });

  test.each([
    ['as long as it asks for', 'contacts', 60, 60],
    ['no less than as ever', 'contacts', 1, 5],
    ['not for a day, in which a siren would not sound', 'webhook/siren', 86_400, 120],
    ['not for a day, of a resident', 'residents', 86_400, 600],
  ] as const)('a provider that asks to be left alone is: %s', async (_, lane, askedS, waitedS) => {
    const busy = { recoverable: true, message: 'HTTP 429', retryAfterMs: askedS * 1_000 };
    const journal = { due: () => [{ ...rowOf('coursan:1'), attempts: 0 }], settle: () => {} };
    const channels = mailBy(async () => err(busy));
    const next = quietSender(lane, { ...settings, journal, channels, wallClock: { now: () => NOW } });
    expect(await next()).toMatchObject({ status: 'pending', nextAttemptAt: NOW + waitedS * 1_000 });
  });

  test('what was put off while the disk is too full to say so is tried again all the same, at its own pace', async () => {
    const journal = await outbox(rowOf('coursan:1'));
    let [at, isFull] = [NOW, true];
    const triedAt: number[] = [];
    const channels = mailBy(async () => {
      triedAt.push(at - NOW);
      return triedAt.length > 3 ? ok({ providerId: null }) : err({ recoverable: true, message: 'come back later' });
    });
    const settle: typeof journal.settle = (id, delivery) => {
      if (isFull) throw new Error('database or disk is full');
      journal.settle(id, delivery);
    };
    const full = { due: journal.due, settle };
    const next = quietSender('contacts', { ...settings, journal: full, channels, wallClock: { now: () => at } });
    for (; at <= NOW + 60_000; at += 5_000) await expect(next()).rejects.toThrow('full');
    expect(triedAt).toEqual([0, 5_000, 15_000, 35_000]);
    isFull = false;
    expect(await next()).toEqual({ status: 'sent', attempts: 4, sentAt: NOW + 35_000, providerId: null });
    expect(triedAt.length).toBe(4);
  });

  test('a test that does not get through holds up no alert to the same person', async () => {
    const journal = await outbox({ ...rowOf('test:1'), test: true });
    const channels = mailBy(({ row }) =>
      row.test ? new Promise(() => undefined) : Promise.resolve(ok({ providerId: null })),
    );
    const parts = { ...settings, journal, channels, wallClock: { now: () => NOW } };
    const [next, nextTest] = [quietSender('contacts', parts), quietSender('tests', parts)];
    void nextTest();
    journal.enqueue(rowOf('coursan:1'));
    expect(await next()).toMatchObject({ status: 'sent' });
  });

  test('while one person’s mailbox takes its time over two messages, another hears all of theirs in order', async () => {
    const of = (id: string) => {
      const recipient = { kind: 'contact', id } as const;
      return [
        { ...rowOf('coursan:1', recipient), about: 'gauge' as const },
        { ...rowOf('coursan:2', recipient), about: 'level' as const },
      ];
    };
    const journal = await outbox(...of('slow'), ...of('mayor'));
    const sent: string[] = [];
    const channels = mailBy(async ({ row }) => {
      if (row.recipient.id === 'slow') return new Promise(() => undefined);
      sent.push(row.event);
      return ok({ providerId: null });
    });
    const next = quietSender('contacts', { ...settings, journal, channels, wallClock: { now: () => NOW } });
    void next();
    for (let sending = next(); sending; sending = next()) await sending;
    expect(sent).toEqual(['coursan:1', 'coursan:2']);
  });

  test('nor does a mayor whose mailbox takes its time hold up the mayor of another commune, who is named alike', async () => {
    const mayor = { kind: 'contact', id: 'mayor' } as const;
    const journal = await outbox(
      rowOf('coursan:1', mayor),
      ...['trebes:1', 'trebes:2'].map((event) => ({ ...rowOf(event, mayor), commune: 'trebes' })),
    );
    const sent: string[] = [];
    const channels = mailBy(async ({ row }) => {
      if (row.commune === 'coursan') return new Promise(() => undefined);
      sent.push(row.event);
      return ok({ providerId: null });
    });
    const next = quietSender('contacts', { ...settings, journal, channels, wallClock: { now: () => NOW } });
    void next();
    for (let sending = next(); sending; sending = next()) await sending;
    expect(sent.at(-1)).toBe('trebes:2');
  });

  test('what the provider said as it took a message is kept without the address, too', async () => {
    const journal = await outbox(rowOf('coursan:1'));
    const channels = mailBy(async () => ok({ providerId: '250 queued for <mayor@example.org>' }));
    const next = quietSender('contacts', { ...settings, journal, channels, wallClock: { now: () => NOW } });
    expect(await next()).toMatchObject({ status: 'sent', providerId: '250 queued for <…@…>' });
  });
});

describe('a gateway that never takes a text message', () => {
  const refuses: Channel = {
    name: 'sms',
    send: async () => err({ recoverable: true, message: 'HTTP 400: this number takes no messages' }),
  };
  /** What becomes of it at the attempt after so many, ten minutes apart. */
  const after = async (kind: 'contact' | 'subscription', attempts: number) => {
    const row = rowOf('coursan:1', { kind, id: 'ines' });
    const journal = await outbox({ ...row, channel: 'sms', about: 'level' });
    journal.settle(row.id, { status: 'pending', attempts, nextAttemptAt: NOW, lastError: 'HTTP 400' });
    await deliverDue(journal, new Map([['sms', refuses]]), addressOf, NOW, NOW);
    return [
      journal.deliveries()[0]!.status,
      journal.failingDeliveries()[`${kind === 'contact' ? 'contact' : 'resident'}s`],
    ];
  };
  const threeDays = (72 * HOUR_MS) / (HOUR_MS / 6);

  test('is asked for three days to tell a resident: one dead number would keep the service degraded for ever', async () => {
    expect(await after('subscription', threeDays - 2)).toEqual(['pending', 1]);
    expect(await after('subscription', threeDays - 1)).toEqual(['dropped', 0]);
  });

  test('is asked for those who decide until it does', async () => {
    expect(await after('contact', 10 * threeDays)).toEqual(['pending', 1]);
  });
});

describe('a full mailbox', () => {
  const threeDays = (72 * HOUR_MS) / (HOUR_MS / 6);

  test.each([
    ['subscription', 0, 'pending', 0],
    ['subscription', threeDays - 1, 'dropped', 0],
    ['contact', 10 * threeDays, 'pending', 1],
  ] as const)(
    'of a %s is tried again after %i attempts: %s, and degrades %i',
    async (kind, attempts, status, failing) => {
      const { channels } = await mailTo(() => ({ code: 552, text: '5.2.2 Mailbox full' }));
      const row = rowOf('coursan:1', { kind, id: 'someone' });
      const journal = await outbox(row);
      if (attempts > 0)
        journal.settle(row.id, { status: 'pending', attempts, nextAttemptAt: NOW, lastError: 'the mailbox is full' });
      await deliverDue(journal, channels, addressOf, NOW, NOW);
      const { contacts, residents } = journal.failingDeliveries();
      expect([journal.deliveries()[0]!.status, contacts + residents]).toEqual([status, failing]);
    },
  );
});
