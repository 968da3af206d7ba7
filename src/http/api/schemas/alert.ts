import { Type } from 'typebox';
import { alertEventKinds } from '../../../alert/alert.ts';
import { Instant, Level, nullable, Raised } from './common.ts';

export const Event = Type.Object({
  /** There, and true, on what is played and not real. */
  exercise: Type.Optional(Type.Boolean()),
  id: Type.String(),
  alert: nullable(Type.String()),
  at: Instant,
  station: nullable(Type.String()),
  kind: Type.Enum([...alertEventKinds]),
  level: Level,
  from: Level,
  audience: Type.Enum(['staff', 'public']),
  reason: Type.Object({ because: Type.String() }, { additionalProperties: true }),
  probability: nullable(Type.Number()),
  leadTimeH: nullable(Type.Number()),
  stageM: nullable(Type.Number()),
  /** When that stage was observed; null too on events written before this was kept. */
  observedAt: nullable(Instant),
  policyVersion: Type.Integer(),
  modelVersion: nullable(Type.String()),
});

export const AlertLine = Type.Object({
  id: Type.String(),
  raisedAt: Instant,
  closedAt: nullable(Instant),
  highest: Raised,
  exercise: Type.Boolean(),
});
