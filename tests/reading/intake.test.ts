import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeviceMapping } from '../../src/reading/decode/device-mapping.ts';
import { intake, intakeFetched } from '../../src/reading/intake.ts';
import type { RawMessage } from '../../src/reading/message-source.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { createRecentReadings } from '../../src/reading/recent-readings.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { evenly } from '../support/evenly.ts';
import { memoryStores } from '../support/memory-database.ts';
import { judgeInOrder } from '../support/replay-quality.ts';
import { stationNamed } from '../support/station-named.ts';

const T0 = Date.UTC(2020, 0, 22);
const STEP_MS = 600_000;
const network = createNetwork([
  stationNamed('above'),
  stationNamed('here', { upstream: ['above'] }),
  stationNamed('below', { upstream: ['here'] }),
]);

const context = { network, devices: [], acceptSimulated: false, limits: { of: () => null }, excluding: () => [] };

/** Calm water, a stuck gauge, jumps up and down, and values that no river has. */
const levels = fc.array(
  fc.array(fc.oneof({ weight: 6, arbitrary: fc.constant(1) }, evenly(-3, 4)), {
    minLength: 3,
    maxLength: 3,
  }),
  { minLength: 1, maxLength: 60 },
);

test('however messages are cut into batches, each is judged as if it had come alone', async () => {
  const property = fc.asyncProperty(levels, fc.array(fc.integer({ min: 1, max: 40 })), async (rows, cuts) => {
    const observations = rows.flatMap((values, step) =>
      ['above', 'here', 'below'].map((station, index) => ({
        station,
        quantity: 'stage' as const,
        observedAt: T0 + step * STEP_MS,
        value: values[index]!,
      })),
    );
    const messages = observations.map(
      ({ station, observedAt, value }): RawMessage => ({
        topic: `amont/v1/${station}/stage`,
        payload: Buffer.from(JSON.stringify({ observedAt: new Date(observedAt).toISOString(), stageM: value })),
        receivedAt: observedAt,
      }),
    );
    const recent = createRecentReadings(memoryStores().readings, 241);
    const taken: Omit<Reading, 'revision'>[] = [];
    let from = 0;
    for (const cut of [...cuts, messages.length]) {
      const batch = messages.slice(from, from + cut);
      from += cut;
      const now = T0 + rows.length * STEP_MS;
      taken.push(...(await intake(batch, { ...context, recent, now })).readings);
    }
    const alone = judgeInOrder(observations, network);
    for (const station of network.stations.keys()) {
      const verdicts = taken
        .filter((each) => each.station === station)
        .map(({ quality, tests }) => ({ quality, tests }));
      expect(verdicts).toEqual(alone.get(station)?.map(({ quality, tests }) => ({ quality, tests })));
    }
  });
  await fc.assert(property, { numRuns: 50 });
});

test('a message that cannot be read holds up none of those that came with it', async () => {
  const now = T0;
  const message = (payload: string): RawMessage => ({
    topic: 'amont/v1/middle/stage',
    payload: Buffer.from(payload),
    receivedAt: now,
  });
  const station = [...network.stations.keys()][0]!;
  const good = {
    ...message(`{"observedAt":"${new Date(now).toISOString()}","stageM":1.2}`),
    topic: `amont/v1/${station}/stage`,
  };
  const deep = { ...message(`${'['.repeat(5000)}${']'.repeat(5000)}`), topic: good.topic };
  const recent = createRecentReadings(memoryStores().readings, 241);
  const taken = await intake([deep, good], { ...context, recent, now });
  expect(taken.readings.map(({ value }) => value)).toEqual([1.2]);
  expect(taken.rejections).toMatchObject([{ reason: 'malformed', topic: good.topic }]);
});

test('a logger that was cut off sends an hour of a flash flood, newest first: none of it is a jump', async () => {
  const recent = createRecentReadings(memoryStores().readings, 241);
  const message = (minute: number, stageM: number): RawMessage => ({
    topic: 'amont/v1/here/stage',
    payload: Buffer.from(JSON.stringify({ observedAt: new Date(T0 + minute * 60_000).toISOString(), stageM })),
    receivedAt: T0 + 70 * 60_000,
  });
  const take = async (batch: readonly RawMessage[]) =>
    (await intake(batch, { ...context, recent, now: T0 + 70 * 60_000 })).readings;
  await take([message(-20, 0.5), message(-10, 0.5), message(0, 0.5)]);
  const rise = Array.from({ length: 7 }, (_, index) => message(10 * (index + 1), 0.5 + 0.9 * (index + 1)));
  expect(new Set((await take(rise.toReversed())).map(({ quality }) => quality))).toEqual(new Set(['pass']));
});

test('a repeat that comes hours later keeps the verdict, and the time, of when it first came', async () => {
  const recent = createRecentReadings(memoryStores().readings, 241);
  const payload = Buffer.from(JSON.stringify({ observedAt: new Date(T0).toISOString(), stageM: 1 }));
  const take = async (receivedAt: number) => {
    const messages = [{ topic: 'amont/v1/here/stage', payload, receivedAt }];
    return (await intake(messages, { ...context, recent, now: receivedAt })).readings;
  };
  const first = await take(T0);
  expect(await take(T0 + 3 * 6 * STEP_MS)).toEqual(first);
  expect(recent.held({ station: 'here', quantity: 'stage' })).toEqual(first);
});

test('another value for a moment that is known is judged anew, and is no repeat', async () => {
  const recent = createRecentReadings(memoryStores().readings, 241);
  const take = async (stageM: number) => {
    const payload = Buffer.from(JSON.stringify({ observedAt: new Date(T0).toISOString(), stageM }));
    const messages = [{ topic: 'amont/v1/here/stage', payload, receivedAt: T0 }];
    return (await intake(messages, { ...context, recent, now: T0 })).readings;
  };
  expect(await take(1)).toMatchObject([{ value: 1, quality: 'not-evaluated' }]);
  expect(await take(1000)).toMatchObject([{ value: 1000, quality: 'fail', tests: ['gross-range'] }]);
});

test('of what is refused a beginning is kept: a sensor gone mad may not fill the disk', async () => {
  const recent = createRecentReadings(memoryStores().readings, 241);
  const topic = `amont/v1/${'x'.repeat(60_000)}/stage`;
  const key = 'y'.repeat(60_000);
  const messages = [
    { topic, payload: Buffer.alloc(60_000, 'z'), receivedAt: T0 },
    { topic: 'amont/v1/here/stage', payload: Buffer.from(`{"${key}":1}`), receivedAt: T0 },
  ];
  const { rejections } = await intake(messages, { ...context, recent, now: T0 });
  expect(rejections.map((each) => each.topic.slice(0, 9))).toEqual(['amont/v1/', 'amont/v1/']);
  expect(rejections[0]?.payload).toBe('z'.repeat(2_000));
  for (const each of rejections) expect(JSON.stringify(each).length).toBeLessThan(3_000);
});

test('what comes for a period that was excluded is kept with its grade, and does not count', async () => {
  const recent = createRecentReadings(memoryStores().readings, 241);
  const period = { id: 1, station: 'here', from: T0, to: T0 + STEP_MS, reason: 'knocked', person: 'staff', at: T0 };
  const exclusions = [{ ...period, ofMaintenance: false, reversal: null }];
  const observations = ['here', 'below'].flatMap((station) =>
    [-1, 0, 1, 2].map((step) => ({
      station,
      quantity: 'stage' as const,
      observedAt: T0 + step * STEP_MS,
      value: step === 1 ? 1_000 : 1,
    })),
  );
  const fetched = { receivedAt: T0 + 2 * STEP_MS, observations, rejections: [] };
  const { readings } = await intakeFetched(fetched, { ...context, recent, excluding: () => exclusions });
  expect(readings.filter(({ tests }) => tests.includes('excluded'))).toMatchObject([
    { station: 'here', observedAt: T0, quality: 'fail' },
    { station: 'here', observedAt: T0 + STEP_MS, quality: 'fail', tests: ['excluded', 'gross-range'] },
  ]);
});

test('what was fetched was received when it was asked for, and of what is refused a beginning is kept', async () => {
  const recent = createRecentReadings(memoryStores().readings, 241);
  const receivedAt = T0 + 4 * STEP_MS;
  const observations = [{ station: 'here', quantity: 'stage' as const, observedAt: T0, value: 1 }];
  const refused = { topic: 'hubeau/Y1', reason: 'malformed' as const, detail: 'no date' };
  const rejections = [{ ...refused, payload: 'é'.repeat(5_000) }];
  expect(await intakeFetched({ receivedAt, observations, rejections }, { ...context, recent })).toMatchObject({
    readings: [{ observedAt: T0, receivedAt, value: 1 }],
    rejections: [{ ...refused, receivedAt, payload: 'é'.repeat(1_000) }],
  });
});

test('of a mapped device the messages are kept as they came, and that it was seen, also where one gives no reading', async () => {
  const recent = createRecentReadings(memoryStores().readings, 241);
  const topic = 'town/here';
  const measures = { kind: 'distance-to-water', unit: 'mm', mountedAtM: 5 } as const;
  const device: DeviceMapping = { topic, format: 'plain-number', station: 'here', value: 'value', measures };
  const batch = ['1800', 'x'].map((text, n) => ({ topic, payload: Buffer.from(text), receivedAt: T0 + n * STEP_MS }));
  const taken = await intake(batch, { ...context, devices: [device], recent, now: T0 });
  expect(taken).toMatchObject({
    readings: [{ station: 'here', value: 3.2, receivedAt: T0 }],
    rejections: [{ topic, receivedAt: T0 + STEP_MS, payload: 'x' }],
    frames: batch.map((each) => ({ ...each, station: 'here' })),
    sightings: batch.map(({ receivedAt }) => ({ station: 'here', receivedAt })),
  });
});

test('a reading is taken though the disk gives nothing back of the gauge beside, nor of its own', async () => {
  const { readings } = memoryStores();
  const window = async () => Promise.reject(new Error('database disk image is malformed'));
  const recent = createRecentReadings({ ...readings, window }, 241);
  const payload = Buffer.from(JSON.stringify({ observedAt: new Date(T0).toISOString(), stageM: 1 }));
  const batch = [{ topic: 'amont/v1/here/stage', payload, receivedAt: T0 }];
  const taken = await intake(batch, { ...context, recent, now: T0 });
  expect(taken.readings).toMatchObject([{ station: 'here', value: 1, quality: 'not-evaluated' }]);
});

test.each([
  [2, []],
  [10, ['rate-of-change']],
])(
  'a metre upstream, where the river is full at %d m, makes as much of a rise here believable: %j',
  async (bankfullRiseM, tests) => {
    const rivers = createNetwork([
      stationNamed('above', { bankfullRiseM }),
      stationNamed('here', { upstream: ['above'] }),
    ]);
    const recent = createRecentReadings(memoryStores().readings, 241);
    const observations = [
      [1, 1],
      [2, 1],
      [2, 2.2],
    ].flatMap((values, step) =>
      ['above', 'here'].map((station, index) => ({
        station,
        quantity: 'stage' as const,
        observedAt: T0 + step * STEP_MS,
        value: values[index]!,
      })),
    );
    const fetched = { receivedAt: T0 + 2 * STEP_MS, observations, rejections: [] };
    const { readings } = await intakeFetched(fetched, { ...context, network: rivers, recent });
    expect(readings.at(-1)).toMatchObject({ station: 'here', value: 2.2, tests });
  },
);
