import { describe, expect, it } from 'vitest';
import { alarmEpisodes } from '../../bench/skill/alarm-episodes.ts';
import type { Context } from '../../bench/skill/context.ts';
import { forward } from '../../bench/skill/forward.ts';
import { leadTime } from '../../bench/skill/lead-time.ts';
import { momentsOf } from '../../bench/skill/moments.ts';
import { references } from '../../bench/skill/references.ts';
import { createStudy, firstPassage, highestWithin } from '../../bench/skill/study.ts';
import type { AnalogueSample } from '../../src/forecast/learn/assemble-sample.ts';
import { seededRandom } from '../../src/forecast/model/seeded-random.ts';
import { columnsOf } from '../../src/forecast/observed/features.ts';
import { HORIZONS } from '../../src/forecast/observed/horizons.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createDataset } from '../../src/verification/backtest/dataset.ts';
import { syntheticRiver } from '../support/synthetic-river.ts';

const river = syntheticRiver(60 * DAY_MS);

describe('issue times that are judged', () => {
  const course = { from: 0, to: 60 * DAY_MS, everyMs: HOUR_MS };

  it('stand together for all of them', () => {
    const study = createStudy(river, ['town']);
    const all = momentsOf(study, { ...course, quietThinning: 1 });
    const some = momentsOf(study, { ...course, quietThinning: 5 });
    const total = some.reduce((sum, { weight }) => sum + weight, 0);
    expect(some.length).toBeLessThan(0.8 * all.length);
    expect(Math.abs(total - all.length)).toBeLessThan(5);
  });

  it('hold every one before a passage', () => {
    const study = createStudy(river, ['town']);
    const judged = new Set(momentsOf(study, { ...course, quietThinning: 50 }).map(({ at }) => at));
    const { times, values } = river.series.get('town')!;
    const passages = [...times.keys()].filter((index) => values[index]! >= 1.5 && values[index - 1]! < 1.5);
    expect(passages.length).toBeGreaterThan(2);
    for (const index of passages) {
      const last = Math.floor(times[index]! / HOUR_MS) * HOUR_MS;
      for (let hours = 0; hours < 12; hours++) expect(judged.has(last - hours * HOUR_MS)).toBe(true);
    }
  });
});

it('a mark is passed where the line between two values crosses it, after the moment asked', () => {
  const series = { times: Float64Array.of(0, 10, 20, 30, 40), values: Float64Array.of(0, 1, 3, 1, 5) };
  const passage = (at: number, markM: number) => firstPassage({ series, intervalMs: 10 }, at, markM);
  expect([passage(0, 2), passage(10, 2), passage(18, 2), passage(25, 2), passage(0, 6)]).toEqual([
    15,
    15,
    18,
    32.5,
    null,
  ]);
});

function sampleOf(x: Float32Array, rises: Float32Array): AnalogueSample {
  const count = x.length / columnsOf(0);
  return {
    count,
    depth: 0,
    hasRain: false,
    x,
    depths: new Uint8Array(count),
    rises,
    weights: new Float32Array(count).fill(1),
    folds: new Uint16Array(count),
    blocks: new Int32Array(count),
    real: new Uint8Array(count).fill(1),
    origins: {
      gauges: [],
      gaugeOf: new Uint16Array(0),
      paces: [],
      paceOf: new Uint8Array(0),
      minutes: new Int32Array(0),
    },
  };
}

describe('the references', () => {
  it('tell by the level what came from it: nothing from the low water, a rise by 1 always from the high', () => {
    const [each, width] = [600, columnsOf(0)];
    const levels = (level: number) => Array.from({ length: each * width }, (_, i) => (i % width === 0 ? level : 0));
    const rises = (rise: number) => Array.from({ length: each * HORIZONS }, () => rise);
    const sample = sampleOf(Float32Array.of(...levels(0), ...levels(1)), Float32Array.of(...rises(0), ...rises(1)));
    const { persistence, logistic } = references(sample);
    const [low, high] = [0, 1.01].map((level) => Float64Array.of(level, ...Array.from({ length: width - 1 }, () => 0)));
    expect([persistence!(low!, 0.5, 1), persistence!(high!, 0.5, 1), persistence!(high!, 1.5, 1)]).toEqual([0, 1, 0]);
    expect(logistic!(low!, 0.5, 1)).toBeLessThan(0.05);
    expect(logistic!(high!, 0.5, 1)).toBeGreaterThan(0.95);
  });

  it('find the nearest rows among all', () => {
    const random = seededRandom(3);
    const [count, width] = [300, columnsOf(0)];
    const x = Float32Array.from({ length: count * width }, () => random() - 0.5);
    const rises = Float32Array.from({ length: count * HORIZONS }, () => random());
    const sample = sampleOf(x, rises);
    const scales = Array.from({ length: width }, (_, column) => {
      const squares = Array.from({ length: count }, (_e, row) => sample.x[row * width + column]! ** 2);
      return Math.sqrt(squares.reduce((sum, each) => sum + each) / count);
    });
    const asked = Float64Array.from({ length: width }, () => random() - 0.5);
    const distances = Array.from({ length: count }, (_, row) => ({
      row,
      distance: scales.reduce((s, scale, c) => s + ((sample.x[row * width + c]! - asked[c]!) / scale) ** 2, 0),
    })).toSorted((a, b) => a.distance - b.distance);
    const highest = (row: number): number => Math.max(...sample.rises.subarray(row * HORIZONS, row * HORIZONS + 2));
    const share = distances.slice(0, 60).filter(({ row }) => highest(row) >= 0.6).length / 60;
    expect(references(sample)['k-NN']!(asked, 0.6, 1)).toBeCloseTo(share);
  });
});

it('a window is whole where four fifths of it were observed', () => {
  const seen = (...minutes: number[]) => {
    const times = Float64Array.of(0, ...minutes).map((minute) => minute * MINUTE_MS);
    return highestWithin({ series: { times, values: times.map((_, i) => i) }, intervalMs: 10 * MINUTE_MS }, 0, 1);
  };
  expect(seen(10, 20, 30, 40, 50, 60)).toEqual({ seenM: 6, isWhole: true });
  expect(seen(10, 20, 40, 50, 60)).toEqual({ seenM: 5, isWhole: true });
  expect(seen(10, 20, 50, 60)).toEqual({ seenM: 4, isWhole: false });
  expect(seen(70)).toBeNull();
});

describe('alarms', () => {
  const hourly = (...chances: number[]) => chances.map((chance, hour) => ({ at: hour * HOUR_MS, chance }));

  it('are raised at the chance and lowered when it has stayed below half of it for three hours', () => {
    const episodes = alarmEpisodes(hourly(0.1, 0.6, 0.3, 0.1, 0.1, 0.3, 0.1, 0.1, 0.1, 0.1, 0.7), 0.5);
    expect(episodes).toEqual([
      { from: HOUR_MS, to: 9 * HOUR_MS },
      { from: 10 * HOUR_MS, to: null },
    ]);
  });
});

describe('lead time against travel time', () => {
  it('sets the hours from alarm to water beside it, for each gauge', () => {
    const short = syntheticRiver(45 * DAY_MS);
    const context: Context = { read: () => short, priorWithout: () => [], peer: () => null, quick: true };
    const rivers = [{ dataset: 'test', fitUntil: '1970-02-03' }];
    const { figures } = leadTime({ kind: 'lead-time', name: 't', rivers, leadTimeH: 6, raiseAt: 0.5 }, context);
    const gauge = figures.gauges.find(({ station }) => station === 'town')!;
    expect(gauge.lag).toMatchObject({ hours: 3, from: 'up', quietWeeks: true });
    expect(gauge.leadsH.length).toBeGreaterThan(0);
    expect(gauge.hits).toBe(gauge.leadsH.filter((each) => each > 0).length);
    expect(figures.gauges.find(({ station }) => station === 'up')!.lag).toBeNull();
  }, 60_000);
});

describe('forward through a record', () => {
  it('tells the same of each mark that some flood passed, and asks no rival where none was agreed', () => {
    const short = syntheticRiver(45 * DAY_MS);
    const [up, town] = short.stations;
    const stations = [
      { ...up!, marks: {} },
      { ...town!, marks: { act: 1.5, danger: 9 } },
    ];
    const river = createDataset(short.name, short.id, stations, short.series);
    const context: Context = {
      read: () => river,
      priorWithout: () => [],
      peer: () => {
        throw new Error('nobody asked for it');
      },
      quick: true,
    };
    const test = { kind: 'weeks', name: 't', dataset: 't', everyMin: 60, quietThinning: 20 } as const;
    const { figures, markdown } = forward(
      { ...test, stations: ['town'], fitUntil: '1970-02-03', unrivalled: true },
      context,
    );
    expect(figures.byMark.map(({ mark }) => mark)).toEqual(['act']);
    expect(figures.byMark[0]!.byLead.map(({ leadTimeH }) => leadTimeH)).toEqual([1, 2, 3, 6, 12]);
    expect(figures.byMark[0]!.byLead[2]!.score.floods).toBe(figures.byLead[2]!.score.floods);
    expect(markdown).toContain('| act: 3 |');
  }, 60_000);
});
