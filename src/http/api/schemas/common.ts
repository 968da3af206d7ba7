import { type TProperties, Type } from 'typebox';
import { iso } from '../../../lib/units.ts';
import { raisedLevels } from '../../../territory/alert-level.ts';
import { floodWarningLevels, vigicruesLevels } from '../../../territory/official-warning.ts';

/** ISO 8601 in UTC on the wire, where an answer is given it as a number. Stages are metres above the gauge's own zero everywhere. */
export const Instant = Type.Codec(Type.String({ format: 'date-time' }))
  .Decode((text): number => Date.parse(text))
  .Encode(iso);

/** The same as a person or a program writes it: in whatever zone, as long as it says in which. */
export const TypedInstant = Type.String({ maxLength: 40, description: 'ISO 8601 with its offset' });

export const Period = Type.Object({ from: Instant, to: Instant });

/** Readings that should have come and did not. */
export const Gap = Type.Object({ ...Period.properties, missing: Type.Integer() });

/** What a person has ended or put back, and why. */
export const Signed = Type.Object({ person: Type.String(), reason: Type.String(), at: Instant });

export const Freshness = Type.Enum(['fresh', 'stale', 'never-seen']);

export const DeliveryStatus = Type.Enum(['pending', 'sent', 'dropped']);

export const Level = Type.Enum(['normal', ...raisedLevels, 'unknown']);

export const Raised = Type.Enum([...raisedLevels]);

/** In the words of the service whose level it is. */
export const OfficialLevel = Type.Enum([...vigicruesLevels, ...floodWarningLevels]);

const id = Type.String({ maxLength: 100 });
/** By the link in a message, without a login. */
export const ByToken = Type.Object({ token: Type.String({ maxLength: 500 }) });
export const OfCommune = Type.Object({ commune: id });
export const OfStation = Type.Object({ station: id });
export const OfGauge = Type.Object({ commune: id, station: id });
export const OfRule = Type.Object({ commune: id, station: id, level: Raised });

/** What `isReason` takes, before the spaces around it are cut off. */
export const Reason = Type.String({
  minLength: 5,
  maxLength: 1000,
  pattern: '^\\s*\\S[^]{3,}\\S\\s*$',
  description: 'why, for the record: five characters at least',
});

export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(
  schema: T,
  options: { description?: string } = {},
) => Type.Union([schema, Type.Null()], options);

/** A body with these keys and no other, which is taken at its word. */
export const closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** RFC 9457. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  refusal: Type.Optional(Type.String()),
  /** The version in force, where a newer one is the reason. */
  version: Type.Optional(Type.Integer()),
  /** The level that another entered since, and who, where that is the reason. */
  stageM: Type.Optional(Type.Number()),
  person: Type.Optional(Type.String()),
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
