import { Type } from 'typebox';
import { type Bounds, ruleBounds } from '../../../policy/rule-bounds.ts';
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

const number = ({ low, high }: Bounds) => Type.Number({ minimum: low, maximum: high });
const whole = ({ low, high }: Bounds) => Type.Integer({ minimum: low, maximum: high });

/** What a person may change of a rule. */
export const typedRule = {
  markM: number(ruleBounds.markM),
  leadTimeH: number(ruleBounds.leadTimeH),
  raiseAt: number(ruleBounds.raiseAt),
  lowerAt: number(ruleBounds.lowerAt),
  k: whole(ruleBounds.k),
  n: whole(ruleBounds.n),
  minDwellMin: whole(ruleBounds.minDwellMin),
  releaseAfterMin: Type.Union([whole(ruleBounds.releaseAfterMin), Type.Null()], {
    description: 'residents are told after so many minutes without a decision, signed by you; null: only by a person',
  }),
};
