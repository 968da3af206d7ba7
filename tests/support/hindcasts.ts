import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { Policy, Rule } from '../../src/policy/policy.ts';
import type { RaisedLevel } from '../../src/territory/alert-level.ts';
import type { Hindcast } from '../../src/verification/backtest/hindcast.ts';
import { stationNamed } from './station-named.ts';

export const ponton = stationNamed('ponton', { intervalMin: 15 });

const marks = { prepare: 1, act: 2, danger: 3 } as const;

export function ruleAt(level: RaisedLevel, change: Partial<Rule> = {}): Rule {
  return {
    commune: 'bourg',
    station: 'ponton',
    level,
    markM: marks[level],
    leadTimeH: 3,
    raiseAt: 0.5,
    lowerAt: 0.2,
    k: 2,
    n: 3,
    minDwellMin: 60,
    release: { by: 'person' },
    ...change,
  };
}

export function policyOf(rules: readonly Rule[]): Policy {
  return { version: 1, author: 'test', reason: 'test', createdAt: 0, rules };
}

export interface Moment {
  stageM: number;
  /** The chance of the lowest mark at the shortest lead time; that of higher marks and shorter times is less. */
  chance: number;
  silent?: boolean;
}

/** A hindcast every quarter of an hour from hour 0, made up. */
export function hindcastOf(moments: readonly Moment[], leadTimesH: readonly number[] = [3, 6], trembleM = 0): Hindcast {
  const marksM = Object.values(marks);
  const issuedAt = Float64Array.from(moments, (_, index) => index * 15 * MINUTE_MS);
  let seen = Number.NaN;
  let stageM = Number.NaN;
  const observedAt = new Float64Array(moments.length);
  const stages = new Float64Array(moments.length);
  moments.forEach((moment, index) => {
    if (!moment.silent) [seen, stageM] = [issuedAt[index]!, moment.stageM];
    observedAt[index] = seen;
    stages[index] = stageM;
  });
  const chances = marksM.flatMap((markM, mark) =>
    leadTimesH.map((_, lead) =>
      Float32Array.from(moments, ({ chance, silent }, index) => {
        if (stages[index]! >= markM) return 1;
        return silent && index % 3 > 0 ? Number.NaN : Math.max(0, chance - 0.15 * mark + 0.1 * lead);
      }),
    ),
  );
  return {
    station: 'ponton',
    marksM,
    leadTimesH,
    fitUntil: 0,
    fittedAt: [0],
    issuedAt,
    stageM: stages,
    observedAt,
    dataAt: observedAt,
    trembleM: new Float64Array(moments.length).fill(trembleM),
    chances,
  };
}

export const hours = (instant: number): number => instant / HOUR_MS;
