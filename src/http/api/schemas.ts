import { Type } from 'typebox';
import { alertEventKinds } from '../../alert/alert.ts';
import { logKinds } from '../../record/log-entry.ts';
import { raisedLevels } from '../../territory/alert-level.ts';

/** The shapes that the API takes and gives. Instants are ISO 8601 in UTC, stages metres above the gauge's own zero. */
export const Instant = Type.String({ format: 'date-time' });
export const Level = Type.Enum(['normal', ...raisedLevels, 'unknown']);
export const Raised = Type.Enum([...raisedLevels]);
export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);

/** RFC 9457. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  refusal: Type.Optional(Type.String()),
  /** The version in force, where a newer one is the reason. */
  version: Type.Optional(Type.Integer()),
  /** What is wrong with a rule: the level, the kind of fault and the offending numbers. */
  faults: Type.Optional(
    Type.Array(
      Type.Object(
        { level: Raised, kind: Type.String() },
        { additionalProperties: Type.Union([Type.Number(), Type.String()]) },
      ),
    ),
  ),
});

/** The chance as people count: so many of 100 developments; fewer than 1 and more than 99 are never told as none and all. */
export const Frequency = Type.Object({
  count: Type.Integer({ minimum: 1, maximum: 100 }),
  bound: Type.Enum(['about', 'fewer-than', 'more-than']),
});

const Chance = Type.Object({
  level: Raised,
  markM: Type.Number(),
  leadTimeH: Type.Number(),
  passed: Type.Boolean(),
  probability: nullable(Type.Number({ minimum: 0, maximum: 1 })),
  outOf100: nullable(Frequency),
  passage: nullable(Type.Object({ p10At: Instant, p50At: Instant, p90At: Instant })),
});

const Gauge = Type.Object({
  station: Type.String(),
  name: Type.String(),
  river: Type.String(),
  freshness: Type.Enum(['fresh', 'stale', 'never-seen']),
  suspect: Type.Boolean(),
  stageM: nullable(Type.Number()),
  observedAt: nullable(Instant),
  rateOfRiseMPerH: nullable(Type.Number()),
  attribution: nullable(Type.String()),
  /** What the gauge says counts for nothing until then. */
  maintenanceUntil: nullable(Instant),
});

export const CommuneLine = Type.Object({
  id: Type.String(),
  name: Type.String(),
  timeZone: Type.String(),
  /** What residents have been told. */
  publicLevel: Level,
  /** `deciding` or `held-back`: an alert is in force that residents have not been told of. */
  townHall: Type.Enum(['nothing-pending', 'deciding', 'held-back']),
  /** When this was said: an answer that was kept is known by it. */
  asOf: Instant,
  /** A level of a demonstration or an exercise is nobody's warning. */
  simulated: Type.Boolean(),
});

export const CommuneDetail = Type.Object({
  ...CommuneLine.properties,
  gauges: Type.Array(Type.Object({ ...Gauge.properties, chances: Type.Array(Chance) })),
  upstream: Type.Array(Gauge),
});

export const Reading = Type.Object({
  observedAt: Instant,
  receivedAt: Instant,
  value: Type.Number(),
  revision: Type.Integer(),
  quality: Type.Enum(['pass', 'not-evaluated', 'suspect', 'fail']),
  tests: Type.Array(Type.String()),
});

export const Readings = Type.Object({
  station: Type.String(),
  quantity: Type.String(),
  unit: Type.String(),
  readings: Type.Array(Reading),
});

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

export const RejectionLine = Type.Object({
  receivedAt: Instant,
  topic: Type.String(),
  payload: Type.String(),
  reason: Type.String(),
  detail: Type.String(),
});

export const FeedLine = Type.Object({
  station: Type.String(),
  service: Type.String(),
  lastSuccessAt: nullable(Instant),
  failures: Type.Integer(),
  failure: nullable(Type.String()),
  ignored: Type.Integer(),
});

const Rule = Type.Object({
  commune: Type.String(),
  station: Type.String(),
  level: Raised,
  markM: Type.Number(),
  leadTimeH: Type.Number(),
  raiseAt: Type.Number(),
  lowerAt: Type.Number(),
  k: Type.Integer(),
  n: Type.Integer(),
  minDwellMin: Type.Integer(),
  release: Type.Object({
    by: Type.String(),
    afterMin: Type.Optional(Type.Number()),
    signedBy: Type.Optional(Type.String()),
    signedIn: Type.Optional(Type.Integer()),
  }),
});

export const PolicyVersion = Type.Object({
  version: Type.Integer(),
  author: Type.String(),
  reason: Type.String(),
  createdAt: Instant,
  rules: Type.Array(Rule),
});

export const Exclusion = Type.Object({
  id: Type.Integer(),
  station: Type.String(),
  from: Instant,
  to: Instant,
  reason: Type.String(),
  person: Type.String(),
  at: Instant,
  reversal: nullable(Type.Object({ person: Type.String(), reason: Type.String(), at: Instant })),
});

export const StationHealth = Type.Object({
  station: Type.String(),
  lastObservedAt: nullable(Instant),
  since: Instant,
  gaps: Type.Array(Type.Object({ from: Instant, to: Instant, missing: Type.Integer() })),
  /** `null`: the station sends Amont's own JSON. */
  mapping: nullable(Type.Object({ format: Type.String(), topic: Type.String() })),
  device: nullable(
    Type.Object({
      lastSeenAt: Instant,
      batteryV: nullable(Type.Number()),
      batteryPercent: nullable(Type.Number()),
      tiltDeg: nullable(Type.Number()),
      frameCounter: nullable(Type.Integer()),
      frames: Type.Integer(),
      lostFrames: Type.Integer(),
    }),
  ),
  exclusions: Type.Array(Exclusion),
});

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
