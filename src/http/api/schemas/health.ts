import { Type } from 'typebox';
import { Instant, nullable } from './common.ts';

export const Health = Type.Object({
  status: Type.Enum(['ok', 'degraded']),
  asOf: Instant,
  broker: Type.Enum(['connected', 'disconnected']),
  oldestDataAgeMs: nullable(Type.Number()),
  stale: Type.Array(Type.String()),
  /** Watched gauges that report and of which there is no forecast of the last half hour. */
  unforecast: Type.Array(Type.String()),
  /** Stations whose national service could not be asked. */
  failingFeeds: Type.Array(Type.String()),
  outbox: Type.Object({ pending: Type.Integer(), sent: Type.Integer(), dropped: Type.Integer() }),
  /** Messages that have failed and will be tried again. */
  failingDeliveries: Type.Integer(),
  spool: nullable(Type.Object({ waiting: Type.Integer(), refused: Type.Integer(), failing: Type.Boolean() })),
  /** `learning` while it learns anew: from so many gauges already. `fittedAt` is `null` while nothing was learned of these very gauges: a simpler forecast answers, where gauges were changed only for those and the ones below them. */
  forecast: Type.Object({
    fittedAt: nullable(Instant),
    failing: Type.Boolean(),
    /** Their `bankfullRiseM` in stations.yaml is far too small. */
    outgrown: Type.Array(Type.String()),
    learning: nullable(Type.Object({ gauges: Type.Integer(), of: Type.Integer() })),
  }),
});
