import { expect, test } from 'vitest';
import { manualClock } from '../../../src/lib/clock.ts';
import { COMMUNES_APART_MS } from '../../../src/notification/tried/test-in-turn.ts';
import { createTestMessages } from '../../../src/notification/tried/test-messages.ts';
import { createTestRounds } from '../../../src/notification/tried/test-rounds.ts';
import type { Commune, Contact } from '../../../src/territory/commune.ts';
import { communes } from '../../support/aude.ts';
import { eventually } from '../../support/eventually.ts';
import { memoryStores } from '../../support/memory-database.ts';

const AT = Date.parse('2020-01-22T12:05:00Z');
const by = { person: 'anne' };
const ids = communes.map(({ id }) => id);
const issuer = { name: 'Amont Aude', kind: 'operational', baseUrl: 'https://amont.example.org' } as const;

/** The duty desk of the agency, which each commune names. */
const duty: Contact = {
  id: 'duty',
  role: 'agency',
  name: 'Astreinte',
  email: 'duty@example.org',
  phone: '+33600000001',
  language: 'fr',
};

/** An agency of the communes of the Aude; `goOn` ends the pause under way, `fail` breaks it off. */
function agency(amidAlert: string | null = null, desk: Contact[] = []) {
  const stores = memoryStores();
  const { journal, record } = stores;
  const clock = manualClock(AT);
  const contactsOf = ({ contacts, id }: Commune) => [
    ...contacts,
    ...desk.map((each) => ({ ...each, id: `${id}-duty` })),
  ];
  const known = new Map(communes.map((each) => [each.id, { ...each, contacts: contactsOf(each) }]));
  const parts = { ...stores, communes: known, issuer, clock, linkKey: Buffer.alloc(32, 7), webhooks: [] };
  const tests = createTestMessages({
    ...parts,
    ways: new Set(['log', 'email', 'sms', 'voice']),
    atomically: (work) => work(),
  });
  const pauses: { ms: number; end: () => void; fail: (error: Error) => void }[] = [];
  const failed: unknown[] = [];
  let isHeld = false;
  const append: typeof record.append = (entry) => {
    if (isHeld) throw new Error('database is locked');
    record.append(entry);
  };
  const startService = () =>
    createTestRounds({
      communes: known,
      tests,
      isInAlert: (id) => id === amidAlert,
      record: { ...record, append },
      clock,
      pause: (ms) => new Promise((end, fail) => void pauses.push({ ms, end, fail })),
      failed: (error) => failed.push(error),
    });
  const rounds = startService();
  const written = () => journal.waiting(ids, 99) ?? [];
  const testedIn = () => ids.filter((id) => record.ofAction(id, 'message.tested').length > 0);
  const rest = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    rounds,
    startService,
    hold: (held: boolean) => void (isHeld = held),
    clock,
    failed,
    pauses,
    testedIn,
    take() {
      for (const { id } of written()) journal.settle(id, { status: 'sent', attempts: 1, sentAt: AT, providerId: null });
    },
    /** Who was tried by what, in which commune. */
    tries: () =>
      ids.flatMap((id) =>
        record
          .ofAction(id, 'message.tested')
          .flatMap(({ detail }) => Object.keys(detail['to'] ?? {}).map((way) => `${String(detail['contact'])} ${way}`)),
      ),
    async fail(error: Error) {
      pauses.shift()!.fail(error);
      await rest();
    },
    async goOn() {
      pauses.shift()!.end();
      await rest();
    },
    onRecord: () =>
      record
        .recent(null, 99)
        .filter(({ action }) => action.startsWith('message.round'))
        .map(({ action, actor, detail }) => ({ action, actor, ...detail }))
        .toReversed(),
  };
}

test('each commune is tried once what went to the one before was taken, and all of it stands on record', async () => {
  const { rounds, goOn, take, pauses, testedIn, onRecord, clock } = agency();
  expect(rounds.last()).toBeNull();
  expect(rounds.start(ids, by, 0)).toBe(true);
  expect(testedIn()).toEqual(ids.slice(0, 1));
  await eventually(() => pauses.length === 1, 'it pauses');
  expect(pauses.map(({ ms }) => ms)).toEqual([COMMUNES_APART_MS]);
  await goOn();
  // A gateway that is slow is given no more.
  expect(testedIn()).toEqual(ids.slice(0, 1));
  for (let turn = 1; turn < ids.length; turn += 1) {
    take();
    clock.advanceTo(AT + turn * COMMUNES_APART_MS);
    await goOn();
    expect(testedIn()).toEqual(ids.slice(0, turn + 1));
  }
  expect(rounds.last()).toMatchObject({ startedAt: AT, tested: ids.length, leftOut: [], ended: 'over' });
  expect(onRecord()).toEqual([
    { action: 'message.round-started', actor: by, communes: ids.length, by },
    { action: 'message.round-ended', actor: by, ended: 'over', communes: ids.length, leftOut: [], by },
  ]);
});

test('asked for twice, from the same page or while one is under way, it is one', async () => {
  const { rounds, take, goOn, clock, pauses, onRecord } = agency();
  const two = ids.slice(0, 2);
  expect(rounds.start(two, by, 0)).toBe(true);
  expect(rounds.start(two, by, 0)).toBe(false);
  expect(rounds.start(two, { person: 'zoe' }, AT)).toBe(false);
  await eventually(() => pauses.length === 1, 'it pauses');
  take();
  await goOn();
  expect(rounds.last()?.ended).toBe('over');
  clock.advanceTo(AT + 60_000);
  // The page that was opened before the first, sent once more.
  expect(rounds.start(two, by, 0)).toBe(false);
  expect(onRecord()).toHaveLength(2);
  expect(rounds.start(two, by, AT)).toBe(true);
});

test('stopped, it writes to no further commune, and another may begin at once', async () => {
  const { rounds, take, goOn, clock, pauses, testedIn, onRecord } = agency();
  rounds.start(ids, by, 0);
  await eventually(() => pauses.length === 1, 'it pauses');
  take();
  rounds.stop({ person: 'zoe' });
  expect(rounds.last()).toMatchObject({ ended: 'stopped', tested: 1 });
  rounds.stop({ person: 'zoe' });
  clock.advanceTo(AT + 60_000);
  expect(rounds.start([ids[2]!], by, AT)).toBe(true);
  await goOn();
  expect(testedIn()).toEqual([ids[0], ids[2]]);
  expect(rounds.last()).toMatchObject({ communes: [ids[2]], tested: 1, ended: 'over' });
  expect(onRecord().map((each) => [each.action, each.actor, 'ended' in each && each.ended])).toEqual([
    ['message.round-started', by, false],
    ['message.round-ended', { person: 'zoe' }, 'stopped'],
    ['message.round-started', by, false],
    ['message.round-ended', by, 'over'],
  ]);
});

test('a commune in alert is left out, and named', async () => {
  const { rounds, take, goOn, pauses, testedIn, onRecord } = agency(ids[1]);
  rounds.start(ids.slice(0, 3), by, 0);
  await eventually(() => pauses.length === 1, 'it pauses');
  take();
  await goOn();
  expect(testedIn()).toEqual([ids[0], ids[2]]);
  expect(onRecord().at(-1)).toMatchObject({ communes: 2, leftOut: [ids[1]] });
});

test('whom several communes name is tried once by each way, their duty phone too', async () => {
  const { rounds, take, goOn, tries, pauses } = agency(null, [duty]);
  rounds.start(ids, by, 0);
  while (rounds.last()?.ended === null) {
    await eventually(() => pauses.length === 1, 'it pauses');
    take();
    await goOn();
  }
  expect(tries().filter((each) => each.includes('duty'))).toEqual(
    ['email', 'sms', 'voice'].map((way) => `${ids[0]}-duty ${way}`),
  );
  const own = communes.flatMap(({ contacts }) => contacts.map(({ id }) => `${id} email`));
  expect(
    tries()
      .filter((each) => !each.includes('duty'))
      .toSorted(),
  ).toEqual(own.toSorted());
});

test('whom a commune in alert names is not disturbed for another', async () => {
  const { rounds, take, goOn, tries, testedIn, pauses } = agency(ids[1], [duty]);
  rounds.start(ids, by, 0);
  while (rounds.last()?.ended === null) {
    await eventually(() => pauses.length === 1, 'it pauses');
    take();
    await goOn();
  }
  expect(testedIn()).toEqual(ids.filter((id) => id !== ids[1]));
  expect(tries().join()).not.toContain('duty');
});

test('one that cannot go on says so, on record too, and leaves room for another', async () => {
  const { rounds, fail, failed, onRecord, pauses, clock } = agency();
  rounds.start(ids, by, 0);
  await eventually(() => pauses.length === 1, 'it pauses');
  const error = new Error('the disk is full');
  await fail(error);
  expect(failed).toEqual([error]);
  expect(rounds.last()).toMatchObject({ ended: 'failed', tested: 1 });
  expect(onRecord().at(-1)).toMatchObject({ action: 'message.round-ended', ended: 'failed', communes: 1 });
  clock.advanceTo(AT + 60_000);
  expect(rounds.start(ids, by, AT)).toBe(true);
});

test('where nobody sends it ends, and writes no more', async () => {
  const { rounds, goOn, pauses, failed, testedIn } = agency();
  rounds.start(ids, by, 0);
  for (let pause = 0; pause < 16; pause += 1) {
    expect(rounds.last()?.ended).toBeNull();
    await eventually(() => pauses.length === 1, 'it pauses');
    await goOn();
  }
  expect(rounds.last()?.ended).toBe('failed');
  expect(String(failed)).toContain('nobody sends');
  expect([pauses.length, testedIn()]).toEqual([0, ids.slice(0, 1)]);
});

test('after a restart a page that was opened before it begins one, and one that knew nothing of the last does not', async () => {
  const { rounds, startService, clock } = agency();
  rounds.start(ids, by, 0);
  clock.advanceTo(AT + 60_000);
  const again = startService();
  expect([again.last(), again.lastAt()]).toEqual([null, AT]);
  expect(again.start(ids, by, 0)).toBe(false);
  expect(again.start(ids, by, AT)).toBe(true);
});

test('one that a killed service left is on record as broken off at the next start, once', async () => {
  const { rounds, startService, clock, onRecord } = agency();
  rounds.start(ids, by, 0);
  clock.advanceTo(AT + 60_000);
  startService();
  startService();
  const ended = { action: 'message.round-ended', actor: { service: true }, ended: 'broken-off', startedAt: AT };
  expect(onRecord()).toEqual([expect.objectContaining({ action: 'message.round-started' }), ended]);
});

test('what a killed service left keeps none from starting where it cannot be noted, as while another process holds the database', () => {
  const { rounds, startService, clock, failed, onRecord, hold } = agency();
  rounds.start(ids, by, 0);
  clock.advanceTo(AT + 60_000);
  hold(true);
  expect(startService().last()).toBeNull();
  expect(failed).toEqual([new Error('database is locked')]);
  hold(false);
  startService();
  expect(onRecord().at(-1)).toMatchObject({ ended: 'broken-off' });
});
