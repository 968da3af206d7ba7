import { type Static, type TProperties, type TSchema, type TUnsafe, Type } from 'typebox';

/*
 * The few forms that a value may have. `allowed` is the sentence that the operator reads when the value is wrong, kept as
 * the schema's description so that the check, the message and the documentation cannot part ways.
 */

/** An object with these keys and no other. */
export function closed<P extends TProperties>(
  properties: P,
  allowed = `the keys ${Object.keys(properties).join(', ')}`,
) {
  return Type.Object(properties, { additionalProperties: false, description: allowed });
}

/** A value of the schema that also keeps a rule; `allowed` says the rule. */
export function keeping<S extends TSchema>(schema: S, rule: (value: Static<S>) => boolean, allowed: string) {
  return Type.Refine(schema, rule, () => allowed);
}

export function list<S extends TSchema>(items: S, allowed: string, minItems = 0) {
  return Type.Array(items, { minItems, description: allowed });
}

export function text(allowed: string) {
  return Type.String({ minLength: 1, pattern: '\\S', description: allowed });
}

export function number(allowed: string, minimum: number, maximum: number) {
  return Type.Number({ minimum, maximum, description: `${allowed}: a number from ${minimum} to ${maximum}` });
}

export function whole(allowed: string, minimum: number, maximum: number) {
  return Type.Integer({ minimum, maximum, description: `${allowed}: a whole number from ${minimum} to ${maximum}` });
}

export function flag() {
  return Type.Boolean({ description: 'true or false' });
}

export function oneOf<const V extends string>(values: readonly V[]): TUnsafe<V> {
  return Type.Unsafe<V>({ enum: values, description: `one of ${values.join(', ')}` });
}
