import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RefusedByInflux } from '../../src/store/influx/write.ts';
import { createSpoolSender } from '../../src/store/send-spool.ts';
import { stageReading } from '../support/stage-reading.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 0 }));
afterEach(() => void vi.useRealTimers());

/** A spool of readings numbered from 1, whose values are their numbers, and a target that answers as is set. */
function sending(many: number, gaugeOf = (_number: number) => 'bridge') {
  let waiting = Array.from({ length: many }, (_, index) => index + 1);
  const refused: number[] = [];
  const tried: { at: number; values: number[] }[] = [];
  const failures: string[] = [];
  const again: { afterMs: number; waiting: number }[] = [];
  const target = { answer: (_values: readonly number[]): void => {}, answers: Promise.resolve() };
  const spool: Parameters<typeof createSpoolSender>[0] = {
    next: (limit) =>
      waiting.slice(0, limit).map((number) => ({ number, reading: stageReading(gaugeOf(number), number, number) })),
    sent: (upTo) => void (waiting = waiting.filter((number) => number > upTo)),
    refuse(number) {
      refused.push(number);
      waiting = waiting.filter((each) => each !== number);
    },
    counts: () => ({ waiting: waiting.length, refused: refused.length }),
  };
  const sender = createSpoolSender(
    spool,
    async (batch) => {
      const values = batch.map(({ value }) => value);
      tried.push({ at: Date.now(), values });
      await target.answers;
      target.answer(values);
    },
    (error) => void failures.push(String(error)),
    {
      missedAfterMs: (station) => (station === 'hourly' ? 80 * 60_000 : 0),
      takesAgain: (afterMs, waitingThen) => void again.push({ afterMs, waiting: waitingThen }),
    },
  );
  return {
    sender,
    tried,
    failures,
    again,
    refused,
    target,
    add: (number: number) => void waiting.push(number),
    waiting: () => waiting,
    passes: (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000),
  };
}
const away = () => {
  throw new Error('cannot be reached');
};

test('while the target is away it is asked after one second, two, four, and each minute at last, however much comes in; once it is back as at first', async () => {
  const { sender, tried, target, add, passes, failures } = sending(1);
  target.answer = away;
  for (let second = 0; second < 200; second += 1) {
    await passes(1);
    sender.wake();
  }
  expect(tried.map(({ at }) => at / 1_000)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
  expect([failures.length, sender.lastError()]).toEqual([9, 'cannot be reached']);
  target.answer = () => {};
  await passes(60);
  expect([tried.at(-1), sender.lastError()]).toEqual([{ at: 243_000, values: [1] }, null]);
  target.answer = away;
  tried.length = 0;
  add(2);
  sender.wake();
  await passes(3);
  expect(tried.map(({ at }) => at / 1_000)).toEqual([260, 261, 263]);
  await sender.close();
});

test('what comes in goes out at once, and what another process has written within five seconds', async () => {
  const { sender, tried, add, passes } = sending(0);
  await passes(1);
  add(1);
  sender.wake();
  await passes(0);
  add(2);
  await passes(5);
  expect(tried).toEqual([
    { at: 1_000, values: [1] },
    { at: 6_000, values: [2] },
  ]);
  await sender.close();
});

test('that the target takes readings again is told once, with how long it took none and how many waited', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'], now: 0 });
  const { sender, target, again, passes, add, waiting } = sending(2_500);
  target.answer = away;
  await passes(120);
  expect(again).toEqual([]);
  target.answer = () => {};
  await passes(10);
  expect([waiting(), again]).toEqual([[], [{ afterMs: 123_000, waiting: 2_500 }]]);
  add(1);
  await passes(10);
  expect(again).toHaveLength(1);
  await sender.close();
});

test('a backlog goes in batches of a thousand, in order', async () => {
  const { sender, tried, passes, waiting } = sending(2_500);
  await passes(0);
  expect(tried.map(({ values }) => [values[0], values.length])).toEqual([
    [1, 1_000],
    [1_001, 1_000],
    [2_001, 500],
  ]);
  expect(waiting()).toEqual([]);
  await sender.close();
});

test('of a batch that is refused only the readings at fault are kept aside; the others are sent, and none is passed over where the target goes away amid it', async () => {
  const { sender, target, failures, refused, waiting, passes } = sending(9);
  let isAway = false;
  target.answer = (values) => {
    if (isAway) away();
    isAway = values.length === 1 && values[0] === 3;
    if (values.some((value) => value === 3 || value === 8)) throw new RefusedByInflux(`refused ${values.join()}`);
  };
  await passes(0);
  expect([refused, waiting(), sender.lastError()]).toEqual([[3], [4, 5, 6, 7, 8, 9], 'cannot be reached']);
  isAway = false;
  await passes(1);
  expect([refused, waiting(), sender.lastError()]).toEqual([[3, 8], [], null]);
  expect(failures).toHaveLength(3);
  await sender.close();
});

test('a gauge whose last was refused is told for an hour, however much is taken of others, unless its next is taken', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'], now: 0 });
  const { sender, target, passes, add } = sending(2, (number) => (number < 10 ? 'weir' : 'bridge'));
  target.answer = (values) => {
    if (values.includes(2)) throw new RefusedByInflux('no more gauges');
  };
  add(10);
  await passes(0);
  expect(sender.lastError()).toBe('no more gauges');
  add(11);
  await passes(3_599);
  expect(sender.lastError()).toBe('no more gauges');
  await passes(1);
  expect(sender.lastError()).toBeNull();
  await sender.close();
});

test('the refusal of a gauge that reports hourly is told until its next is, or well after that is missed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'], now: 0 });
  const { sender, target, passes, add } = sending(1, (number) => (number < 10 ? 'hourly' : 'bridge'));
  target.answer = (values) => {
    if (values.some((value) => value < 10)) throw new RefusedByInflux('of another type');
  };
  await passes(5);
  const told: (string | null)[] = [];
  for (let hour = 2; hour <= 4; hour += 1) {
    await passes(3_610);
    told.push(sender.lastError());
    add(hour);
    add(10 + hour);
    await passes(5);
  }
  expect(told).toEqual(['of another type', 'of another type', 'of another type']);
  await passes(9_595);
  expect(sender.lastError()).toBe('of another type');
  await passes(5);
  expect(sender.lastError()).toBeNull();
  await sender.close();
});

test('once it is closed nothing more is sent: what waits is sent at the next start', async () => {
  const { sender, tried, add, passes } = sending(1);
  await passes(0);
  await sender.close();
  add(2);
  sender.wake();
  await passes(60);
  expect(tried).toHaveLength(1);
});

test('what is on its way when it is closed ends first, and nothing comes after it', async () => {
  const { sender, tried, target, passes, waiting } = sending(1_500);
  const { promise, resolve } = Promise.withResolvers<void>();
  target.answers = promise;
  await passes(0);
  let isClosed = false;
  const closing = sender.close().then(() => void (isClosed = true));
  await passes(60);
  expect([isClosed, waiting().length]).toEqual([false, 1_500]);
  resolve();
  await closing;
  await passes(60);
  expect([tried.length, waiting().length]).toEqual([1, 500]);
});
