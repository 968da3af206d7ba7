import { Type } from 'typebox';
import { type RuleField, ruleLimits } from '../../rule-change.ts';
import { Instant, Raised } from './common.ts';

const Rule = Type.Object({
  commune: Type.String(),
  station: Type.String(),
  level: Raised,
  markM: Type.Number(),
  leadTimeH: Type.Number(),
  raiseAt: Type.Number(),
  lowerAt: Type.Number(),
  k: Type.Integer(),
  n: Type.Integer(),
  minDwellMin: Type.Integer(),
  release: Type.Object({
    by: Type.String(),
    afterMin: Type.Optional(Type.Number()),
    signedBy: Type.Optional(Type.String()),
    signedIn: Type.Optional(Type.Integer()),
  }),
});

export const PolicyVersion = Type.Object({
  version: Type.Integer(),
  author: Type.String(),
  reason: Type.String(),
  createdAt: Instant,
  rules: Type.Array(Rule),
});

const PERCENT = 0.01;
const number = (field: RuleField, unit = 1) =>
  Type.Number({ minimum: ruleLimits[field].low * unit, maximum: ruleLimits[field].high * unit });
const whole = (field: RuleField) => Type.Integer({ minimum: ruleLimits[field].low, maximum: ruleLimits[field].high });

/** What a person may change of a rule. */
export const typedRule = {
  markM: number('markM'),
  leadTimeH: number('leadTimeH'),
  raiseAt: number('raiseAt', PERCENT),
  lowerAt: number('lowerAt', PERCENT),
  k: whole('k'),
  n: whole('n'),
  minDwellMin: whole('minDwellMin'),
  releaseAfterMin: Type.Union([whole('releaseAfterMin'), Type.Null()], {
    description: 'residents are told after so many minutes without a decision, signed by you; null: only by a person',
  }),
};
