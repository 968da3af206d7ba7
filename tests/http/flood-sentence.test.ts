import { expect, test } from 'vitest';
import { floodsAhead, floodsAtPeak, floodsNow } from '../../src/http/pages/chart/flood-sentence.ts';
import { speeches } from '../../src/http/speech.ts';
import type { WatchedGauge } from '../../src/http/views/commune-view.ts';
import type { ReportGauge } from '../../src/http/views/report-view.ts';
import { stations } from '../support/aude.ts';

const knownFloods = [{ name: null, date: '2018-10-15', stageM: 5.5 }];
const marks = { prepare: 4, act: 5, danger: 6 };

function gaugeAt(value: number, change: object = {}): WatchedGauge {
  const seen = { value, observedAt: 0, quality: 'pass' };
  const sound = { freshness: 'fresh', suspect: false, suppression: null, stoppedAt: null, read: null, forecast: null };
  // What else a gauge has is not looked at.
  return {
    ...sound,
    station: stations[0]!,
    latest: seen,
    accepted: seen,
    watch: { station: 'bridge', marks },
    knownFloods,
    ...change,
  } as unknown as WatchedGauge;
}

test('the water of now is compared from the lowest mark on, and not while the gauge is in doubt', () => {
  expect(floodsNow(speeches.en, gaugeAt(4.5))).toBe('1.00 m below the flood of 15 October 2018 (5.50 m).');
  expect(floodsNow(speeches.en, gaugeAt(3.9))).toBeNull();
  expect(floodsNow(speeches.en, gaugeAt(4.5, { suspect: true }))).toBeNull();
  const read = { value: 6, observedAt: 0 };
  expect(floodsNow(speeches.en, gaugeAt(4.5, { suspect: true, read }))).toMatch(/^Higher than the flood of 15 October/);
});

test('what is likely is compared by itself, now without it', () => {
  const forecast = { stageM: 4.5, highest: { p50M: 6, p75M: 6.5 } };
  expect(floodsAhead(speeches.en, gaugeAt(4.5, { forecast }))).toMatch(/^That would be higher than the flood of 15/);
  expect(floodsNow(speeches.en, gaugeAt(4.5, { forecast }))).toMatch(/^1\.00 m below/);
});

test('the highest of an alert is compared from the lowest mark on', () => {
  const atPeak = (value: number | null) =>
    floodsAtPeak(speeches.en, {
      peak: value === null ? null : { value },
      marks: Object.values(marks).map((markM) => ({ markM })),
      knownFloods,
    } as unknown as ReportGauge);
  expect([6, 4.5, 3.9, null].map(atPeak)).toEqual([
    'Higher than the flood of 15 October 2018 (5.50 m).',
    '1.00 m below the flood of 15 October 2018 (5.50 m).',
    null,
    null,
  ]);
});
