import { Type } from 'typebox';
import { works } from '../../own-state.ts';
import { Instant, nullable } from './common.ts';

export const Health = Type.Object({
  /** `waiting`: all is well, and no gauge has spoken yet. */
  status: Type.Enum(['ok', 'waiting', 'degraded']),
  asOf: Instant,
  broker: Type.Enum(['connected', 'disconnected']),
  oldestDataAgeMs: nullable(Type.Number()),
  stale: Type.Array(Type.String()),
  /** Watched gauges that report and of which there is no forecast of the last half hour. */
  unforecast: Type.Array(Type.String()),
  /** Stations whose national service could not be asked. */
  failingFeeds: Type.Array(Type.String()),
  /** Places (`service/code`) of which the State's own warning could not be read. */
  failingOfficialWarnings: Type.Array(Type.String()),
  /** Ways to people that would take no message now: the mail server does not let us in. */
  failingWays: Type.Array(Type.Enum(['email'])),
  /** Communes that were taken out of communes.yaml with an alert in force: nothing ends it until they are put back. */
  abandoned: Type.Array(Type.String()),
  /** Of the service's own work what failed in the last quarter of an hour: readings are not stored, gauges not judged, messages not marked as sent, pages without what cannot be read. */
  faults: Type.Array(Type.Enum(works)),
  /** Of the data folder. Full, nothing is stored and nobody alerted: `low` says so in time. */
  disk: Type.Object({ freeBytes: Type.Number(), low: Type.Boolean() }),
  /** Certificates that end within two weeks, or have ended: what sensors or their broker and we show each other, what signs CAP documents, and what the mail server shows, which others renew: `urgent`, and degrading `status`, from five days before. */
  certificates: Type.Array(
    Type.Object({ of: Type.Enum(['broker', 'cap', 'mail']), endsAt: Instant, urgent: Type.Boolean() }),
  ),
  /** What it is by sensors with clocks of their own at least, where this machine's clock is behind: until it is right, readings of now are refused. `null`: it is not known to be. */
  clockBehind: nullable(Instant),
  /** When this machine's clock was set back, within a day and not undone since: it was ahead before, or is behind now. */
  clockSetBack: nullable(Instant),
  /** When the database was written anew, within a week: the disk had spoiled it, and is to be replaced. */
  mended: nullable(Instant),
  /** What of the database cannot be read: what would be said of it is `null`. */
  unreadable: Type.Array(Type.Enum(['outbox'])),
  outbox: nullable(Type.Object({ pending: Type.Integer(), sent: Type.Integer(), dropped: Type.Integer() })),
  /** Messages that have failed and will be tried again, by whom they are for: those who decide, residents, the machines of `webhooks`. A machine that has not been told for three days degrades `status` no more. */
  failingDeliveries: nullable(
    Type.Object({ contacts: Type.Integer(), residents: Type.Integer(), machines: Type.Integer() }),
  ),
  /** Messages of the last day that were refused for good: whoever they were for never got them. Those of exercises are not counted. */
  undeliverable: nullable(Type.Object({ contacts: Type.Integer(), machines: Type.Integer() })),
  spool: nullable(Type.Object({ waiting: Type.Integer(), refused: Type.Integer(), failing: Type.Boolean() })),
  /**
   * `fittedAt` is `null` until a fit knows these very gauges: until then a simpler forecast answers, or, where only some gauges were
   * changed, for those and the ones below them. `learning` says how many gauges a fit under way has done.
   */
  forecast: Type.Object({
    fittedAt: nullable(Instant),
    failing: Type.Boolean(),
    /** Their `bankfullRiseM` in stations.yaml is far too small. */
    outgrown: Type.Array(Type.String()),
    learning: nullable(Type.Object({ gauges: Type.Integer(), of: Type.Integer() })),
  }),
});
