import { IsArray, IsCodec, IsObject, IsUnion, type TObject, type TSchema } from 'typebox';
import type { Api } from './api-routes.ts';

/** A view may be sent as it is: instants become ISO 8601, and what the schema of the answer does not name stays here. */
export function writeAnswers(api: Api): void {
  // Nothing is left to be looked after: a writer compiled of each schema, as Fastify makes them, would hold up every start for a second.
  // That a key is there which the schema requires, the tests look after: tests/support/broken-answers.ts.
  api.setSerializerCompiler(() => JSON.stringify);
  api.addHook('onRoute', (route) => {
    const shapes: [string, TSchema][] = Object.entries(route.schema?.response ?? {});
    const writers = new Map(shapes.map(([status, shape]) => [Number(status), writerOf(shape)]));
    // A refusal is a `Problem`, which may say more than its schema names.
    route.preSerialization = async (_request, { statusCode }, answer) =>
      statusCode < 300 ? (writers.get(statusCode) ?? asIs)(answer) : answer;
  });
}

type Writer = (value: unknown) => unknown;
const asIs: Writer = (value) => value;

/** @example writerOf(Type.Object({ at: Instant }))({ at: 0, secret: 1 }) // { at: '1970-01-01T00:00:00.000Z' } */
export function writerOf(shape: TSchema): Writer {
  if (IsCodec(shape)) return shape['~codec'].encode;
  if (IsObject(shape)) return writerOfObject(shape);
  if (IsArray(shape)) {
    const write = writerOf(shape.items);
    return write === asIs ? asIs : (value) => (Array.isArray(value) ? value.map((each) => write(each)) : value);
  }
  if (IsUnion(shape)) {
    // Answers know no other union than `nullable`.
    const write = writerOf(shape.anyOf[0]!);
    return (value) => (value === null ? null : write(value));
  }
  return asIs;
}

function writerOfObject(shape: TObject & { additionalProperties?: unknown }): Writer {
  const named = Object.entries(shape.properties).map(([key, each]) => [key, writerOf(each)] as const);
  const isOpen = Boolean(shape.additionalProperties);
  return (value) => {
    if (!isObject(value)) return value;
    const out: Record<string, unknown> = isOpen ? { ...value } : {};
    for (const [key, write] of named) if (value[key] !== undefined) out[key] = write(value[key]);
    return out;
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
