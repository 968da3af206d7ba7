import { Type } from 'typebox';
import { logKinds } from '../../../record/log-entry.ts';
import { Instant, nullable } from './common.ts';

export const LogLine = Type.Object({
  id: Type.Integer(),
  commune: Type.String(),
  alert: nullable(Type.String()),
  at: Instant,
  receivedAt: Instant,
  person: Type.String(),
  kind: Type.Enum([...logKinds]),
  text: Type.String(),
  /** The entry that this one follows up. */
  follows: nullable(Type.Integer()),
});
