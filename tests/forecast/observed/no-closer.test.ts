import { expect, test } from 'vitest';
import { gatherAt } from '../../../src/forecast/issue/gather.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import type { Reading } from '../../../src/reading/reading.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { stations } from '../../support/aude.ts';
import { everySecond } from '../../support/every-second.ts';
import { stageReading } from '../../support/stage-reading.ts';

const NOW = Date.parse('2020-01-23T02:00:10Z');
const HISTORY_H = 36;

async function gathered(readings: readonly Reading[], quantity: 'stage' | 'rain' = 'stage') {
  const network = createNetwork(stations.map((each) => ({ ...each, quantity })));
  const of = async ({ station }: { station: string }) => (station === 'coursan' ? readings : []);
  return (await gatherAt(network, { of }, NOW).inputsFor('coursan')).own;
}

test('of a gauge that reports each second a forecast looks at the last of each half minute, at the newest, and at what people read', async () => {
  const all = everySecond('coursan', NOW, HISTORY_H * 3600);
  const at = all.length - 1_000;
  const read: Reading = { ...all[at]!, observedAt: all[at]!.observedAt + 500, tests: ['by-person'] };
  const own = await gathered(all.toSpliced(at + 1, 0, read));
  const ends = own.filter((each) => each !== read && each !== all[at]);
  expect(ends).toHaveLength(2 * 60 * HISTORY_H + 1);
  expect(own).toContain(read);
  expect(own.at(-1)).toBe(all.at(-1));
  expect(new Set(ends.slice(0, -1).map(({ observedAt }) => (observedAt / 1000) % 30))).toEqual(new Set([29]));
});

test('of a gauge that reports each minute or more rarely it looks at each reading, two of one half minute as well', async () => {
  for (const everyMin of [1, 10]) {
    const count = (HISTORY_H * 60) / everyMin;
    const each = Array.from({ length: count }, (_, index) =>
      stageReading('coursan', NOW - (count - 1 - index) * everyMin * MINUTE_MS, 1 + (index % 3) / 10),
    );
    const twice = [...each, stageReading('coursan', NOW - 2_000, 2), stageReading('coursan', NOW - 1_000, 3)];
    const all = twice.toSorted((a, b) => a.observedAt - b.observedAt);
    expect(await gathered(all)).toEqual(all.filter(({ observedAt }) => observedAt >= NOW - HISTORY_H * HOUR_MS));
  }
});

test('rain adds up: none of it is left out', async () => {
  const all = everySecond('coursan', NOW, 2 * 3600).map((each) => ({
    ...each,
    quantity: 'rain' as const,
    value: 0.01,
  }));
  expect(await gathered(all, 'rain')).toEqual(all);
});
