import { Type } from 'typebox';
import { Instant, nullable } from './common.ts';

/** The chance as people count: so many of 100 developments; fewer than 1 and more than 99 are never told as none and all. */
export const Frequency = Type.Object({
  count: Type.Integer({ minimum: 1, maximum: 100 }),
  bound: Type.Enum(['about', 'fewer-than', 'more-than']),
});

const Explanation = Type.Object({
  leadTimeH: Type.Number(),
  /** The rise (m) that half of the developments exceed, the sum of the contributions; 8 of 10 stay between the edges. */
  riseM: Type.Number(),
  p10M: Type.Number(),
  p90M: Type.Number(),
  contributions: Type.Array(
    Type.Object({
      from: Type.Enum(['own', 'upstream', 'rain']),
      station: nullable(Type.String()),
      riseM: Type.Number(),
    }),
  ),
  /** The past events that the developments were made from; `station` where it is one of this network. */
  similarEvents: Type.Array(
    Type.Object({
      station: nullable(Type.String()),
      name: Type.String(),
      river: Type.String(),
      at: Instant,
      share: Type.Number({ minimum: 0 }),
    }),
  ),
  /** By how much the chances were raised (above 0) or lowered for how the last hours came true, in log-odds; 0: not at all, `null` in forecasts from before it was kept. */
  oddsShift: nullable(Type.Number()),
});

export const Paths = Type.Object({
  station: Type.String(),
  issuedAt: Instant,
  stageM: Type.Number(),
  leadTimesH: Type.Array(Type.Number()),
  /** One a path, summing to 1. */
  weights: Type.Array(Type.Number()),
  /** One row a path: the highest stage since the step before. */
  stagesM: Type.Array(Type.Array(Type.Number())),
});

export const Reach = Type.Object({
  from: Type.String(),
  to: Type.String(),
  /** `null` where it could not be learned; then `unknown` says why. */
  hours: nullable(Type.Number()),
  fastestH: nullable(Type.Number()),
  slowestH: nullable(Type.Number()),
  correlation: nullable(Type.Number()),
  rises: Type.Integer(),
  agreeing: Type.Integer(),
  unknown: nullable(Type.Enum(['too-quiet', 'too-weak', 'differing'])),
});

export const Forecast = Type.Object({
  station: Type.String(),
  issuedAt: Instant,
  stageM: Type.Number(),
  observedAt: Instant,
  leadTimesH: Type.Array(Type.Number()),
  quantiles: Type.Array(Type.Number()),
  stageQuantilesM: Type.Array(Type.Array(Type.Number())),
  chances: Type.Array(
    Type.Object({ markM: Type.Number(), leadTimeH: Type.Number(), probability: Type.Number(), outOf100: Frequency }),
  ),
  /** P(the stage passes the mark by each lead time). */
  curves: Type.Array(Type.Object({ markM: Type.Number(), probabilities: Type.Array(Type.Number()) })),
  /** How high (m) within all lead times: half of the developments come higher than `p50M`, one in four than `p75M`; `null` in forecasts from before it was kept. */
  highest: nullable(Type.Object({ p50M: Type.Number(), p75M: Type.Number() })),
  explanation: nullable(Explanation),
  degraded: Type.Array(Type.String()),
  outsideExperience: Type.Boolean(),
  learning: Type.Boolean(),
  modelVersion: Type.String(),
});
