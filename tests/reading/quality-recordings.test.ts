import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/reading/reading.ts';
import { replayQuality } from '../support/replay-quality.ts';

const aude = replayQuality(new URL('../../sensors-sim/recordings/aude-2020-01/', import.meta.url));
const herault = replayQuality(new URL('../fixtures/recordings/herault-2020-09/', import.meta.url));

const doubted = (readings: readonly Reading[]): Reading[] =>
  readings.filter((each) => each.quality === 'suspect' || each.quality === 'fail');
const between = (readings: readonly Reading[], from: string, to: string): Reading[] =>
  readings.filter((each) => each.observedAt >= Date.parse(from) && each.observedAt <= Date.parse(to));
const series = (recording: typeof aude, id: string): readonly Reading[] => {
  const readings = recording.get(id);
  if (!readings) throw new Error(`no ${id} in the recording`);
  return readings;
};

describe('healthy gauges in a great flood', () => {
  test.each([...aude.keys()].filter((id) => id !== 'marseillette'))('Gloria, %s: no reading is doubted', (id) => {
    expect(doubted(series(aude, id))).toEqual([]);
  });
  test.each(['laroque', 'saint-guilhem-le-desert', 'gignac', 'aspiran', 'montagnac', 'agde'])(
    'flash flood of the Hérault, %s: no reading is doubted',
    (id) => {
      expect(doubted(series(herault, id))).toEqual([]);
    },
  );
  test('flash flood at its source: 1.4 m in ten minutes wait one reading each time', () => {
    const readings = series(herault, 'valleraugue');
    const held = doubted(readings);
    expect(held.map((each) => each.tests)).toEqual([['rate-of-change'], ['rate-of-change']]);
    for (const each of held) expect(readings[readings.indexOf(each) + 1]?.quality).toBe('pass');
  });
});

describe('Marseillette, stuck near 0.12 m', () => {
  const readings = series(aude, 'marseillette');
  test('is suspect before the flood stands at Trèbes above and Puichéric below, and stays so through it', () => {
    const flood = between(readings, '2020-01-22T10:00:00Z', '2020-01-24T12:00:00Z');
    expect(flood.length).toBeGreaterThan(200);
    expect(flood.filter((each) => each.quality === 'pass')).toEqual([]);
    expect(flood.filter((each) => each.tests.includes('flat-line')).length).toBeGreaterThan(200);
  });
  test('was not doubted while it still moved', () => {
    expect(doubted(between(readings, '2020-01-08T00:00:00Z', '2020-01-18T00:00:00Z'))).toEqual([]);
  });
  test('is never believed when it says -1 to -4 m', () => {
    const absurd = readings.filter((each) => each.value < -0.6);
    expect(absurd.length).toBeGreaterThan(3);
    expect(absurd.filter((each) => each.quality === 'pass')).toEqual([]);
  });
});

describe('gauges that the flood breaks', () => {
  test('Saint-André: while it jumps at random, nine readings in ten are suspect', () => {
    const sick = between(series(herault, 'saint-andre-de-majencoules'), '2020-09-20T12:00:00Z', '2020-09-21T21:00:00Z');
    expect(doubted(sick).length / sick.length).toBeGreaterThan(0.9);
  });
  test('Saint-André: the fall of four metres in ten minutes ends no alert', () => {
    const fall = between(series(herault, 'saint-andre-de-majencoules'), '2020-09-19T15:20:00Z', '2020-09-19T18:00:00Z');
    expect(fall.map((each) => each.quality)).not.toContain('pass');
  });
  test('Saint-André: its own flood, before it breaks, is believed', () => {
    const rise = between(series(herault, 'saint-andre-de-majencoules'), '2020-09-19T06:00:00Z', '2020-09-19T15:10:00Z');
    expect(doubted(rise)).toEqual([]);
  });
  test('Ganges: the single values three metres above its falling stage are suspect', () => {
    const fallen = between(series(herault, 'ganges'), '2020-09-20T00:00:00Z', '2020-09-22T23:59:00Z');
    const jumps = fallen.filter((each) => each.value > 3);
    expect(jumps.length).toBeGreaterThan(2);
    expect(jumps.filter((each) => each.quality === 'pass')).toEqual([]);
  });
});
