import { describe, expect, test } from 'vitest';
import { newCommuneState } from '../../../src/alert/alert.ts';
import { playExercise, startExercise } from '../../../src/alert/exercise.ts';
import {
  ANSWERED_MEANWHILE,
  ASKED_NO_MORE,
  COMMUNE_AWAY,
  type Delivery,
  FIRST_RETRY_MS,
  ONLY_HERE,
  outboxId,
  type Recipient,
} from '../../../src/notification/outbox.ts';
import { createSqliteExerciseStore } from '../../../src/store/sqlite/exercises.ts';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { createSqliteRecordBook } from '../../../src/store/sqlite/record.ts';
import { commitOf, eventOf, rowOf } from '../../support/commits.ts';
import { T0 } from '../../support/decisions.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const open = testDatabases();
const NONE = { contacts: 0, residents: 0, machines: 0 };

async function openJournal() {
  const db = await open();
  const journal = createSqliteJournal(db);
  const all = () => ({
    state: journal.state('coursan'),
    events: journal.events('coursan', { limit: 100 }),
    outbox: journal.deliveries('coursan', 100),
    record: createSqliteRecordBook(db).recent(null, 100),
  });
  return { db, journal, all };
}

describe('a commit', () => {
  test('writes state, events, messages and record, and reads them back as they were', async () => {
    const { journal, all } = await openJournal();
    expect(journal.state('coursan')).toBeNull();
    const commit = commitOf(1);
    journal.commit(commit);
    const { state, events, outbox, record } = all();
    expect({ state, events }).toEqual({ state: commit.state, events: commit.events });
    const fresh: Delivery = { status: 'pending', attempts: 0, nextAttemptAt: 0, lastError: null };
    expect(outbox).toEqual(commit.outbox.toReversed().map((row) => ({ ...row, delivery: fresh })));
    expect(record).toEqual([{ ...commit.record[0], id: 1 }]);
  });

  test('that cannot write its last message writes nothing', async () => {
    const { journal, all } = await openJournal();
    journal.commit(commitOf(1));
    const before = all();
    const broken = rowOf('coursan:2', { kind: 'contact', id: 'deputy-demo' });
    Reflect.set(broken, 'recipient', { kind: 'nobody', id: 'x' });
    const outbox = [rowOf('coursan:2'), broken];
    expect(() => journal.commit(commitOf(2, { outbox }))).toThrow(/CHECK constraint/);
    expect(all()).toEqual(before);
    journal.commit(commitOf(2));
    expect(journal.state('coursan')?.events).toBe(2);
  });

  test('on a full disk writes nothing, and works again when there is room', async () => {
    const { db, journal, all } = await openJournal();
    journal.commit(commitOf(1));
    const before = all();
    const pages = db.pragma('page_count', { simple: true });
    db.pragma(`max_page_count = ${String(pages)}`);
    const huge = commitOf(2, { outbox: [{ ...rowOf('coursan:2'), text: 'x'.repeat(1_000_000) }] });
    expect(() => journal.commit(huge)).toThrow(/database or disk is full/);
    expect(all()).toEqual(before);
    db.pragma('max_page_count = 1000000');
    journal.commit(huge);
    expect(journal.state('coursan')?.events).toBe(2);
  });

  test('of an event that is already written fails: nothing is raised twice', async () => {
    const { journal, all } = await openJournal();
    journal.commit(commitOf(1));
    const before = all();
    expect(() => journal.commit(commitOf(1, { state: newCommuneState('coursan') }))).toThrow(/UNIQUE.*alert_event/);
    expect(all()).toEqual(before);
  });

  test('keeps the first of two messages with one dedupe key', async () => {
    const { journal } = await openJournal();
    journal.commit(commitOf(1));
    journal.enqueue({ ...rowOf('coursan:1'), text: 'another text' });
    expect(journal.deliveries('coursan', 10).map((row) => row.text)).not.toContain('another text');
    expect(journal.outboxCounts()).toEqual({ pending: 2, sent: 0, dropped: 0 });
  });
});

describe('reading back', () => {
  test('the last events, oldest first, of one alert if asked', async () => {
    const { journal } = await openJournal();
    const events = [1, 2, 3, 4].map((n) => eventOf(n, { alert: n === 2 ? null : `flood-${n > 2 ? 2 : 1}` }));
    journal.commit(commitOf(4, { events, outbox: [] }));
    const ids = (options: { limit: number; alert?: string }) =>
      journal.events('coursan', options).map((event) => event.id);
    expect(ids({ limit: 100 })).toEqual(['coursan:1', 'coursan:2', 'coursan:3', 'coursan:4']);
    expect(ids({ limit: 2 })).toEqual(['coursan:3', 'coursan:4']);
    expect(ids({ limit: 100, alert: 'flood-2' })).toEqual(['coursan:3', 'coursan:4']);
    expect(ids({ limit: 1, alert: 'flood-1' })).toEqual(['coursan:1']);
    expect(journal.events('trebes', { limit: 100 })).toEqual([]);
  });
});

describe('the outbox', () => {
  test('gives what is due, oldest first and what has failed last, until it is settled', async () => {
    const { journal } = await openJournal();
    journal.commit(commitOf(1));
    const [first, second] = journal.due('contacts', 0, 0, 10).map((row) => row.id);
    expect([first, second]).toEqual(['coursan:1/contact/mayor-demo/email', 'coursan:1/contact/deputy-demo/email']);
    expect(journal.due('contacts', 0, 0, 1).map((row) => row.id)).toEqual([first]);

    const later: Delivery = { status: 'pending', attempts: 1, nextAttemptAt: 5_000, lastError: '451 try again' };
    expect(journal.failingDeliveries()).toEqual(NONE);
    journal.settle(first!, later);
    expect(journal.failingDeliveries()).toEqual({ ...NONE, contacts: 1 });
    expect(journal.due('contacts', 4_999, 0, 10).map((row) => row.id)).toEqual([second]);
    // What has failed gives way to what was never tried.
    expect(journal.due('contacts', 5_000, 0, 10).map((row) => row.id)).toEqual([second, first]);

    const sent: Delivery = { status: 'sent', attempts: 2, sentAt: 6_000, providerId: '<1@example.org>' };
    const dropped: Delivery = { status: 'dropped', attempts: 1, reason: 'left' };
    journal.settle(first!, sent);
    journal.settle(second!, dropped);
    expect(journal.due('contacts', 1e15, 0, 10)).toEqual([]);
    expect(journal.deliveries('coursan', 10).map((row) => row.delivery)).toEqual([dropped, sent]);
    expect(journal.outboxCounts()).toEqual({ pending: 0, sent: 1, dropped: 1 });
    expect(journal.failingDeliveries()).toEqual(NONE);
  });

  test('counts what those who decide will never get, but not what gave way to a newer message', async () => {
    const { journal } = await openJournal();
    const refused: Delivery = { status: 'dropped', attempts: 1, reason: '550 no such mailbox' };
    const resident: Recipient = { kind: 'subscription', id: 's1' };
    for (const row of [rowOf('coursan:1'), rowOf('coursan:1', resident)]) {
      journal.enqueue(row);
      journal.settle(row.id, refused);
    }
    const { createdAt } = rowOf('coursan:1');
    for (const event of ['coursan:2', 'coursan:3']) journal.enqueue({ ...rowOf(event), about: 'level' });
    expect(journal.outboxCounts()).toEqual({ pending: 1, sent: 0, dropped: 3 });
    expect(journal.undeliverable(createdAt)).toEqual({ contacts: 1, machines: 0 });
    expect(journal.undeliverable(createdAt + 1)).toEqual({ contacts: 0, machines: 0 });
  });

  test('tries again what told the level of an alert and was refused for good, the newest to each contact, where nothing has arrived since', async () => {
    const { journal } = await openJournal();
    const become = (id: string, event: string, delivery: Delivery, about: 'level' | 'gauge' = 'level'): void => {
      const row = { ...rowOf(event, { kind: 'contact', id }), about };
      journal.enqueue(row);
      journal.settle(row.id, delivery);
    };
    const gone: Delivery = { status: 'dropped', attempts: 1, reason: '550 no such user' };
    for (const event of ['coursan:1', 'coursan:2', 'coursan:9']) become('mayor', event, gone);
    become('mayor', 'coursan:3', gone, 'gauge');
    become('deputy', 'coursan:1', gone);
    become('deputy', 'coursan:2', { status: 'sent', attempts: 1, sentAt: 9, providerId: null });
    become('agency', 'coursan:2', { ...gone, reason: ANSWERED_MEANWHILE });
    journal.tryAgain(0, ['coursan:1', 'coursan:2', 'coursan:3'], 0);
    expect(journal.due('contacts', FIRST_RETRY_MS - 1, 0, 9)).toEqual([]);
    expect(
      journal.due('contacts', FIRST_RETRY_MS, 0, 9).map(({ event, recipient }) => `${event} ${recipient.id}`),
    ).toEqual(['coursan:2 mayor']);
    expect(journal.failingDeliveries()).toEqual({ ...NONE, contacts: 1 });
    expect(journal.outboxCounts()).toEqual({ pending: 1, sent: 1, dropped: 5 });
  });

  test('tries nothing again where something newer waits for the same contact', async () => {
    const { journal } = await openJournal();
    const toMayor = (event: string) => ({ ...rowOf(event, { kind: 'contact', id: 'mayor' }), about: 'level' as const });
    journal.enqueue(toMayor('coursan:1'));
    journal.settle(toMayor('coursan:1').id, { status: 'dropped', attempts: 1, reason: '550 no such user' });
    journal.enqueue(toMayor('coursan:2'));
    journal.tryAgain(0, ['coursan:1', 'coursan:2'], 0);
    expect(journal.due('contacts', FIRST_RETRY_MS, 0, 9).map(({ event }) => event)).toEqual(['coursan:2']);
  });

  test('counts no call that was needed no more', async () => {
    const { journal } = await openJournal();
    for (const [index, reason] of [ANSWERED_MEANWHILE, ASKED_NO_MORE].entries()) {
      const row = rowOf(`coursan:${index}`);
      journal.enqueue({ ...row, channel: 'voice' });
      journal.settle(row.id, { status: 'dropped', attempts: 2, reason });
    }
    expect(journal.outboxCounts().dropped).toBe(2);
    expect(journal.undeliverable(0)).toEqual({ contacts: 0, machines: 0 });
  });

  test('counts nothing that an exercise could not deliver: no flood was missed by it', async () => {
    const { db, journal } = await openJournal();
    const plan = { steps: [{ level: 'act', afterMin: 0 }], lastsMin: 60, reason: 'autumn exercise' } as const;
    const { exercise, events } = startExercise('coursan', plan, { person: 'anne', residents: false }, T0);
    const outbox = [rowOf(events[0]!.id), rowOf(events[0]!.id, { kind: 'webhook', id: 'siren' })];
    createSqliteExerciseStore(db).commit({ exercise, events, outbox, record: [] });
    const real = rowOf('coursan:1');
    journal.enqueue(real);
    for (const { id } of [...outbox, real]) {
      journal.settle(id, { status: 'dropped', attempts: 1, reason: '550 no such mailbox' });
    }
    expect(journal.outboxCounts().dropped).toBe(3);
    expect(journal.undeliverable(0)).toEqual({ contacts: 1, machines: 0 });
    expect(journal.refused(['coursan'], 0, 9).map(({ event }) => event)).toEqual(['coursan:1']);
  });

  test('gives the place of what is real to no exercise: “it is over” that waits is told, and what is real takes the place of both', async () => {
    const { db, journal } = await openJournal();
    const waiting = () => journal.waiting(['coursan'], 9).map(({ event }) => event);
    journal.enqueue({ ...rowOf('coursan:1'), about: 'level' });
    journal.enqueue({ ...rowOf('coursan:2'), about: 'level' });
    expect(waiting()).toEqual(['coursan:2']);
    const steps = [
      { level: 'act', afterMin: 0 },
      { level: 'danger', afterMin: 1 },
    ] as const;
    const plan = { steps, lastsMin: 60, reason: 'autumn exercise' };
    const begun = startExercise('coursan', plan, { person: 'anne', residents: false }, T0);
    const later = playExercise(begun.exercise, T0 + 60_000);
    const played = [begun, later].map(({ exercise, events }) => {
      const outbox = events.map(({ id }) => ({ ...rowOf(id), about: 'level' as const }));
      createSqliteExerciseStore(db).commit({ exercise, events, outbox, record: [] });
      return events[0]!.id;
    });
    expect(waiting()).toEqual(['coursan:2', played[1]]);
    journal.enqueue({ ...rowOf('coursan:3'), about: 'level' });
    expect(waiting()).toEqual(['coursan:3']);
  });

  test('names each contact of some communes whom nothing reaches, by the newest of what was refused, until something arrives there', async () => {
    const { journal } = await openJournal();
    const become = (id: string, event: number, delivery: Delivery, commune = 'coursan'): void => {
      const row = { ...rowOf(`${commune}:${event}`, { kind: 'contact', id }), commune, createdAt: event };
      journal.enqueue(row);
      journal.settle(row.id, delivery);
    };
    const gone: Delivery = { status: 'dropped', attempts: 1, reason: '550 no such user' };
    const sent: Delivery = { status: 'sent', attempts: 1, sentAt: 9, providerId: null };
    for (const event of [1, 3]) become('mayor', event, gone);
    become('deputy', 2, gone);
    become('agency', 2, gone, 'trebes');
    become('duty', 4, { ...gone, reason: ANSWERED_MEANWHILE });
    const refused = (since: number, limit = 9) =>
      journal.refused(['coursan'], since, limit).map(({ event, recipient }) => `${event} ${recipient.id}`);
    expect(refused(0)).toEqual(['coursan:3 mayor', 'coursan:2 deputy']);
    expect(refused(0, 1)).toEqual(['coursan:3 mayor']);
    expect(refused(3)).toEqual(['coursan:3 mayor']);
    expect(journal.refused(['coursan', 'trebes'], 0, 9)).toHaveLength(3);
    const counted = () => journal.undeliverable(0).contacts;
    expect(counted()).toBe(4);
    // Neither what arrived elsewhere, nor what arrived before.
    become('mayor', 6, sent, 'trebes');
    become('prefect', 7, sent);
    become('prefect', 8, gone);
    expect(refused(0)).toEqual(['coursan:8 prefect', 'coursan:3 mayor', 'coursan:2 deputy']);
    expect(counted()).toBe(5);
    become('prefect', 9, sent);
    become('mayor', 5, sent);
    expect(refused(0)).toEqual(['coursan:2 deputy']);
    // The count says the same: beside her, only the agency of the other commune.
    expect(counted()).toBe(2);
    for (const [id, commune] of [
      ['deputy', 'coursan'],
      ['agency', 'trebes'],
    ] as const)
      become(id, 10, sent, commune);
    expect(counted()).toBe(0);
  });

  test('counts what has failed, but not what goes to an address that anybody may have typed', async () => {
    const { journal } = await openJournal();
    const failed: Delivery = { status: 'pending', attempts: 1, nextAttemptAt: 5_000, lastError: '451 try again' };
    const settle = (kind: 'subscription' | 'unconfirmed'): void => {
      journal.enqueue(rowOf('asked', { kind, id: kind }));
      journal.settle(outboxId('asked', { kind, id: kind }, 'email'), failed);
    };
    settle('unconfirmed');
    expect(journal.failingDeliveries()).toEqual(NONE);
    settle('subscription');
    expect(journal.failingDeliveries()).toEqual({ ...NONE, residents: 1 });
  });

  test('knows since when a machine has not been told: from what it first missed after it last took a message', async () => {
    const { journal } = await openJournal();
    const siren: Recipient = { kind: 'webhook', id: 'siren' };
    const became = (event: number, delivery: Delivery, test?: true): void => {
      const row = { ...rowOf(`coursan:${event}`, siren), createdAt: event, ...(test && { test }) };
      journal.enqueue(row);
      journal.settle(row.id, delivery);
    };
    const failed = (lastError: string): Delivery => ({ status: 'pending', attempts: 1, nextAttemptAt: 0, lastError });
    became(1, { status: 'dropped', attempts: 1, reason: 'HTTP 410 long ago' });
    became(2, { status: 'sent', attempts: 1, sentAt: 2, providerId: null });
    expect(journal.untold('siren')).toBeNull();
    became(3, { status: 'dropped', attempts: 1, reason: 'HTTP 500' }, true);
    expect(journal.untold('siren')).toBeNull();
    const reason = `exercise instance: webhooks go ${ONLY_HERE}, and siren.example.org is not this machine`;
    became(33, { status: 'dropped', attempts: 1, reason });
    expect(journal.untold('siren')).toBeNull();
    became(4, { status: 'dropped', attempts: 1, reason: 'HTTP 410 from siren' });
    became(5, failed('ECONNREFUSED'));
    expect(journal.untold('siren')).toEqual({ since: 4, why: 'ECONNREFUSED', failsSince: 5 });
    expect(journal.failingDeliveries()).toEqual({ ...NONE, machines: 1 });
    // Nor was anything missed for real by what an exercise leaves alone.
    expect(journal.undeliverable(0)).toEqual({ contacts: 0, machines: 2 });
    expect(journal.untold('panel')).toBeNull();
    became(6, { status: 'sent', attempts: 1, sentAt: 6, providerId: null });
    // One message alone is refused again and again.
    expect(journal.untold('siren')).toEqual({ since: 5, why: 'ECONNREFUSED' });
    // One that is off the net fails since the first, and not anew with each that takes its place.
    const panel: Recipient = { kind: 'webhook', id: 'panel' };
    for (const event of [7, 8]) {
      const row = { ...rowOf(`coursan:${event}`, panel), about: 'level', createdAt: event } as const;
      journal.enqueue(row);
      journal.settle(row.id, failed('EHOSTUNREACH'));
    }
    expect(journal.untold('panel')).toEqual({ since: 7, why: 'EHOSTUNREACH' });
    // What waits for a commune that was taken out of the files is no fault of it.
    became(9, { status: 'sent', attempts: 1, sentAt: 9, providerId: null });
    expect(journal.untold('siren')).toEqual({ since: 5, why: 'ECONNREFUSED' });
    journal.settle(rowOf('coursan:5', siren).id, failed(COMMUNE_AWAY));
    expect(journal.untold('siren')).toBeNull();
  });

  test('names the lines of machines alone: a second sender for what waits for people would tell them twice after a restart', async () => {
    const { journal } = await openJournal();
    const siren = rowOf('coursan:1', { kind: 'webhook', id: 'siren' });
    for (const row of [rowOf('coursan:1'), { ...siren, channel: 'webhook' as const }]) journal.enqueue(row);
    expect(journal.webhookLanes()).toEqual(['webhook/siren']);
    const putOff = { status: 'pending', attempts: 1, nextAttemptAt: 2, lastError: 'timeout' } as const;
    for (const { id } of journal.deliveries('coursan', 2)) journal.settle(id, putOff);
    expect(journal.webhookLanes()).toEqual(['webhook/siren']);
  });

  test('never sends again what was sent', async () => {
    const { journal } = await openJournal();
    journal.enqueue(rowOf('coursan:1'));
    const { id } = rowOf('coursan:1');
    journal.settle(id, { status: 'sent', attempts: 1, sentAt: 1, providerId: null });
    journal.settle(id, { status: 'pending', attempts: 1, nextAttemptAt: 2, lastError: 'timeout' });
    journal.enqueue(rowOf('coursan:1'));
    expect(journal.due('contacts', 1e15, 0, 10)).toEqual([]);
  });
});

test('a line in the log counts as no message: it has reached nobody', async () => {
  const { journal } = await openJournal();
  journal.enqueue(rowOf('coursan:9'));
  journal.enqueue({ ...rowOf('coursan:9'), id: 'coursan:9/contact/mayor/log', channel: 'log' });
  journal.settle('coursan:9/contact/mayor/log', { status: 'sent', attempts: 1, sentAt: T0, providerId: null });
  expect(journal.outboxCounts()).toEqual({ pending: 1, sent: 0, dropped: 0 });
});
