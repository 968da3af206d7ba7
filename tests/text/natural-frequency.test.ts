import fc from 'fast-check';
import { expect, it } from 'vitest';
import { naturalFrequency } from '../../src/text/natural-frequency.ts';
import { evenly } from '../support/evenly.ts';

it('a chance as a frequency is the chance in hundredths, and never none or all of 100', () => {
  expect(naturalFrequency(0.384)).toEqual({ count: 38, bound: 'about' });
  expect(naturalFrequency(0)).toEqual({ count: 1, bound: 'fewer-than' });
  expect(naturalFrequency(0.01)).toEqual({ count: 1, bound: 'about' });
  expect(naturalFrequency(0.996)).toEqual({ count: 99, bound: 'more-than' });
  fc.assert(
    fc.property(evenly(0, 1), (probability) => {
      const { count, bound } = naturalFrequency(probability);
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count).toBeLessThanOrEqual(99);
      if (bound === 'about') expect(Math.abs(count - 100 * probability)).toBeLessThanOrEqual(0.5 + 1e-9);
      else expect(bound === 'fewer-than' ? probability < 0.01 : probability > 0.99).toBe(true);
    }),
  );
});
