import { expect, test } from 'vitest';
import type { Sight } from '../../src/policy/assessment.ts';
import { awaited } from '../../src/policy/awaited.ts';
import { assessmentOf, MIN, T0 } from '../support/decisions.ts';

const silent = { kind: 'not-seen', since: T0 - 180 * MIN, why: 'silent' } as const;
const sightAfter = (minutes: number, sight: Sight, delayMin = 0) =>
  awaited(assessmentOf(T0 + minutes * MIN, null, null, { sight }), { intervalMin: 10, delayMin }, T0).sight;

test('a gauge that was heard before an outage is awaited while it has not had the time to report', () => {
  for (const minutes of [0, 10, 11]) expect(sightAfter(minutes, silent)).toEqual({ ...silent, awaited: T0 });
  expect(sightAfter(11.1, silent)).toEqual(silent);
  expect(sightAfter(16, silent, 5)).toEqual({ ...silent, awaited: T0 });
  expect(sightAfter(16.1, silent, 5)).toEqual(silent);
});

test.each<[string, Sight]>([
  ['is seen', { kind: 'seen', stageM: 1, observedAt: T0 }],
  ['says what is not believed', { ...silent, why: 'suspect' }],
  ['was never heard', { ...silent, since: null }],
])('one that %s is not', (_name, sight) => expect(sightAfter(1, sight)).toEqual(sight));

test('by a clock that was set back nobody knows how long it has been listened for: it is missed', () => {
  expect(sightAfter(-30, silent)).toEqual(silent);
});
