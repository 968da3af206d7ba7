import { describe, expect, test } from 'vitest';
import { manualClock } from '../../src/lib/clock.ts';
import { iso, MINUTE_MS } from '../../src/lib/units.ts';
import { type Allowance, createAllowance } from '../../src/reading/allowance.ts';
import { createIngest, type IngestParts } from '../../src/reading/ingest.ts';
import { createRecentReadings } from '../../src/reading/recent-readings.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { stations } from '../support/aude.ts';
import { memoryStores } from '../support/memory-database.ts';

const T0 = Date.UTC(2020, 0, 22, 12);
const spoiledPage = new Error('database disk image is malformed');
type Stores = ReturnType<typeof memoryStores>;

function room(change: (stores: Stores) => Partial<IngestParts> = () => ({}), allowance?: Allowance) {
  const stores = memoryStores();
  const failed: string[] = [];
  let turns = 0;
  const parts: IngestParts = {
    ...stores,
    clock: manualClock(T0),
    network: createNetwork(stations),
    limits: { of: () => null },
    devices: [],
    acceptSimulated: false,
    recent: createRecentReadings(stores.readings, 48),
    excluding: () => [],
    turn: async () => void (turns += 1),
    atomically: (work) => stores.db.transaction(work)(),
    isSpoiled: (error) => error === spoiledPage,
    failed: (place, error) => void failed.push(`${place}: ${String(error)}`),
    ...change(stores),
  };
  const held = (station: string) => parts.recent.held({ station, quantity: 'stage' })?.map(({ value }) => value);
  return { ...stores, ingest: createIngest(parts, allowance), failed, held, turns: () => turns };
}

const message = (station: string, stageM: number, minute = 0) => ({
  topic: `amont/v1/${station}/stage`,
  payload: Buffer.from(JSON.stringify({ observedAt: iso(T0 + minute * MINUTE_MS), stageM })),
  receivedAt: T0 + minute * MINUTE_MS,
});

/** The readings of a store that fails where one of these stations is in the batch. */
const without =
  (error: Error, ...spoiled: readonly string[]) =>
  ({ readings }: Stores): Partial<IngestParts> => ({
    readings: {
      ...readings,
      append: async (batch) => {
        if (batch.some(({ station }) => spoiled.includes(station))) throw error;
        return readings.append(batch);
      },
    },
  });

function storedOn(disk: { isFull: boolean }) {
  return ({ readings }: Stores): Partial<IngestParts> => ({
    readings: {
      ...readings,
      append: async (batch) => {
        if (disk.isFull) throw new Error('database or disk is full');
        return readings.append(batch);
      },
    },
  });
}

describe('a batch of messages', () => {
  test('says of which stations something new is known: of a repeat nothing, of another value at the same moment again', async () => {
    const { ingest, rejections, turns } = room();
    const both = [message('trebes', 1), message('lagrasse', 1)];
    expect(await ingest.ingest(both)).toEqual(new Set(['trebes', 'lagrasse']));
    expect(await ingest.ingest([message('trebes', 1), message('lagrasse', 1.1)])).toEqual(new Set(['lagrasse']));
    expect(rejections.recent(9)).toEqual([]);
    expect(turns()).toBe(2);
  });

  test('of which the disk has spoiled a place: that reading is kept as refused and told of, and judges no other; the others are stored', async () => {
    const { ingest, readings, rejections, failed, held } = room(without(spoiledPage, 'lagrasse'));
    const known = await ingest.ingest([message('trebes', 1), message('lagrasse', 1.25), message('coursan', 2)]);
    expect(known).toEqual(new Set(['trebes', 'coursan']));
    expect(failed).toEqual([`lagrasse: ${String(spoiledPage)}`]);
    expect(rejections.recent(9)).toMatchObject([
      {
        receivedAt: T0,
        topic: 'amont/v1/lagrasse/stage',
        payload: JSON.stringify({ observedAt: iso(T0), value: 1.25 }),
        reason: 'malformed',
      },
    ]);
    expect(held('lagrasse') ?? []).toEqual([]);
    expect((await readings.latest({ station: 'coursan', quantity: 'stage' }, T0))?.value).toBe(2);
  });

  test('that cannot be stored is not said to be, and is new where it comes again', async () => {
    const disk = { isFull: true };
    const { ingest, held, failed } = room(storedOn(disk));
    await expect(ingest.ingest([message('trebes', 1)])).rejects.toThrow('full');
    expect(held('trebes') ?? []).toEqual([]);
    expect(failed).toEqual([]);
    disk.isFull = false;
    expect(await ingest.ingest([message('trebes', 1)])).toEqual(new Set(['trebes']));
  });

  test('what is more than a gauge may add is counted and kept as refused, and nothing new is known of it', async () => {
    const { ingest, rejections, held } = room(undefined, createAllowance(1, 1));
    expect(await ingest.ingest([message('trebes', 1)])).toEqual(new Set(['trebes']));
    expect(await ingest.ingest([message('trebes', 1.1, 1), message('trebes', 1.2, 1), message('lagrasse', 1)])).toEqual(
      new Set(['trebes', 'lagrasse']),
    );
    expect(await ingest.ingest([message('trebes', 1.3, 1)])).toEqual(new Set());
    expect(held('trebes')).toEqual([1, 1.1]);
    expect(rejections.counts()).toEqual({ 'too-many': 2 });
    expect(rejections.recent(9)).toMatchObject([
      { topic: 'amont/v1/trebes/stage' },
      { topic: 'amont/v1/trebes/stage' },
    ]);
  });

  test('what a full disk did not take was not added: said again it is taken', async () => {
    const disk = { isFull: true };
    const { ingest, rejections } = room(storedOn(disk), createAllowance(0, 2));
    const batch = [message('trebes', 1), message('trebes', 1.1, 1)];
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(ingest.ingest(batch)).rejects.toThrow('full');
    disk.isFull = false;
    expect(await ingest.ingest(batch)).toEqual(new Set(['trebes']));
    expect(rejections.counts()).toEqual({});
  });

  test('what one batch said twice and a full disk did not take is given back once', async () => {
    const disk = { isFull: false };
    const { ingest, rejections } = room(storedOn(disk), createAllowance(0, 3));
    await ingest.ingest([message('trebes', 1)]);
    disk.isFull = true;
    await expect(ingest.ingest([message('trebes', 1.1, 1), message('trebes', 1.1, 1)])).rejects.toThrow('full');
    disk.isFull = false;
    await ingest.ingest([message('trebes', 1.1, 1), message('trebes', 1.2, 2), message('trebes', 1.3, 3)]);
    expect(rejections.counts()).toEqual({ 'too-many': 1 });
  });

  test('what is stored already costs nothing, however long ago it was said, and nothing is gained by saying it again', async () => {
    const { ingest, rejections } = room(undefined, createAllowance(0, 6));
    const monthAgo = -30 * 24 * 60;
    const month = [message('trebes', 1, monthAgo), message('trebes', 1.1, monthAgo + 60)];
    expect(await ingest.ingest(month)).toEqual(new Set(['trebes']));
    expect(await ingest.ingest([message('trebes', 1.2)])).toEqual(new Set(['trebes']));
    for (let hour = 0; hour < 9; hour += 1)
      expect(await ingest.ingest([...month, message('trebes', 1.2)])).toEqual(new Set());
    // The three that are left.
    const fresh = [1, 2, 3, 4].map((minute) => message('trebes', 1.2 + minute / 10, minute));
    expect(await ingest.ingest(fresh)).toEqual(new Set(['trebes']));
    expect(rejections.counts()).toEqual({ 'too-many': 1 });
  });

  test('what a full disk did not take is not given back where it was stored before', async () => {
    const disk = { isFull: false };
    const { ingest, rejections } = room(storedOn(disk), createAllowance(0, 2));
    await ingest.ingest([message('trebes', 1)]);
    disk.isFull = true;
    await expect(ingest.ingest([message('trebes', 1)])).rejects.toThrow('full');
    disk.isFull = false;
    expect(await ingest.ingest([message('trebes', 1.1, 1)])).toEqual(new Set(['trebes']));
    expect(await ingest.ingest([message('trebes', 1.2, 2)])).toEqual(new Set());
    expect(rejections.counts()).toEqual({ 'too-many': 1 });
  });

  test.each([
    ['what was said a month before', -30 * 24 * 60],
    ['what is new', -20],
  ])('where a batch fails once its readings are stored, nothing is gained by it: %s', async (_, minute) => {
    let isFull = false;
    const { ingest, rejections } = room(
      ({ rejections: kept }) => ({
        rejections: {
          ...kept,
          append: (refused) => {
            if (isFull) throw new Error('database or disk is full');
            return kept.append(refused);
          },
        },
      }),
      createAllowance(0, 6),
    );
    const readings = [message('trebes', 1, minute), message('trebes', 1.1, minute + 1)].map((each) => ({
      ...each,
      receivedAt: T0,
    }));
    if (minute < -20) await ingest.ingest(readings);
    isFull = true;
    const batch = [...readings, { ...message('trebes', 1), payload: Buffer.from('{') }];
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(ingest.ingest(batch)).rejects.toThrow('full');
    isFull = false;
    await ingest.ingest(readings);
    // The four that are left.
    await ingest.ingest([1, 2, 3, 4, 5].map((later) => message('trebes', 1.1 + later / 10, later - 5)));
    expect(rejections.counts()).toEqual({ 'too-many': 1 });
  });

  test('what is no reading is kept with what was wrong', async () => {
    const { ingest, rejections } = room();
    expect(await ingest.ingest([{ ...message('trebes', 1), payload: Buffer.from('{') }])).toEqual(new Set());
    expect(rejections.recent(9)).toMatchObject([{ topic: 'amont/v1/trebes/stage', payload: '{' }]);
  });
});

test('what others wrote is taken in before each batch, and between two', async () => {
  let asked = 0;
  const { ingest } = room(({ readings }) => ({
    recent: createRecentReadings(readings, 48, () => {
      asked += 1;
      return [];
    }),
  }));
  await ingest.ingest([]);
  expect(asked).toBe(1);
  await ingest.ingestFetched({ receivedAt: T0, observations: [], rejections: [] });
  expect(asked).toBe(2);
  await ingest.refresh();
  expect(asked).toBe(3);
});

test('what was fetched is stored alike, in its turn', async () => {
  const { ingest, turns } = room(without(spoiledPage));
  const observation = { station: 'trebes', quantity: 'stage', observedAt: T0, value: 1 } as const;
  const fetched = { receivedAt: T0, observations: [observation], rejections: [] };
  expect(await ingest.ingestFetched(fetched)).toEqual(new Set(['trebes']));
  expect(turns()).toBe(1);
});
