import { expect, it } from 'vitest';
import { readPrior } from '../../src/forecast/io/prior-file.ts';
import { isSameRecording, recordedAmong } from '../../src/forecast/same-recording.ts';
import type { Series } from '../../src/forecast/series.ts';
import { syntheticRiver } from '../support/synthetic-river.ts';

const rivers = readPrior();
const changed = ({ times, values }: Series, change: (value: number) => number): Series => ({
  times,
  values: values.map((value) => change(value)),
});

it('a river of the prior is known by its readings, whatever it is called and wherever its zero lies', () => {
  for (const { id, series } of rivers) {
    const part = [...series.values()].map((each) => changed(each, (value) => value + 1.2));
    expect(recordedAmong(rivers, part)).toEqual([id]);
  }
});

it('another river is not, nor one that moves twice as much, nor one that stands still', () => {
  expect(recordedAmong(rivers, syntheticRiver(40 * 86_400_000).series.values())).toEqual([]);
  const [one] = rivers[0]!.series.values();
  expect(
    isSameRecording(
      changed(one!, (value) => 2 * value),
      one!,
    ),
  ).toBe(false);
  const still = changed(one!, () => 1);
  expect(isSameRecording(still, still)).toBe(false);
});
