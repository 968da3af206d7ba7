import type { Assessment } from '../../src/policy/assessment.ts';
import type { Policy, Rule } from '../../src/policy/policy.ts';
import { raisedLevels } from '../../src/territory/alert-level.ts';

export const T0 = Date.UTC(2020, 0, 22, 12);
export const MIN = 60_000;
export const marks = { prepare: 1, act: 2, danger: 3 } as const;

export function policyOf(change: Partial<Rule> = {}): Policy {
  const rules = raisedLevels.map(
    (level): Rule => ({
      commune: 'coursan',
      station: 'bridge',
      level,
      markM: marks[level],
      leadTimeH: 6,
      raiseAt: 0.6,
      lowerAt: 0.3,
      k: 2,
      n: 3,
      minDwellMin: 60,
      release: { by: 'person' },
      ...change,
    }),
  );
  return { version: 1, author: 'mayor-demo', reason: 'first', createdAt: T0, rules };
}

/** An assessment at the bridge; `p` is the chance for prepare, act and danger. */
export function assessmentOf(
  at: number,
  stageM: number | null,
  p: readonly [number, number, number] | null,
  change: Partial<Assessment> = {},
): Assessment {
  return {
    commune: 'coursan',
    station: 'bridge',
    issuedAt: at,
    dataAt: stageM === null ? null : at,
    sight: stageM === null ? { kind: 'not-seen', since: T0, why: 'silent' } : { kind: 'seen', stageM, observedAt: at },
    suspectPassage: null,
    chances: raisedLevels.map((level, index) => ({
      level,
      markM: marks[level],
      leadTimeH: 6,
      probability: p?.[index] ?? null,
      passage: null,
    })),
    degraded: [],
    outsideExperience: false,
    modelVersion: 'test',
    ...change,
  };
}
