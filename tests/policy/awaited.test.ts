import { expect, test } from 'vitest';
import type { Sight } from '../../src/policy/assessment.ts';
import { awaited } from '../../src/policy/awaited.ts';
import { assessmentOf, MIN, T0 } from '../support/decisions.ts';

const silent = { kind: 'not-seen', since: T0 - 180 * MIN, why: 'silent' } as const;
const sightAfter = (
  minutes: number,
  sight: Sight,
  { delayMin = 0, wasHeard = true, isByClock = false, isMaintained = false } = {},
) =>
  awaited(
    assessmentOf(T0 + minutes * MIN, null, null, { sight }),
    { intervalMin: 10, delayMin },
    { listeningSince: T0, wasHeard, isByClock, isMaintained },
  ).sight;

test('a gauge that was heard before an outage is awaited while it has not had the time to report', () => {
  for (const minutes of [0, 10, 11]) expect(sightAfter(minutes, silent)).toEqual({ ...silent, awaited: T0 });
  expect(sightAfter(11.1, silent)).toEqual(silent);
  expect(sightAfter(16, silent, { delayMin: 5 })).toEqual({ ...silent, awaited: T0 });
  expect(sightAfter(16.1, silent, { delayMin: 5 })).toEqual(silent);
});

test.each<[string, Sight]>([
  ['is seen', { kind: 'seen', stageM: 1, observedAt: T0 }],
  ['says what is not believed', { ...silent, why: 'suspect' }],
])('one that %s is not', (_name, sight) => expect(sightAfter(1, sight)).toEqual(sight));

test('one that was never heard is not; one that was heard longer ago than is looked at is', () => {
  const unknown = { ...silent, since: null };
  expect(sightAfter(1, unknown, { wasHeard: false })).toEqual(unknown);
  expect(sightAfter(1, unknown)).toEqual({ ...unknown, awaited: T0 });
});

test('one that the clock alone makes look silent is, however long it has been listened for', () => {
  expect(sightAfter(60, silent, { isByClock: true })).toEqual({ ...silent, awaited: T0 });
});

test('so is one whose first word by the new time nothing confirms yet', () => {
  const unconfirmed = { ...silent, why: 'suspect' } as const;
  expect(sightAfter(60, unconfirmed, { isByClock: true })).toEqual({ ...unconfirmed, awaited: T0 });
});

test('by a clock that was set back nobody knows how long it has been listened for: it is missed', () => {
  expect(sightAfter(-30, silent)).toEqual(silent);
});

test('and one whose first word after a maintenance nothing confirms yet, for as long as the next takes', () => {
  const unconfirmed = { ...silent, why: 'suspect' } as const;
  expect(sightAfter(21, unconfirmed, { isMaintained: true })).toEqual({ ...unconfirmed, awaited: T0 });
  expect(sightAfter(21.1, unconfirmed, { isMaintained: true })).toEqual(unconfirmed);
  expect(sightAfter(11.1, silent, { isMaintained: true })).toEqual(silent);
});
