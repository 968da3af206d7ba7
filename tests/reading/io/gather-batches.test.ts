import * as fc from 'fast-check';
import pino from 'pino';
import { expect, test } from 'vitest';
import { gatherBatches } from '../../../src/reading/io/gather-batches.ts';
import type { RawMessage } from '../../../src/reading/message-source.ts';

const log = pino({ level: 'silent' });
const message = (topic: string): RawMessage => ({ topic, payload: new Uint8Array(), receivedAt: 0 });

test('the messages of one tick are one batch; those that come meanwhile are the next', async () => {
  const batches: string[][] = [];
  const gates: (() => void)[] = [];
  const gather = gatherBatches(async (batch) => {
    batches.push(batch.map((each) => each.topic));
    await new Promise<void>((resolve) => gates.push(resolve));
  }, log);
  gather.add(message('a'), () => {});
  gather.add(message('b'), () => {});
  await new Promise(setImmediate);
  gather.add(message('c'), () => {});
  gather.add(message('d'), () => {});
  await new Promise(setImmediate);
  expect(batches).toEqual([['a', 'b']]);
  gates.shift()?.();
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(batches).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  gates.shift()?.();
  await gather.settled();
  expect(gather.waiting()).toBe(0);
});

test('a batch holds few enough readings, a message is stored whole, and in between others have their turn', async () => {
  const events: string[] = [];
  const gather = gatherBatches(async (batch) => void events.push(batch.map((each) => each.topic).join(' ')), log);
  const packed = Buffer.from(JSON.stringify(Array.from({ length: 1_500 }, () => ({ stageM: 1 }))));
  for (const topic of ['a', 'b', 'c']) gather.add({ ...message(topic), payload: packed }, () => events.push('stored'));
  gather.add(message('d'), () => events.push('stored'));
  await new Promise(setImmediate);
  events.push('a page');
  await gather.settled();
  expect(events).toEqual(['a', 'stored', 'a page', 'b', 'stored', 'c d', 'stored', 'stored']);
});

test('a batch of long messages is as short', async () => {
  const sizes: number[] = [];
  const gather = gatherBatches(async (batch) => void sizes.push(batch.length), log);
  const payload = Buffer.alloc(64 * 1024, 'x');
  for (let index = 0; index < 80; index += 1) gather.add({ ...message('up'), payload }, () => {});
  await gather.settled();
  expect(sizes).toEqual([32, 32, 16]);
});

test('each message is answered once, in order, and as its batch went', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.boolean(), { maxLength: 4 }), { maxLength: 8 }), async (ticks) => {
      const answers: [number, boolean][] = [];
      const stored: number[] = [];
      const gather = gatherBatches(async (batch) => {
        if (batch.some((each) => each.topic === 'bad')) throw new Error('disk full');
        stored.push(...batch.map((each) => each.receivedAt));
      }, log);
      let count = 0;
      for (const tick of ticks) {
        for (const good of tick) {
          const id = count++;
          gather.add({ ...message(good ? 'good' : 'bad'), receivedAt: id }, (ok) => answers.push([id, ok]));
        }
        await new Promise(setImmediate);
      }
      await gather.settled();
      expect(answers.map(([id]) => id)).toEqual([...answers.keys()]);
      expect(answers.length).toBe(count);
      expect(answers.filter(([, ok]) => ok).map(([id]) => id)).toEqual(stored);
    }),
    { numRuns: 100 },
  );
});
