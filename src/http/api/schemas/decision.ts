import { Type } from 'typebox';
import { Instant, nullable, Raised } from './common.ts';

const Chance = Type.Object({
  level: Raised,
  markM: Type.Number(),
  leadTimeH: Type.Number(),
  probability: nullable(Type.Number()),
});

const Verdict = Type.Object({
  level: Raised,
  verdict: Type.Enum(['raise', 'hold', 'lower']),
  reason: Type.Object({ because: Type.String() }, { additionalProperties: true }),
});

export const Decision = Type.Object({
  issuedAt: Instant,
  policyVersion: Type.Integer(),
  modelVersion: nullable(Type.String()),
  degraded: Type.Array(Type.String()),
  chances: Type.Array(Chance),
  verdicts: Type.Array(Verdict),
});
