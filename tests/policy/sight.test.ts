import fc from 'fast-check';
import { expect, test } from 'vitest';
import { err } from '../../src/lib/result.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { assess, sightOf } from '../../src/policy/assess.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { policyOf } from '../support/decisions.ts';
import { stageReading } from '../support/stage-reading.ts';
import { stationNamed } from '../support/station-named.ts';

const NOW = Date.parse('2026-09-23T20:00:00Z');
const reading = (ageMin: number): Reading => ({
  ...stageReading('upper', NOW - ageMin * MINUTE_MS, 1),
  receivedAt: NOW,
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

test('at that very age it is seen, or said to be doubtful; a millisecond older it is silent', () => {
  const station = stationNamed('upper', { delayMin: 5, intervalMin: 10 });
  const sightAfter = (olderMs: number, quality: Reading['quality']) => {
    const last = { ...reading(35), quality };
    const sight = sightOf(station, [last], NOW + olderMs);
    return sight.kind === 'seen' ? sight.kind : sight.why;
  };
  expect([0, 1].map((olderMs) => sightAfter(olderMs, 'pass'))).toEqual(['seen', 'silent']);
  expect([0, 1].map((olderMs) => sightAfter(olderMs, 'suspect'))).toEqual(['suspect', 'silent']);
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

test('a doubted reading at a mark asks a person, for an hour after the delay of its gauge', () => {
  const station = stationNamed('upper', { delayMin: 20 });
  const doubted = (ageMin: number, value: number) => {
    const recent: Reading[] = [{ ...reading(ageMin), value, quality: 'suspect', tests: ['spike'] }];
    const known = { station, recent, forecast: err({ kind: 'failed' as const }), dataAt: null, trembleM: 0 };
    const rules = policyOf().rules.map((rule) => ({ ...rule, station: 'upper' }));
    return assess('coursan', rules, known, NOW).suspectPassage?.level ?? null;
  };
  expect([doubted(5, 1.99), doubted(5, 2), doubted(80, 2), doubted(81, 2)]).toEqual(['prepare', 'act', 'act', null]);
});

test('a first reading at a mark, which was held against none, asks a person until another confirms it; one that passed asks nobody', () => {
  const station = stationNamed('upper', { intervalMin: 10 });
  const asked = (...recent: Reading[]) => {
    const known = { station, recent, forecast: err({ kind: 'failed' as const }), dataAt: null, trembleM: 0 };
    const rules = policyOf().rules.map((rule) => ({ ...rule, station: 'upper' }));
    return assess('coursan', rules, known, NOW).suspectPassage?.level ?? null;
  };
  const first: Reading = { ...reading(10), value: 2.5, quality: 'not-evaluated' };
  expect(asked(first)).toBe('act');
  expect(asked({ ...first, value: 0.5 })).toBeNull();
  expect(asked(first, { ...reading(0), value: 2.6 })).toBeNull();
  expect(asked({ ...first, quality: 'fail' })).toBeNull();
});
