import { type Static, type TSchema, Type } from 'typebox';
import { list, number, oneOf } from '../../lib/io/field.ts';
import { quantities } from '../../territory/station.ts';

const optional = Type.Optional;

/** Also with nothing behind its colon, as a form that was not filled in. */
function orNothing<S extends TSchema & { type: string }>(schema: S) {
  return Type.Unsafe<Static<S> | null>({ ...schema, type: [schema.type, 'null'] });
}

const ids = () => list(Type.Unknown(), 'a list of ids, like [a, b]');

export const BANKFULL_RISE = 'the rough rise in metres from normal to bankfull, above 0';

/** Lower than any mountain is high. */
export const bankfullRise = Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 9000 });

const keys = {
  id: Type.String({
    pattern: '^[\\w.-]+$',
    description: 'an `id` of letters, digits, dots, dashes and underscores, in quotes where it is a number',
  }),
  file: Type.String({ description: 'the name of a CSV file, or of one packed as .csv.gz' }),
  stepMin: number('minutes between two readings', 1, 180),
  upstream: optional(ids()),
  rain: optional(ids()),
  // Only a gauge that measures stage has one; check-dataset.ts looks at it there.
  bankfullRiseM: optional(Type.Unknown()),
  marks: optional(
    orNothing(
      Type.Object(
        {},
        {
          additionalProperties: Type.Number({ description: 'a number of metres' }),
          description: 'names and metres, like {act: 2.1}',
        },
      ),
    ),
  ),
};

export const StationEntry = Type.Object(
  { ...keys, quantity: oneOf(quantities) },
  { description: 'a station, written as a map' },
);
export const RainEntry = Type.Object(keys, { description: 'a rain gauge, written as a map' });

export const WHOLE = 'a map with a list `stations` in it, with one at least';

/** The keys of dataset.yaml that are read. Any other may stand beside them, a name, an owner or a licence. */
export const DatasetFile = Type.Object(
  {
    stations: list(StationEntry, 'a list of stations, with one at least', 1),
    rain: optional(orNothing(list(RainEntry, 'a list of rain gauges'))),
  },
  { description: WHOLE },
);

export type RainEntry = Static<typeof RainEntry>;
export type DatasetFile = Static<typeof DatasetFile>;
