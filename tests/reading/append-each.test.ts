import { expect, test } from 'vitest';
import { appendEach } from '../../src/reading/append-each.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { stageReading } from '../support/stage-reading.ts';

const T0 = Date.UTC(2020, 0, 22, 12);
const spoiledPage = new Error('database disk image is malformed');
const isSpoiled = (error: unknown) => error === spoiledPage;

function readings(count: number): Omit<Reading, 'revision'>[] {
  return Array.from({ length: count }, (_, index) => {
    const at = T0 + index;
    return stageReading('bridge', at, 1);
  });
}

/** A store that keeps all or nothing of a batch, and cannot keep these. */
function storeWithout(...spoiled: readonly number[]) {
  const batches: number[][] = [];
  return {
    batches,
    async append(batch: readonly Omit<Reading, 'revision'>[]) {
      const places = batch.map(({ observedAt }) => observedAt - T0);
      if (places.some((each) => spoiled.includes(each))) throw spoiledPage;
      batches.push(places);
      return batch.map(() => 'new' as const);
    },
  };
}

test('one batch is one write; none is none', async () => {
  const store = storeWithout();
  expect(await appendEach(store, readings(3), isSpoiled)).toEqual(['new', 'new', 'new']);
  expect(await appendEach(store, [], isSpoiled)).toEqual([]);
  expect(store.batches).toEqual([[0, 1, 2], []]);
});

test('where the disk has spoiled the place of some, all others are stored, each once and in their order', async () => {
  const store = storeWithout(1, 4);
  const lost = { error: spoiledPage };
  expect(await appendEach(store, readings(5), isSpoiled)).toEqual(['new', lost, 'new', 'new', lost]);
  expect(store.batches.flat()).toEqual([0, 2, 3]);
});

test('whatever else is wrong is thrown, and nothing is tried again', async () => {
  const full = new Error('database or disk is full');
  let tries = 0;
  const append = async () => {
    tries += 1;
    throw full;
  };
  await expect(appendEach({ append }, readings(4), isSpoiled)).rejects.toBe(full);
  await expect(appendEach({ append }, readings(1), isSpoiled)).rejects.toBe(full);
  expect(tries).toBe(2);
});
