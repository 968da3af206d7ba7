import { Type } from 'typebox';
import { tuningFailures } from '../../../verification/tune/tuner.ts';
import { Instant, nullable } from './common.ts';
import { Outcome } from './tuning.ts';

const Told = nullable(
  Type.Object({
    kind: Type.Enum(['hit', 'miss', 'false-alarm']),
    leadTimeH: Type.Optional(Type.Number()),
  }),
);

export const Trial = Type.Object({
  kind: Type.Enum(['running', 'done', 'failed']),
  /** How far it is, 0 to 1. */
  share: nullable(Type.Number()),
  because: nullable(Type.Enum([...tuningFailures])),
  trial: nullable(
    Type.Object({
      from: Instant,
      to: Instant,
      inForce: Outcome,
      tried: Outcome,
      /** Floods, and days on which a rule raised for nothing: `null` where a rule had nothing to say. */
      cases: Type.Array(Type.Object({ at: Instant, peakM: nullable(Type.Number()), inForce: Told, tried: Told })),
    }),
  ),
});
