import { Type } from 'typebox';
import { Gap, Instant, nullable, Signed } from './common.ts';

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
  thinned: Type.Optional(
    Type.Literal(true, {
      description:
        'there are more readings in this span: of each minute, or of two, four and so on where that is too many still, these are the first, the lowest, the highest and the last of those accepted, and of those that are not; and all that people read',
    }),
  ),
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

export const Exclusion = Type.Object({
  id: Type.Integer(),
  station: Type.String(),
  from: Instant,
  to: Instant,
  reason: Type.String(),
  person: Type.String(),
  at: Instant,
  reversal: nullable(Signed),
});

export const StationHealth = Type.Object({
  station: Type.String(),
  lastObservedAt: nullable(Instant),
  since: Instant,
  gaps: Type.Array(Gap),
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
