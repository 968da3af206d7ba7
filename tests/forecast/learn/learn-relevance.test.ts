import { expect, it } from 'vitest';
import type { AnalogueSample } from '../../../src/forecast/learn/assemble-sample.ts';
import { fitAnalogueModel } from '../../../src/forecast/learn/fit-analogue-model.ts';
import { fitNetwork } from '../../../src/forecast/learn/fit-network.ts';
import { learnRelevance } from '../../../src/forecast/learn/learn-relevance.ts';
import type { PriorLesson } from '../../../src/forecast/learn/prior.ts';
import { recordAsOf } from '../../../src/forecast/learn/river-record.ts';
import { HORIZONS } from '../../../src/forecast/observed/horizons.ts';
import { DAY_MS } from '../../../src/lib/units.ts';
import { oneGaugeSample } from '../../support/one-gauge-sample.ts';
import { rowsOfRiver } from '../../support/rows-of-river.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';

const until = 60 * DAY_MS;
const river = syntheticRiver(until);
const record = recordAsOf(river, until);

/** Two other rivers that saw what this one saw: as much came of it there, told so many times as fast, or nothing at all. */
function prior(): PriorLesson[] {
  return rowsOfRiver(record, { until, quietThinning: 6, weight: 1 }).flatMap(({ station, rows }) => {
    const gauge = { station: null, name: station, river: 'other' };
    const unlike = { ...rows, rises: rows.rises.map(() => 0) };
    return [
      { river: 'alike', gauge, pace: 1, rows, silent: rows },
      { river: 'unlike', gauge, pace: 2, rows: unlike, silent: unlike },
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

const STEPS = (height: number): number => (Math.abs(height) < 0.5 ? 1 : 0);
const LINE = (height: number): number => height;

function factorsOf(sample: AnalogueSample): readonly [number, number] {
  const options = { drawn: 5, trees: 20, mostRows: 2400, leafSize: 5 };
  const [future, error] = fitAnalogueModel(sample, [0], ['future', 'error'], options)!.model.relevance.get('town')!;
  return [future!, error!];
}

it('a gauge is told in the way that told its own past best: by futures where no line fits, by the mean with its error where one does', () => {
  const [futureOfSteps, errorOfSteps] = factorsOf(oneGaugeSample(STEPS));
  expect(futureOfSteps).toBeGreaterThan(2 * errorOfSteps);
  const [futureOfLine, errorOfLine] = factorsOf(oneGaugeSample(LINE));
  expect(errorOfLine).toBeGreaterThan(2 * futureOfLine);
}, 60_000);

it('what is only told larger is not asked how it is told best', () => {
  const [line, steps] = [oneGaugeSample(LINE), oneGaugeSample(STEPS)];
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
  const sample = oneGaugeSample(STEPS);
  const { model } = fitAnalogueModel(sample, [0], ['future', 'error'], {
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
