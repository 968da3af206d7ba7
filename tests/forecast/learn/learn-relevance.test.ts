import { expect, it } from 'vitest';
import type { AnalogueSample } from '../../../src/forecast/learn/assemble-sample.ts';
import { fitAnalogueModel } from '../../../src/forecast/learn/fit-analogue-model.ts';
import { fitNetwork, type PriorLesson } from '../../../src/forecast/learn/fit-network.ts';
import { learnRelevance } from '../../../src/forecast/learn/learn-relevance.ts';
import { recordAsOf, rowsOfRiver } from '../../../src/forecast/learn/river-record.ts';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import { columnsOf } from '../../../src/forecast/observed/features.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';
import { DAY_MS } from '../../../src/lib/units.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

const until = 60 * DAY_MS;
const river = syntheticRiver(until);
const record = recordAsOf(river, until);

/** Two other rivers that saw what this one saw: as much came of it there, told so many times as fast, or nothing at all. */
function prior(): PriorLesson[] {
  return rowsOfRiver(record, () => ({ until, quietThinning: 6, weight: 1 })).flatMap(({ station, rows }) => {
    const gauge = { station: null, name: station, river: 'other' };
    return [
      { river: 'alike', gauge, pace: 1, rows },
      { river: 'unlike', gauge, pace: 2, rows: { ...rows, rises: rows.rises.map(() => 0) } },
    ];
  });
}

it('a river on which the same came of the same counts more than one on which it did not, and so does the own past', () => {
  const { pooled } = fitNetwork(record, prior(), until);
  const [own, , ...others] = pooled!.relevance.get('town')!;
  const { paces } = pooled!.origins;
  const [alike, unlike] = [1, 2].map((pace) => others[paces.indexOf(pace)]!);
  expect(alike).toBeGreaterThan(1.5 * unlike!);
  expect(own).toBeGreaterThan(1.5 * unlike!);
}, 60_000);

/** Sixty weeks of one gauge, forty situations each; what comes hangs on the first column alone, but for a little noise. */
function sampleOf(riseAfter: (height: number) => number): AnalogueSample {
  const [count, width, random] = [2400, columnsOf(0), seededRandom(3)];
  const x = Float32Array.from({ length: count * width }, () => 2 * random() - 1);
  const weekOf = (row: number): number => Math.floor(row / 40);
  return {
    count,
    depth: 0,
    hasRain: false,
    x,
    depths: new Uint8Array(count),
    rises: Float32Array.from({ length: count * HORIZONS }, (_, index) => {
      return riseAfter(x[Math.floor(index / HORIZONS) * width]!) + 0.02 * (random() - 0.5);
    }),
    weights: new Float32Array(count).fill(1),
    folds: Uint16Array.from({ length: count }, (_, row) => weekOf(row) % 8),
    blocks: Int32Array.from({ length: count }, (_, row) => weekOf(row)),
    real: new Uint8Array(count).fill(1),
    origins: {
      gauges: [{ station: 'town', name: 'town', river: 'test' }],
      gaugeOf: new Uint16Array(count),
      paces: [1],
      paceOf: new Uint8Array(count),
      minutes: Int32Array.from({ length: count }, (_, row) => weekOf(row) * 7 * 1440 + (row % 40) * 240),
    },
  };
}

const STEPS = (height: number): number => (Math.abs(height) < 0.5 ? 1 : 0);
const LINE = (height: number): number => height;

function factorsOf(sample: AnalogueSample): readonly [number, number] {
  const options = { drawn: 5, trees: 20, mostRows: 2400, leafSize: 5 };
  const [future, error] = fitAnalogueModel(sample, [0], ['future', 'error'], options)!.relevance.get('town')!;
  return [future!, error!];
}

it('a gauge is told in the way that told its own past best: by futures where no line fits, by the mean with its error where one does', () => {
  const [futureOfSteps, errorOfSteps] = factorsOf(sampleOf(STEPS));
  expect(futureOfSteps).toBeGreaterThan(2 * errorOfSteps);
  const [futureOfLine, errorOfLine] = factorsOf(sampleOf(LINE));
  expect(errorOfLine).toBeGreaterThan(2 * futureOfLine);
}, 60_000);

it('what is only told larger is not asked how it is told best', () => {
  const [line, steps] = [sampleOf(LINE), sampleOf(STEPS)];
  const isTold = (row: number): boolean => line.blocks[row]! % 2 === 1;
  const both: AnalogueSample = {
    ...line,
    rises: line.rises.map((rise, index) => (isTold(Math.floor(index / HORIZONS)) ? steps.rises[index]! : rise)),
    real: line.real.map((_, row) => (isTold(row) ? 0 : 1)),
  };
  const [future, error] = factorsOf(both);
  const [futureOfAll, errorOfAll] = factorsOf({ ...both, real: line.real });
  expect(error / future).toBeGreaterThan(1.2 * (errorOfAll / futureOfAll));
}, 60_000);

it('no tree is asked about a week that it saw', () => {
  const sample = sampleOf(STEPS);
  const model = fitAnalogueModel(sample, [0], ['future', 'error'], {
    drawn: 5,
    trees: 4,
    mostRows: 2400,
    leafSize: 5,
  })!;
  const seen = (blocks: ReadonlySet<number>) =>
    learnRelevance(
      model,
      sample,
      model.trees.map((tree) => ({ tree, blocks })),
    ).size;
  expect(seen(new Set(sample.blocks))).toBe(0);
  expect(seen(new Set())).toBe(1);
}, 60_000);
