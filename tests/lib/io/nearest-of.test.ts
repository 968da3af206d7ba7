import { expect, test } from 'vitest';
import { suggest } from '../../../src/lib/io/mistake.ts';
import { nearestOf } from '../../../src/lib/io/nearest-of.ts';

const communes = Array.from({ length: 300 }, (_, index) => `ville-${index}`);

test('of few all are named, in their own order', () => {
  expect(nearestOf('x', ['trebes', 'coursan'])).toBe('trebes, coursan');
  expect(nearestOf('x', [])).toBe('');
});

test('of many the nearest, and how many there are', () => {
  expect(nearestOf('ville-17b', communes)).toBe('ville-17, ville-170, ville-171, ville-172, ville-173, … (300 in all)');
  expect(nearestOf('Carc', [...communes, 'saint-carcasse', 'carcassonne'])).toMatch(
    /^carcassonne, .*, … \(302 in all\)$/,
  );
});

test('a mistake of a configuration names no more of them', () => {
  expect(suggest('nowhere-near', communes)).toMatch(/^one of (ville-\d+, ){5}… \(300 in all\)$/);
  expect(suggest('ville-2o', communes)).toMatch(/^did you mean ville-\d+\?$/);
  // Two letters more, and two less.
  expect(suggest('limoux', ['limouxin', 'narbonne'])).toBe('did you mean limouxin?');
  expect(suggest('limouxin', ['narbonne', 'limoux'])).toBe('did you mean limoux?');
});

test('a text pasted by mistake keeps nobody waiting', () => {
  const begun = performance.now();
  expect(suggest('x'.repeat(1_000_000), communes)).toMatch(/^one of .* … \(300 in all\)$/);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
