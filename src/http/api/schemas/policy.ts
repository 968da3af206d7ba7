import { Type } from 'typebox';
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
