import { expect, test } from 'vitest';
import { manualClock } from '../../../src/lib/clock.ts';
import { COMMUNES_APART_MS } from '../../../src/notification/tried/test-in-turn.ts';
import { createTestMessages } from '../../../src/notification/tried/test-messages.ts';
import { createTestRounds } from '../../../src/notification/tried/test-rounds.ts';
import { communes } from '../../support/aude.ts';
import { eventually } from '../../support/eventually.ts';
import { memoryStores } from '../../support/memory-database.ts';

const AT = Date.parse('2020-01-22T12:05:00Z');
const by = { person: 'anne' };
const ids = communes.map(({ id }) => id);
const issuer = { name: 'Amont Aude', kind: 'operational', baseUrl: 'https://amont.example.org' } as const;

/** An agency of the communes of the Aude; `goOn` ends the pause under way. */
function agency(amidAlert: string | null = null) {
  const stores = memoryStores();
  const { journal, record } = stores;
  const clock = manualClock(AT);
  const known = new Map(communes.map((each) => [each.id, each]));
  const parts = { ...stores, communes: known, issuer, clock, linkKey: Buffer.alloc(32, 7), webhooks: [] };
  const tests = createTestMessages({ ...parts, ways: new Set(['log', 'email']), atomically: (work) => work() });
  const pauses: { ms: number; end: () => void }[] = [];
  const failed: unknown[] = [];
  const rounds = createTestRounds({
    tests,
    isInAlert: (id) => id === amidAlert,
    record,
    clock,
    pause: (ms) => new Promise((end) => void pauses.push({ ms, end })),
    failed: (error) => failed.push(error),
  });
  const written = () => journal.waiting(ids, 99) ?? [];
  const testedIn = () => ids.filter((id) => record.ofAction(id, 'message.tested').length > 0);
  const rest = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    rounds,
    clock,
    failed,
    pauses,
    testedIn,
    take() {
      for (const { id } of written()) journal.settle(id, { status: 'sent', attempts: 1, sentAt: AT, providerId: null });
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
  expect(rounds.last()).toMatchObject({ startedAt: AT, tested: ids.length, leftOut: [], isOver: true });
  expect(onRecord()).toEqual([
    { action: 'message.round-started', actor: by, communes: ids.length, by },
    { action: 'message.round-ended', actor: by, communes: ids.length, leftOut: [], by },
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
  expect(rounds.last()?.isOver).toBe(true);
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
  rounds.stop({ person: 'zoe' });
  clock.advanceTo(AT + 60_000);
  expect(rounds.start([ids[2]!], by, AT)).toBe(true);
  await goOn();
  expect(testedIn()).toEqual([ids[0], ids[2]]);
  expect(rounds.last()).toMatchObject({ communes: [ids[2]], tested: 1, isOver: true });
  expect(onRecord().map(({ action, actor }) => [action, actor])).toEqual([
    ['message.round-started', by],
    ['message.round-ended', { person: 'zoe' }],
    ['message.round-started', by],
    ['message.round-ended', by],
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
