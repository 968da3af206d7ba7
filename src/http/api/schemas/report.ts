import { Type } from 'typebox';
import { AlertLine, Event } from './alert.ts';
import { DeliveryStatus, Gap, Instant, nullable, OfficialLevel, Period, Raised } from './common.ts';
import { Decision } from './decision.ts';
import { KnownFlood } from './known-flood.ts';
import { LogLine } from './log.ts';
import { PolicyVersion } from './policy.ts';
import { Reading } from './station.ts';
import { Answer } from './truth.ts';

const sent = { writtenAt: Instant, status: DeliveryStatus, sentAt: nullable(Instant) };

export const Told = Type.Object({
  event: Type.String(),
  contacts: Type.Array(
    Type.Object({
      person: Type.String(),
      channel: Type.String(),
      subject: Type.String(),
      text: Type.String(),
      ...sent,
      /** When the phone had it, where a gateway reports that. */
      deliveredAt: nullable(Instant),
    }),
  ),
  machines: Type.Array(Type.Object({ machine: Type.String(), subject: Type.String(), ...sent })),
  residents: Type.Array(Type.Object({ channel: Type.String(), status: Type.String(), count: Type.Integer() })),
  toResidents: Type.Array(
    Type.Object({ channel: Type.String(), language: Type.String(), subject: Type.String(), text: Type.String() }),
  ),
  /** The disk does not give some of it back. */
  isPartlyUnread: Type.Boolean(),
});

export const Report = Type.Object({
  commune: Type.String(),
  asOf: Instant,
  alert: AlertLine,
  from: Instant,
  to: Instant,
  /** Of each level a line for each flood and each alarm without one, as they count in the scores. */
  outcomes: Type.Array(
    Type.Object({
      level: Raised,
      raisedAt: nullable(Instant),
      passedAt: nullable(Instant),
      by: nullable(Type.Enum(['gauge', 'answer'])),
      outcome: Type.Enum([
        'hit',
        'miss',
        'false-alarm',
        'quiet',
        'quiet-unseen',
        'not-known-yet',
        'not-seen',
        'not-judged',
        'warned-by-another',
      ]),
      leadTimeH: nullable(Type.Number()),
    }),
  ),
  answers: Type.Array(Answer),
  gauges: Type.Array(
    Type.Object({
      station: Type.String(),
      marks: Type.Array(
        Type.Object({
          level: Raised,
          markM: Type.Number(),
          leadTimeH: Type.Number(),
          passedAt: nullable(Instant),
          passageSeen: Type.Boolean(),
        }),
      ),
      /** Those from before the alert. */
      knownFloods: Type.Array(KnownFlood),
      readings: Type.Array(Reading),
      decisions: Type.Array(Decision),
      /** Some of them the disk does not give back. */
      isPartlyUnread: Type.Boolean(),
    }),
  ),
  events: Type.Array(Event),
  told: Type.Array(Told),
  log: Type.Array(LogLine),
  dataGaps: Type.Array(
    Type.Object({
      station: Type.String(),
      suspect: Type.Integer(),
      gaps: Type.Array(Gap),
    }),
  ),
  missing: Type.Array(Type.Object({ station: Type.String(), from: Instant, to: Instant, decisions: Type.Integer() })),
  /** What services of the State were seen to say of the commune's places, oldest first. `statedAt`: of the last time that it was seen. */
  officialWarnings: Type.Array(
    Type.Object({
      service: Type.String(),
      place: Type.String(),
      seen: Type.Array(
        Type.Object({
          name: nullable(Type.String()),
          level: OfficialLevel,
          statedAt: nullable(Instant),
          firstSeenAt: Instant,
          lastSeenAt: Instant,
        }),
      ),
      notSeen: Type.Array(Period),
      /** The disk does not give it back. */
      isUnread: Type.Boolean(),
    }),
  ),
  policies: Type.Array(PolicyVersion),
  models: Type.Array(Type.String()),
});
