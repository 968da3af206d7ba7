import { expect, test } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { outOfExercise } from '../../src/alert/out-of-exercise.ts';

const policy = { version: 1, author: 'anne', reason: 'first', createdAt: 0, rules: [] };
const nothing = { level: 'normal', since: 100 } as const;
const closedAt = (at: number) => ({ ...newCommuneState('limoux'), closedAt: at });

test('whoever closed a real alert before the exercise has closed it with what was read until then; whoever closed one of the exercise has not', () => {
  expect(outOfExercise(closedAt(99), nothing, policy, 200).state.closedAt).toBe(99);
  expect(outOfExercise(closedAt(101), nothing, policy, 200).state.closedAt).toBeUndefined();
});
