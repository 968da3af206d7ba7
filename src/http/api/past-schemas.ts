import { Type } from 'typebox';
import { raisedLevels } from '../../territory/alert-level.ts';
import { floodedAnswers } from '../../verification/truth-answer.ts';
import { Forecast } from './forecast-schemas.ts';
import { Event, Instant, Level, LogLine, nullable, PolicyVersion, Raised, Reading } from './schemas.ts';

/** The shapes of what is told afterwards: alerts, truth, reports, replays, verification. */
export const Answer = Type.Object({
  id: Type.Integer(),
  event: Type.String(),
  from: Instant,
  to: Instant,
  flooded: Type.Enum([...floodedAnswers]),
  reached: nullable(Raised),
  passedAt: nullable(Instant),
  place: Type.String(),
  note: Type.String(),
  person: Type.String(),
  at: Instant,
});

export const AskedEvent = Type.Object({
  id: Type.String(),
  /** `null`: a mark was passed without an alert. */
  alert: nullable(Type.String()),
  from: Instant,
  to: Instant,
  /** `null`: nobody has answered; the gauge's own passage stands. */
  answer: nullable(Answer),
  earlier: Type.Array(Answer),
});

export const AlertLine = Type.Object({
  id: Type.String(),
  raisedAt: Instant,
  closedAt: nullable(Instant),
  highest: Raised,
  exercise: Type.Boolean(),
});

const Told = Type.Object({
  event: Type.String(),
  contacts: Type.Array(
    Type.Object({
      person: Type.String(),
      channel: Type.String(),
      subject: Type.String(),
      writtenAt: Instant,
      status: Type.Enum(['pending', 'sent', 'dropped']),
      sentAt: nullable(Instant),
    }),
  ),
  residents: Type.Array(Type.Object({ channel: Type.String(), status: Type.String(), count: Type.Integer() })),
});

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
const Decision = Type.Object({
  issuedAt: Instant,
  policyVersion: Type.Integer(),
  modelVersion: nullable(Type.String()),
  degraded: Type.Array(Type.String()),
  chances: Type.Array(Chance),
  verdicts: Type.Array(Verdict),
});

export const Report = Type.Object({
  commune: Type.String(),
  asOf: Instant,
  alert: AlertLine,
  from: Instant,
  to: Instant,
  outcomes: Type.Array(
    Type.Object({
      level: Raised,
      raisedAt: nullable(Instant),
      passedAt: nullable(Instant),
      by: nullable(Type.Enum(['gauge', 'answer'])),
      outcome: Type.Enum(['hit', 'miss', 'false-alarm', 'quiet', 'not-known-yet', 'not-judged']),
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
      readings: Type.Array(Reading),
      decisions: Type.Array(Decision),
    }),
  ),
  events: Type.Array(Event),
  told: Type.Array(Told),
  log: Type.Array(LogLine),
  dataGaps: Type.Array(
    Type.Object({
      station: Type.String(),
      suspect: Type.Integer(),
      gaps: Type.Array(Type.Object({ from: Instant, to: Instant, missing: Type.Integer() })),
    }),
  ),
  missing: Type.Array(Type.Object({ station: Type.String(), from: Instant, to: Instant, decisions: Type.Integer() })),
  policies: Type.Array(PolicyVersion),
  models: Type.Array(Type.String()),
});

const SeenGauge = Type.Object({
  station: Type.String(),
  freshness: Type.Enum(['fresh', 'stale', 'never-seen']),
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
      readings: Type.Array(Reading),
      forecast: nullable(Forecast),
      decision: nullable(Decision),
      /** Whether that policy version, asked again, gives the very same verdicts. */
      isReproduced: nullable(Type.Boolean()),
    }),
  ),
  upstream: Type.Array(SeenGauge),
  notSeen: Type.Array(Type.String()),
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
  log: Type.Array(LogLine),
});

const Score = nullable(Type.Number());
export const Verification = Type.Object({
  commune: Type.String(),
  asOf: Instant,
  since: nullable(Instant),
  /** Events that people have answered about. */
  answers: Type.Integer(),
  levels: Type.Array(
    Type.Object({
      level: Type.Enum([...raisedLevels]),
      hits: Type.Integer(),
      misses: Type.Integer(),
      falseAlarms: Type.Integer(),
      pod: Score,
      far: Score,
      csi: Score,
      /** 90 %, whole floods drawn anew. */
      podInterval: nullable(Type.Array(Type.Number())),
      /** Rule of three: with no miss in n floods the true rate may still be this high. */
      missesUpTo: Score,
      falseAlarmsUpTo: Score,
      unjudged: Type.Integer(),
      floods: Type.Array(
        Type.Object({
          passageAt: Instant,
          endAt: Instant,
          peakM: Type.Number(),
          outcome: Type.Enum(['hit', 'miss']),
          leadTimeH: Type.Number(),
          by: Type.Enum(['gauge', 'answer']),
        }),
      ),
      falseAlarmAlerts: Type.Array(Type.Object({ from: Instant, to: nullable(Instant) })),
    }),
  ),
  gauges: Type.Array(
    Type.Object({
      station: Type.String(),
      /** Silences of more than 6 h: a flood in them is in no figure. */
      unseen: Type.Array(Type.Object({ from: Instant, to: Instant })),
      chances: Type.Array(
        Type.Object({
          level: Type.Enum([...raisedLevels]),
          count: Type.Integer(),
          cameTrue: Type.Integer(),
          brier: Score,
          reference: Type.String(),
          referenceBrier: Score,
          skill: Score,
          reliability: Type.Array(
            Type.Object({
              from: Type.Number(),
              to: Type.Number(),
              count: Type.Integer(),
              cameTrue: Type.Integer(),
              stated: Score,
              share: Score,
            }),
          ),
        }),
      ),
    }),
  ),
});
