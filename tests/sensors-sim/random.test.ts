import { expect, test } from 'vitest';
import { normal, seededRandom } from '../../sensors-sim/random.ts';

test('a seed gives the numbers of mulberry32, for ever: a scenario is the same flood on every machine', () => {
  // The first three of any mulberry32 for the seed 1.
  const random = seededRandom(1, '');
  expect([random(), random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
});

test('one use of a seed does not shift another, nor does another seed give the same', () => {
  const first = (seed: number, label: string) => seededRandom(seed, label)();
  const all = [first(1, 'rain'), first(1, 'noise'), first(1, 'nosie'), first(2, 'rain'), first(3, 'rain')];
  expect(new Set(all).size).toBe(5);
  expect(first(1, 'rain')).toBe(all[0]);
});

test('of standard normal numbers two in three are within 1 of 0, nineteen in twenty within 2, as many above as below', () => {
  const random = seededRandom(1, 'normal');
  const drawn = Array.from({ length: 20_000 }, () => normal(random));
  const share = (is: (value: number) => boolean) => drawn.filter(is).length / drawn.length;
  expect(share((value) => Math.abs(value) < 1)).toBeCloseTo(0.6827, 1.5);
  expect(share((value) => Math.abs(value) < 2)).toBeCloseTo(0.9545, 1.5);
  expect(share((value) => value < 0)).toBeCloseTo(0.5, 1.5);
  expect(drawn.every(Number.isFinite)).toBe(true);
});
