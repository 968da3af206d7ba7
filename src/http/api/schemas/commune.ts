import { Type } from 'typebox';
import { Freshness, Instant, Level, nullable, OfficialLevel, Raised } from './common.ts';
import { Frequency } from './forecast.ts';
import { KnownFlood } from './known-flood.ts';

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
  freshness: Freshness,
  suspect: Type.Boolean(),
  stoppedAt: nullable(Instant, {
    description: 'since when the sensor has shown one value, where it stopped amid a rise: it may be stuck',
  }),
  zeroShift: nullable(Type.Object({ at: Instant, fellM: Type.Number() }), {
    description:
      'the gauge fell by so much at once and stays there: its zero may have changed, and until a person answers it lowers no alert',
  }),
  atLimit: Type.Boolean({ description: 'the gauge shows the highest that it can: the water may stand anywhere above' }),
  readByPerson: Type.Boolean({
    description: 'a person read `stageM` at the painted gauge; `freshness` is of the sensor',
  }),
  stageM: nullable(Type.Number(), {
    description:
      'the newest reading, whatever its quality: of one that the gauge cannot have shown (`suspect`) pages show the last before it that counts',
  }),
  observedAt: nullable(Instant),
  read: nullable(Type.Object({ stageM: Type.Number(), observedAt: Instant }), {
    description:
      'what a person read at the painted gauge, where the sensor has shown nothing since that counts: `stageM` may be a lower value of it',
  }),
  /** In the last half hour; below 0 where the water falls. */
  rateOfRiseMPerH: nullable(Type.Number()),
  attribution: nullable(Type.String()),
  /** What the gauge says counts for nothing until then. */
  maintenanceUntil: nullable(Instant),
});

/** What a service of the State says: `level` in its own words, `null` while it is not seen. It changes no level of ours. */
export const Official = Type.Object({
  service: Type.Enum(['vigicrues', 'environment-agency']),
  place: Type.String(),
  name: nullable(Type.String()),
  level: nullable(OfficialLevel),
  since: nullable(Instant),
  /** When the service made it, where it says so. */
  statedAt: nullable(Instant),
  lastSeenAt: nullable(Instant),
  /** What it said when it was last seen. */
  lastLevel: nullable(OfficialLevel),
  attribution: Type.String(),
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
  gauges: Type.Array(
    Type.Object({ ...Gauge.properties, chances: Type.Array(Chance), knownFloods: Type.Array(KnownFlood) }),
  ),
  upstream: Type.Array(Gauge),
  officialWarnings: Type.Array(Official),
});
