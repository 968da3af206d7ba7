import { expect, test } from 'vitest';
import { floodsAtPeak, floodsNow } from '../../src/http/pages/chart/flood-sentence.ts';
import { speeches } from '../../src/http/speech.ts';
import type { ReportGauge } from '../../src/http/views/afterwards/report-view.ts';
import type { WatchedGauge } from '../../src/http/views/commune-view.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { stations } from '../support/aude.ts';
import { stageReading } from '../support/stage-reading.ts';

const station = stations[0]!;
const knownFloods = [{ name: null, date: '2018-10-15', stageM: 5.5 }];
const marks = { prepare: 4, act: 5, danger: 6 };
const reading = (value: number): Reading => stageReading(station.id, 0, value);

const gaugeAt = (value: number, change: Partial<WatchedGauge> = {}): WatchedGauge => ({
  station,
  latest: reading(value),
  accepted: reading(value),
  read: null,
  suspect: false,
  freshness: 'fresh',
  sensedAt: 0,
  ageMs: 0,
  trend: null,
  rain: null,
  past: [],
  forecast: null,
  stoppedAt: null,
  zeroShift: null,
  knownFloods,
  suppression: null,
  watch: { station: station.id, marks },
  chances: [],
  notSeenSince: undefined,
  ...change,
});

test('the water of now is compared from the lowest mark on, and not while the gauge is in doubt', () => {
  expect(floodsNow(speeches.en, gaugeAt(4.5))).toBe('1.00 m below the flood of 15 October 2018 (5.50 m).');
  expect(floodsNow(speeches.en, gaugeAt(3.9))).toBeNull();
  expect(floodsNow(speeches.en, gaugeAt(4.5, { suspect: true }))).toBeNull();
  const read = floodsNow(speeches.en, gaugeAt(4.5, { suspect: true, read: reading(6) }));
  expect(read).toBe('Higher than the flood of 15 October 2018 (5.50 m).');
});

test('the highest of an alert is compared from the lowest mark on', () => {
  const atPeak = (peak: Reading | null) => {
    const passed = Object.values(marks).map((markM) => ({
      level: 'act' as const,
      markM,
      leadTimeH: 6,
      passedAt: null,
      passageSeen: false,
      otherM: [],
    }));
    const about = { station, readings: [], decisions: [], isPartlyUnread: false, turns: [] };
    const gauge: ReportGauge = { ...about, peak, marks: passed, knownFloods };
    return floodsAtPeak(speeches.en, gauge);
  };
  expect([reading(6), reading(4.5), reading(3.9), null].map(atPeak)).toEqual([
    'Higher than the flood of 15 October 2018 (5.50 m).',
    '1.00 m below the flood of 15 October 2018 (5.50 m).',
    null,
    null,
  ]);
});
