import { expect, it } from 'vitest';
import { readPrior } from '../../../src/forecast/io/prior-file.ts';
import { isSameRecording, recordedAmong } from '../../../src/forecast/learn/same-recording.ts';
import type { Series } from '../../../src/forecast/observed/series.ts';
import { DAY_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

const rivers = readPrior();
const changed = ({ times, values }: Series, change: (value: number) => number): Series => ({
  times,
  values: values.map((value) => change(value)),
});

it('a river of the prior is known by its readings, whatever it is called and wherever its zero lies', () => {
  for (const { id, series } of rivers) {
    const part = [...series.values()].map((each) => changed(each, (value) => value + 1.2));
    expect(recordedAmong(rivers, part, Number.POSITIVE_INFINITY)).toEqual([id]);
  }
});

it('nor does it matter how often it was read: straight lines between its readings, or only some of them', () => {
  const [hourly] = rivers.find(({ id }) => id === 'kenduskeag')!.series.values();
  for (const minutes of [0, 15, 30, 45, 60])
    expect(isSameRecording(everyQuarter(hourly!, minutes), hourly!)).toBe(true);
  const thirds = {
    times: hourly!.times.filter((_, index) => index % 3 === 0),
    values: hourly!.values.filter((_, index) => index % 3 === 0),
  };
  expect(isSameRecording(thirds, hourly!)).toBe(true);
});

/** Every quarter of an hour on the straight lines between its readings, from so many minutes after the first on. */
function everyQuarter({ times, values }: Series, minutes: number): Series {
  const start = times[0]! + minutes * MINUTE_MS;
  const count = Math.floor((times.at(-1)! - start) / (15 * MINUTE_MS));
  const moments = Float64Array.from({ length: count }, (_, quarter) => start + quarter * 15 * MINUTE_MS);
  let before = 0;
  return {
    times: moments,
    values: moments.map((at) => {
      while (times[before + 1]! <= at) before += 1;
      const share = (at - times[before]!) / (times[before + 1]! - times[before]!);
      return values[before]! + share * (values[before + 1]! - values[before]!);
    }),
  };
}

it('another river is not, nor one that moves twice as much, nor one that stands still', () => {
  expect(recordedAmong(rivers, syntheticRiver(40 * DAY_MS).series.values(), Number.POSITIVE_INFINITY)).toEqual([]);
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

it('is known rounded to the centimetre, and by what had come before the first fit alone', () => {
  const annagh = rivers.find(({ id }) => id === 'annagh')!;
  const [whole] = annagh.series.values();
  const until = whole!.times[0]! + 60 * DAY_MS;
  const coarse = changed(whole!, (value) => Math.round(100 * value) / 100);
  expect(recordedAmong(rivers, [coarse], until)).toEqual(['annagh']);
  const other = {
    ...coarse,
    values: coarse.values.map((value, index) => (coarse.times[index]! > until ? index : value)),
  };
  expect(recordedAmong(rivers, [other], until)).toEqual(['annagh']);
  expect(recordedAmong(rivers, [other], Number.POSITIVE_INFINITY)).toEqual([]);
});
