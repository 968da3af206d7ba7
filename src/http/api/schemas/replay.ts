import { Type } from 'typebox';
import { Event } from './alert.ts';
import { Freshness, Instant, Level, nullable, Raised } from './common.ts';
import { Official } from './commune.ts';
import { Decision } from './decision.ts';
import { Forecast } from './forecast.ts';
import { LogLine } from './log.ts';
import { Reading } from './station.ts';

const SeenGauge = Type.Object({
  station: Type.String(),
  freshness: Freshness,
  suspect: Type.Boolean(),
  /** The newest reading received by then. */
  latest: nullable(Reading),
});

export const Replay = Type.Object({
  commune: Type.String(),
  at: Instant,
  standing: nullable(
    Type.Object({
      level: Level,
      told: Level,
      alert: nullable(Type.String()),
      since: nullable(Instant),
      acknowledged: Type.Array(Type.Object({ level: Raised, person: Type.String(), at: Instant })),
    }),
  ),
  policyVersion: nullable(Type.Integer()),
  gauges: Type.Array(
    Type.Object({
      ...SeenGauge.properties,
      readings: Type.Array(Reading, {
        description:
          'of the 48 hours before; where they are too many, thinned as those of `/stations/{station}/readings`',
      }),
      forecast: nullable(Forecast),
      decision: nullable(Decision),
      /** Whether that policy version, asked again, gives the very same verdicts. */
      isReproduced: nullable(Type.Boolean()),
    }),
  ),
  upstream: Type.Array(SeenGauge),
  notSeen: Type.Array(Type.String()),
  /** What services of the State were known to say, and `lastSeenAt` no later than `at`; `null`: it cannot be read. */
  officialWarnings: nullable(Type.Array(Official)),
  events: Type.Array(Event),
  told: Type.Array(
    Type.Object({
      event: Type.String(),
      person: Type.String(),
      channel: Type.String(),
      subject: Type.String(),
      /** `null` in a demonstration, whose mail goes by the machine's time. */
      sent: nullable(Type.Boolean()),
    }),
  ),
  /** The disk does not give some of it back. */
  isToldPartlyUnread: Type.Boolean(),
  log: Type.Array(LogLine),
});
