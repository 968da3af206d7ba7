import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertEventKind } from '../../src/alert/alert.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import type { AlertLevel } from '../../src/territory/alert-level.ts';
import { episodesAt, floodsOf, matchEvents, passedWithin } from '../../src/verification/match-events.ts';

const h = (hours: number) => hours * HOUR_MS;
/** Hourly stages from hour 0. */
const hourly = (...values: number[]) => ({
  times: Float64Array.from(values, (_, index) => h(index)),
  values: Float64Array.from(values),
});
const at = (hour: number, level: AlertLevel, kind: AlertEventKind = 'raised') => ({ at: h(hour), level, kind });
const flood = (from: number, to: number) => ({ passageAt: h(from), endAt: h(to), peakM: 3, passageSeen: true });
const episode = (from: number, to: number | null) => ({ from: h(from), to: to === null ? null : h(to) });

describe('floods of a record', () => {
  it('are runs at or above the mark, merged over a short dip', () => {
    expect(floodsOf(hourly(1, 2.1, 1.9, 2.3, 1), 2)).toEqual([
      { passageAt: h(1), endAt: h(3), peakM: 2.3, passageSeen: true },
    ]);
  });

  it('have the peak that they reached, and not the stage that they ended with', () => {
    expect(floodsOf(hourly(1, 2.1, 2.6, 2.2, 1), 2)).toMatchObject([{ endAt: h(3), peakM: 2.6 }]);
  });

  it('are two when a day lies between, to the hour', () => {
    const dip = (hours: number) => hourly(1, 2, ...Array.from({ length: hours - 1 }, () => 1), 2);
    expect(floodsOf(dip(23), 2)).toHaveLength(1);
    expect(floodsOf(dip(24), 2)).toHaveLength(2);
  });

  it('the passage is not seen where the record begins above the mark, or was silent before', () => {
    expect(floodsOf(hourly(2, 1), 2)[0]?.passageSeen).toBe(false);
    const silent = { times: Float64Array.of(h(0), h(7)), values: Float64Array.of(1, 2) };
    expect(floodsOf(silent, 2)[0]?.passageSeen).toBe(false);
  });

  it('a higher mark never has more hours of flood', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 80 }), (stages) => {
        const hours = (markM: number) =>
          floodsOf(hourly(...stages), markM).reduce((sum, { passageAt, endAt }) => sum + endAt - passageAt, 0);
        for (let mark = 1; mark < 9; mark++) expect(hours(mark + 1)).toBeLessThanOrEqual(hours(mark));
      }),
    );
  });
});

describe('episodes at a level', () => {
  it('last from the first event at the level or above it to the one that falls below', () => {
    const events = [
      at(1, 'prepare'),
      at(2, 'danger'),
      at(3, 'danger'),
      at(4, 'act'),
      at(5, 'prepare'),
      at(6, 'normal'),
    ];
    expect(episodesAt('prepare', events)).toEqual([episode(1, 6)]);
    expect(episodesAt('act', events)).toEqual([episode(2, 5)]);
    expect(episodesAt('danger', events)).toEqual([episode(2, 4)]);
    expect(episodesAt('act', [at(1, 'act')])).toEqual([episode(1, null)]);
  });
});

describe('an alert that a person closed by mistake and put in force again', () => {
  const episodes = episodesAt('act', [
    at(10, 'act'),
    at(20, 'normal', 'closed'),
    at(22, 'act', 'reopened'),
    at(40, 'normal', 'closed'),
  ]);

  it('is one false alarm where nothing came, and none where water came before or after the mistake', () => {
    expect(matchEvents([], episodes, 6).falseAlarms).toEqual([episode(10, 40)]);
    for (const hour of [12, 30]) expect(matchEvents([flood(hour, hour + 2)], episodes, 6).falseAlarms).toEqual([]);
  });

  it('warned nobody of water that came while it was closed, and of later water from when it was put in force again', () => {
    const { floods } = matchEvents([flood(21, 23), flood(47, 48)], [...episodes, episode(45, null)], 6);
    expect(floods.map(({ outcome, leadTimeH }) => [outcome, leadTimeH])).toEqual([
      ['miss', 0],
      ['hit', 2],
    ]);
    expect(matchEvents([flood(30, 32)], episodes, 6).floods).toMatchObject([{ outcome: 'hit', leadTimeH: 8 }]);
  });
});

describe('alerts laid beside floods', () => {
  it('in force before the passage is a hit with its lead time', () => {
    const { floods, falseAlarms } = matchEvents([flood(12, 20)], [episode(10, 22)], 6);
    expect(floods).toMatchObject([{ outcome: 'hit', leadTimeH: 2 }]);
    expect(falseAlarms).toEqual([]);
    expect(matchEvents([flood(12, 20)], [episode(10, null)], 6).floods).toMatchObject([
      { outcome: 'hit', leadTimeH: 2 },
    ]);
  });

  it('raised at the passage itself is a miss, and not a false alarm', () => {
    const { floods, falseAlarms } = matchEvents([flood(12, 20)], [episode(12, 22)], 6);
    expect(floods).toMatchObject([{ outcome: 'miss', leadTimeH: 0 }]);
    expect(falseAlarms).toEqual([]);
  });

  it('closed before the passage is a miss, but no false alarm within the lead time', () => {
    const early = matchEvents([flood(12, 20)], [episode(8, 10)], 3);
    expect([early.floods[0]?.outcome, early.falseAlarms.length]).toEqual(['miss', 0]);
    const earlier = matchEvents([flood(12, 20)], [episode(6, 8)], 3);
    expect([earlier.floods[0]?.outcome, earlier.falseAlarms.length]).toEqual(['miss', 1]);
  });

  it('raised again within the flood is no false alarm; an alert still on warned of the next flood from the end of the last', () => {
    const { floods, falseAlarms } = matchEvents([flood(12, 20), flood(50, 60)], [episode(10, 14), episode(15, 70)], 6);
    expect(floods.map(({ leadTimeH }) => leadTimeH)).toEqual([2, 24]);
    expect(falseAlarms).toEqual([]);
  });

  it('nobody knows yet while the alert is on, or its lead time not over', () => {
    expect(matchEvents([], [episode(1, null)], 6).falseAlarms).toEqual([]);
    expect(matchEvents([], [episode(1, 3)], 6, h(8)).falseAlarms).toEqual([]);
    expect(matchEvents([], [episode(1, 3)], 6, h(9)).falseAlarms).toEqual([episode(1, 3)]);
  });

  it('each seen flood is hit or missed once', () => {
    const runs = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 })), { maxLength: 6 });
    const laid = (pairs: readonly (readonly [number, number])[]) => {
      let now = 0;
      return pairs.map(([gap, length]) => {
        const from = now + gap + 24;
        now = from + length;
        return { from, to: now };
      });
    };
    fc.assert(
      fc.property(runs, runs, fc.integer({ min: 1, max: 12 }), (a, b, leadTimeH) => {
        const seen = laid(a).map(({ from, to }) => flood(from, to));
        const { floods, falseAlarms } = matchEvents(
          seen,
          laid(b).map(({ from, to }) => episode(from, to)),
          leadTimeH,
        );
        expect(floods.map(({ passageAt }) => passageAt)).toEqual(seen.map(({ passageAt }) => passageAt));
        expect(falseAlarms.length).toBeLessThanOrEqual(b.length);
        for (const each of floods) expect(each.outcome === 'hit').toBe(each.leadTimeH > 0);
      }),
    );
  });
});

describe('passed within the lead time', () => {
  const series = hourly(1, 1, 1, 2.5, 1, 1, 1);
  it.each([
    [0, 2, false],
    [0, 3, true],
    [2, 1, true],
    [3, 2, null],
    [6, 6, null],
    [-1, 2, null],
  ])('asked at hour %i for %i h: %s', (hour, leadTimeH, expected) => {
    expect(passedWithin(series, 2, h(hour), leadTimeH)).toBe(expected);
  });

  it.each([
    ['a silence of six hours', [0, 6, 12], 12, false],
    ['a longer one', [0, 6.5, 12], 12, null],
    ['silence in half of the time asked about, at its end', [0, 1, 2], 4, false],
    ['in more than half of it', [0, 1], 3, null],
    ['more than six hours of it, at its end', [0, 5, 6], 12.5, null],
  ])('after %s', (_name, hours, leadTimeH, expected) => {
    const seen = { times: Float64Array.from(hours, h), values: Float64Array.from(hours, () => 1) };
    expect(passedWithin(seen, 2, h(0), leadTimeH)).toBe(expected);
  });
});
