import { describe, expect, it } from 'vitest';
import { alarmEpisodes } from '../../bench/skill/alarm-episodes.ts';
import type { Context } from '../../bench/skill/context.ts';
import { keptOf } from '../../bench/skill/crash.ts';
import { leadTime } from '../../bench/skill/lead-time.ts';
import { momentsOf } from '../../bench/skill/moments.ts';
import { references } from '../../bench/skill/references.ts';
import { type Case, score } from '../../bench/skill/scores.ts';
import { createStudy, firstPassage } from '../../bench/skill/study.ts';
import type { AnalogueSample } from '../../src/forecast/assemble-sample.ts';
import { columnsOf } from '../../src/forecast/features.ts';
import { HORIZONS } from '../../src/forecast/horizons.ts';
import { seededRandom } from '../../src/forecast/seeded-random.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import { syntheticRiver } from '../support/synthetic-river.ts';

const river = syntheticRiver(60 * DAY_MS);

function caseOf(at: number, passed: 0 | 1, chances: Record<string, number>, weight = 1): Case {
  const levels = { highestM: passed, maxM: [0, 0, 0, 0, 0], passedAt: null, window: null };
  return { station: 's', at, weight, markM: 1, leadTimeH: 3, passed, ...levels, chances };
}

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

describe('scores', () => {
  it('count a case by the number it stands for', () => {
    const flood = caseOf(0, 1, { ours: 0.8, persistence: 0.4 });
    const quiet = Array.from({ length: 4 }, (_, i) => caseOf((i + 1) * HOUR_MS, 0, { ours: 0.1, persistence: 0.2 }));
    const full = score([flood, ...quiet], HOUR_MS);
    const thinned = score([flood, { ...quiet[0]!, weight: 4 }], HOUR_MS);
    expect(thinned.brier['persistence']).toBeCloseTo(full.brier['persistence']!, 12);
    expect(thinned.bss).toBeCloseTo(full.bss);
    expect(full.brier['ours']).toBeCloseTo((0.04 + 4 * 0.01) / 5);
    expect(thinned.moments).toBe(5);
  });

  it('say how often the highest stage came below the fan and above it, where the fan is more than a hand wide', () => {
    const fan = (highestM: number, maxM: number[], weight = 1): Case => ({
      ...caseOf(0, 0, { ours: 0, persistence: 0 }, weight),
      highestM,
      maxM,
    });
    const wide = [1, 1.2, 1.3, 1.4, 2];
    const cases = [fan(0.9, wide), fan(2.1, wide), fan(1.5, wide, 8), fan(3, [1, 1, 1, 1, 1.1])];
    expect(score(cases, HOUR_MS).outsideFan).toEqual({ below: 0.1, above: 0.1 });
    expect(score(cases.slice(-1), HOUR_MS).outsideFan).toEqual({ below: null, above: null });
  });

  it('say how often the water came before the window told and after it, where the passage was stated at one half or more', () => {
    const passage = (passedAt: number, ours = 0.5): Case => ({
      ...caseOf(0, 1, { ours, persistence: 0 }),
      passedAt,
      window: { p10At: 10, p90At: 20 },
    });
    const cases = [
      passage(9),
      passage(10),
      passage(15),
      passage(21),
      passage(30, 0.4),
      caseOf(0, 0, { ours: 1, persistence: 0 }),
    ];
    expect(score(cases, HOUR_MS).outsideWindow).toEqual({ cases: 4, before: 0.25, after: 0.25 });
    expect(score(cases.slice(-1), HOUR_MS).outsideWindow).toEqual({ cases: 0, before: null, after: null });
  });

  it('give the share of the skill that is kept without great floods, against one reference', () => {
    const full = [caseOf(0, 1, { ours: 0.8, persistence: 0, 'k-NN': 0 })];
    const without = [caseOf(0, 1, { ours: 0.6, persistence: 0.9, 'k-NN': 0.5 })];
    const [kept] = keptOf(full, [...without, caseOf(HOUR_MS, 1, { ours: 1, 'k-NN': 1 })], 1, HOUR_MS);
    // Brier .16 and .04 against 1 of the persistence that knew the floods; the moment judged once only is left out.
    expect(kept!.bss).toBeCloseTo(0.84);
    expect(kept!.fullBss).toBeCloseTo(0.96);
    expect(kept!.share).toBeCloseTo(0.84 / 0.96);
    expect(kept!.neighboursBss).toBeCloseTo(0.75);
  });
});

describe('the references', () => {
  it('find the nearest rows among all', () => {
    const random = seededRandom(3);
    const [count, width] = [300, columnsOf(0)];
    const sample: AnalogueSample = {
      count,
      depth: 0,
      hasRain: false,
      x: Float32Array.from({ length: count * width }, () => random() - 0.5),
      depths: new Uint8Array(count),
      rises: Float32Array.from({ length: count * HORIZONS }, () => random()),
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
