import type { Instant } from '../lib/clock.ts';
import type { RaisedLevel } from '../territory/alert-level.ts';

/** Who decides whether residents are told of a level: a person, or nobody within so many minutes and then the policy itself. */
export type Release =
  | { by: 'person' }
  /** `signedBy` asked for these minutes, in the policy version `signedIn`; later versions keep the signature. */
  | { by: 'person-or-timeout'; afterMin: number; signedBy: string; signedIn: number };

/** How a chance becomes a level at one gauge of one commune. */
export interface Rule {
  commune: string;
  station: string;
  level: RaisedLevel;
  /** The stage at the gauge that this level stands for. */
  markM: number;
  /** The chance judged is that of passing the mark within this time. */
  leadTimeH: number;
  /** Raise at or above this probability. */
  raiseAt: number;
  /** Lower only below this one; smaller than `raiseAt` (hysteresis). */
  lowerAt: number;
  /** Raise by chance when k of the last n assessments said so. */
  k: number;
  n: number;
  /** The level stays at least this long. */
  minDwellMin: number;
  release: Release;
}

/** One version of the whole policy: never changed, only followed by the next. */
export interface Policy {
  version: number;
  author: string;
  reason: string;
  createdAt: Instant;
  rules: readonly Rule[];
}

export function rulesFor(policy: Pick<Policy, 'rules'>, commune: string, station: string): readonly Rule[] {
  return policy.rules.filter((rule) => rule.commune === commune && rule.station === station);
}

export function findRule(
  policy: Pick<Policy, 'rules'>,
  { commune, station, level }: Pick<Rule, 'commune' | 'station' | 'level'>,
): Rule | null {
  return rulesFor(policy, commune, station).find((each) => each.level === level) ?? null;
}
