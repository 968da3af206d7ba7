import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { sightOf } from '../../src/policy/assess.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { stationNamed } from '../support/station-named.ts';

const NOW = Date.parse('2026-09-23T20:00:00Z');
const reading = (ageMin: number): Reading => ({
  station: 'upper',
  quantity: 'stage',
  observedAt: NOW - ageMin * MINUTE_MS,
  value: 1,
  receivedAt: NOW,
  revision: 0,
  quality: 'pass',
  tests: [],
});

test('a gauge is seen as long as its newest reading is no older than delay, interval and 20 minutes', () => {
  const minutes = fc.integer({ min: 0, max: 240 });
  fc.assert(
    fc.property(minutes, minutes, minutes, (delayMin, intervalMin, age) => {
      const sight = sightOf(stationNamed('upper', { delayMin, intervalMin }), [reading(age)], NOW);
      expect(sight.kind).toBe(age <= delayMin + intervalMin + 20 ? 'seen' : 'not-seen');
    }),
  );
});

test('one reading that was held against none is not seen yet; the next that passes confirms it', () => {
  const station = stationNamed('upper');
  const first: Reading = { ...reading(10), quality: 'not-evaluated' };
  expect(sightOf(station, [first], NOW)).toEqual({ kind: 'not-seen', since: null, why: 'suspect' });
  expect(sightOf(station, [first, { ...reading(0), quality: 'suspect' }], NOW).kind).toBe('not-seen');
  expect(sightOf(station, [first, reading(0)], NOW).kind).toBe('seen');
});

test('a past that is imported after the first reading does not confirm it', () => {
  const station = stationNamed('upper');
  const imported: Reading[] = [
    { ...reading(8000), quality: 'not-evaluated' },
    ...[7990, 7980, 7970].map((ageMin) => reading(ageMin)),
  ];
  const first: Reading = { ...reading(10), quality: 'not-evaluated', value: 3 };
  const since = NOW - 7970 * MINUTE_MS;
  expect(sightOf(station, [...imported, first], NOW)).toEqual({ kind: 'not-seen', since, why: 'suspect' });
  expect(sightOf(station, [...imported.slice(1), first], NOW)).toEqual({ kind: 'not-seen', since, why: 'suspect' });
  expect(sightOf(station, [...imported, first, reading(0)], NOW).kind).toBe('seen');
});

test('what one message says twice of a gauge that was never seen is not seen yet', () => {
  const station = stationNamed('upper', { intervalMin: 10 });
  const first: Reading = { ...reading(5), quality: 'not-evaluated' };
  const again = (seconds: number): Reading => ({ ...reading(0), observedAt: first.observedAt + seconds * 1000 });
  expect(sightOf(station, [first, again(1), again(2)], NOW)).toMatchObject({ kind: 'not-seen', why: 'suspect' });
  expect(sightOf(station, [first, again(1), again(300)], NOW).kind).toBe('seen');
});
