import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import type { DeviceMapping } from '../../../src/reading/decode/device-mapping.ts';
import { excluded } from '../../../src/reading/exclusions/exclusion.ts';
import { intake } from '../../../src/reading/intake.ts';
import { assessQuality, type QualityContext } from '../../../src/reading/quality/quality.ts';
import type { Observation, Reading } from '../../../src/reading/reading.ts';
import { createRecentReadings } from '../../../src/reading/recent-readings.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import type { Quantity } from '../../../src/territory/station.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { judgeInOrder } from '../../support/replay-quality.ts';
import { stationNamed } from '../../support/station-named.ts';

const start = Date.UTC(2024, 7, 30, 12);

function series(quantity: Quantity, values: readonly number[], stepMin = 10, from = start): Observation[] {
  return values.map((value, index) => ({
    station: 'weir',
    quantity,
    observedAt: from + index * stepMin * MINUTE_MS,
    value,
  }));
}

/** A gauge as a town has set it up that narrowed nothing. */
const gauge = (quantity: Quantity) =>
  stationNamed('weir', {
    quantity,
    minValue: quantity === 'stage' ? -5 : 0,
    maxValue: quantity === 'stage' ? 20 : 50_000,
  });

function judged(observations: readonly Observation[], quantity: Quantity): readonly Reading[] {
  return judgeInOrder(observations, createNetwork([gauge(quantity)])).get('weir') ?? [];
}

/** The flags of values that follow six hours of these two. */
function flags(quantity: Quantity, calm: readonly [number, number], values: readonly number[], stepMin = 10): string[] {
  const before = Array.from({ length: 36 }, (_, index) => calm[index % 2]!);
  return judged(series(quantity, [...before, ...values], stepMin), quantity)
    .slice(before.length)
    .map(({ quality, tests }) => [quality, ...tests].join(' '));
}

describe('a discharge of 4 m³/s', () => {
  const flagged = (values: readonly number[], stepMin = 10) => flags('discharge', [4, 4.1], values, stepMin);

  test.each([
    ['in l/s', [4050, 4100, 5200], 'suspect unit-slip'],
    ['in l/s where that is what the mapping turns into m³/s', [0.0041, 0.004, 0.003], 'suspect unit-slip'],
  ])('%s is suspect as long as it lasts, and never thrown away', (_, values, flag) => {
    expect(flagged([...values, 4.1])).toEqual([...values.map(() => flag), 'pass']);
  });

  test('six hours of it are suspect after six hours of the other; then it has been told as often, and counts', () => {
    const found = flagged(Array(40).fill(4100));
    expect(new Set(found.slice(0, 36))).toEqual(new Set(['suspect unit-slip']));
    expect(new Set(found.slice(36))).toEqual(new Set(['pass']));
  });

  test.each([
    ['ten times as much, as a flash flood brings', [41, 60]],
    ['a hundred times as much, as a gate lets through', [410, 430]],
    ['nothing', [0, 0]],
  ])('%s is believed', (_, values) => {
    expect(flagged(values)).toEqual(['pass', 'pass']);
  });

  test('what is a thousand times as much after two hours without a reading may be the flood', () => {
    const calm = series('discharge', Array(36).fill(4));
    const later = { ...calm[35]!, observedAt: calm[35]!.observedAt + 2 * HOUR_MS, value: 4000 };
    expect(judged([...calm, later], 'discharge').at(-1)).toMatchObject({ quality: 'pass', tests: [] });
  });
});

test.each([
  ['30 August 2024', [0.014, 0.021, 0.234, 1.019, 1, 0.903, 2.512, 3.2, 3.653, 3.766, 3.823]],
  ['6 July 2024', [0.003, 0.004, 0.011, 0.453, 0.597, 1.869, 4.106, 5.324, 6.739, 8.778, 9.854, 10.421, 11.27]],
])('Walnut Creek on %s, by five minutes: the steepest that was recorded is believed', (_, values) => {
  expect(judged(series('discharge', values, 5), 'discharge').every(({ quality }) => quality === 'pass')).toBe(true);
});

test('a stream of three litres a second that a storm makes four thousand is believed', () => {
  expect(flags('discharge', [0.003, 0.003], [3.1, 4.1])).toEqual(['pass', 'pass']);
});

test('a thousand times the discharge is believed where the gauge below has risen', () => {
  const calm = series('discharge', Array(36).fill(4));
  const own: Reading[] = calm.map((each) => ({
    ...each,
    receivedAt: each.observedAt,
    revision: 0,
    quality: 'pass',
    tests: [],
  }));
  const observation = { ...calm[35]!, observedAt: calm[35]!.observedAt + 10 * MINUTE_MS, value: 4000 };
  const at = (riseM: number): QualityContext => {
    const readings = own.map((each, index) => ({
      ...each,
      quantity: 'stage' as const,
      value: 1 + (index === 35 ? riseM : 0),
    }));
    const below = { side: 'downstream' as const, bankfullRiseM: 2, readings };
    return { station: gauge('discharge'), receivedAt: observation.observedAt, own, neighbours: [below] };
  };
  expect(assessQuality(observation, at(0.5))).toMatchObject({ quality: 'suspect' });
  expect(assessQuality(observation, at(0.7))).toEqual({ quality: 'pass', tests: [] });
});

test('a new gauge whose unit is set right after two readings is believed after as many', () => {
  const found = judged(series('discharge', [4000, 4010, 4, 4, 4, 4]), 'discharge');
  expect(found.map(({ quality }) => quality)).toEqual(['pass', 'pass', 'suspect', 'suspect', 'pass', 'pass']);
});

test('where the unit was set right, and what was before is taken out of what counts, the new one is believed', () => {
  const wrong = judged(series('discharge', Array(36).fill(4000)), 'discharge');
  const [observation] = series('discharge', [4], 10, start + 6 * HOUR_MS);
  const context = { station: gauge('discharge'), receivedAt: start + 6 * HOUR_MS, neighbours: [] };
  expect(assessQuality(observation!, { ...context, own: wrong }).quality).toBe('suspect');
  const own = wrong.map((each) => ({ ...each, ...excluded(each) }));
  expect(assessQuality(observation!, { ...context, own }).quality).toBe('pass');
});

describe('what comes back to where it was', () => {
  const later = (reading: Observation, hours: number, value: number) => ({
    ...reading,
    observedAt: reading.observedAt + hours * HOUR_MS,
    value,
  });

  test('from one value in another unit, which is believed after a silence, is believed at once, and that value is not again', () => {
    const calm = series('discharge', Array<number>(36).fill(4));
    const wrong = later(calm[35]!, 2, 4000);
    const after = series('discharge', [4.1, 4000, 4000, 4], 10, wrong.observedAt + 10 * MINUTE_MS);
    const found = judged([...calm, wrong, ...after], 'discharge').slice(36);
    expect(found.map(({ quality }) => quality)).toEqual(['pass', 'pass', 'suspect', 'suspect', 'pass']);
  });

  test('once what lay before the sensor for three hours is gone, waits for one reading, and the flood after that is believed', () => {
    const values = [...Array<number>(18).fill(4.1), 0.4, 0.41, 0.4, 0.42, 0.7, 1, 1.3, 1.6];
    const found = flags('stage', [0.4, 0.41], values);
    expect(found[0]).toBe('suspect rate-of-change');
    expect(found.slice(17)).toEqual(['pass', 'suspect spike', ...Array<string>(7).fill('pass')]);
  });

  test('that a flood reached step by step does not come back at once: the unit may have slipped', () => {
    const rising = Array.from({ length: 37 }, (_, index) => 0.4 + index / 10);
    expect(flags('stage', [0.4, 0.4], [...rising, 0.4]).slice(36)).toEqual(['pass', 'suspect spike unit-slip']);
  });
});

test('a person who mistypes a level by a hundred takes nothing from what the sensor says of a flood', () => {
  const sensed = judged(series('stage', Array<number>(36).fill(6)), 'stage');
  const [typed, observation] = series('stage', [0.06, 6.1], 10, start + 6 * HOUR_MS);
  const own: Reading[] = [
    ...sensed,
    { ...typed!, receivedAt: typed!.observedAt, revision: 0, quality: 'pass', tests: ['by-person'] },
  ];
  const context = { station: gauge('stage'), receivedAt: observation!.observedAt, own, neighbours: [] };
  expect(assessQuality(observation!, context)).toEqual({ quality: 'pass', tests: [] });
});

describe('a level', () => {
  test.each([
    ['of .12 m in cm', [0.12, 0.13], [12, 12, 13]],
    ['of .6 m in m where the mapping says cm', [0.6, 0.61], [0.006, 0.0061, 0.0062]],
    ['of .6 m in m where the mapping says mm', [0.6, 0.61], [0.0006, 0.0006, 0.0006]],
    ['of 1.5 m in cm where the mapping says mm', [1.5, 1.51], [0.15, 0.151, 0.152]],
  ] as const)('%s is suspect as long as it lasts', (_, calm, values) => {
    const found = flags('stage', calm, [...values.flatMap((each) => [each, each, each]), calm[0]]);
    for (const each of found.slice(0, -1)) expect(each).toMatch(/^suspect .*unit-slip$/);
    expect(found.at(-1)).toBe('pass');
  });

  test('of .12 m in cm is no less doubted after one that is beyond the range', () => {
    const found = flags('stage', [0.12, 0.13], [...Array<number>(20).fill(12), 25, 12, 12]);
    expect(found.slice(20)).toEqual([
      'fail gross-range',
      'suspect rate-of-change unit-slip',
      'suspect rate-of-change unit-slip',
    ]);
  });

  test('a flood that hits a hundred times the level on its way waits for one reading, as any such rise does', () => {
    expect(flags('stage', [0.06, 0.06], [6.1, 7.9, 8.4])).toEqual(['suspect rate-of-change unit-slip', 'pass', 'pass']);
  });

  test.each([
    ['that rises tenfold', [0.3, 0.31], [3, 3.1, 3.2], ['suspect rate-of-change', 'pass', 'pass']],
    [
      'of three centimetres that rises a hundredfold',
      [0.03, 0.03],
      [3, 3.1, 3.1],
      ['suspect rate-of-change', 'pass', 'pass'],
    ],
    ['of eight centimetres that falls dry', [0.08, 0.08], [0.008, 0.009, 0.008], ['pass', 'pass', 'pass']],
    ['near the zero of its gauge', [0.02, 0.03], [0.25, 0.3, 0.02], ['pass', 'pass', 'pass']],
    ['below its zero', [-0.3, -0.31], [-0.28, 0.3, -0.03], ['pass', 'pass', 'pass']],
  ] as const)('%s is no other unit', (_, calm, values, expected) => {
    expect(flags('stage', calm, values)).toEqual(expected);
  });
});

test('what a great river may rise by between two readings is no other unit', () => {
  const network = createNetwork([{ ...gauge('stage'), bankfullRiseM: 6 }]);
  const values = [...Array<number>(36).fill(0.05), 4.5, 4.6];
  const found = judgeInOrder(series('stage', values), network).get('weir') ?? [];
  expect(found.slice(36).map(({ tests }) => tests)).toEqual([['rate-of-change'], []]);
});

test('a distance to the water that comes in metres, not in the millimetres of its mapping, is no flood up to the sensor', async () => {
  const device: DeviceMapping = {
    topic: 'v3/weir/up',
    station: 'weir',
    format: 'plain-number',
    value: 'value',
    measures: { kind: 'distance-to-water', unit: 'mm', mountedAtM: 5 },
  };
  const recent = createRecentReadings(memoryStores().readings, 241);
  const said = [...Array<number>(12).fill(4000), 4.02, 4.01, 4, 4.01, 3990];
  const taken: string[] = [];
  for (const [index, value] of said.entries()) {
    const receivedAt = start + index * 10 * MINUTE_MS;
    const message = { topic: 'v3/weir/up', payload: Buffer.from(String(value)), receivedAt };
    const { readings } = await intake([message], {
      network: createNetwork([gauge('stage')]),
      recent,
      limits: { of: () => null },
      excluding: () => [],
      devices: [device],
      acceptSimulated: false,
      now: receivedAt,
    });
    taken.push(...readings.map((each) => `${each.value} ${each.quality} ${each.tests.join(' ')}`));
  }
  expect(taken.slice(12)).toEqual([
    '4.996 suspect rate-of-change unit-slip',
    '4.996 suspect rate-of-change unit-slip',
    '4.996 suspect rate-of-change unit-slip',
    '4.996 suspect rate-of-change unit-slip',
    '1.01 pass ',
  ]);
});
