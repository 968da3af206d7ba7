import { Type } from 'typebox';
import { expect, it } from 'vitest';
import { Instant, nullable } from '../../src/http/api/schemas/common.ts';
import { writerOf } from '../../src/http/api/write-answers.ts';
import { createServer } from '../../src/http/server.ts';
import { createWorld } from '../support/flood-world.ts';

const Answer = Type.Object({
  at: Instant,
  until: nullable(Instant),
  by: nullable(Type.Object({ person: Type.String(), at: Instant })),
  gaps: Type.Array(Type.Object({ from: Instant })),
  reason: Type.Object({ because: Type.String() }, { additionalProperties: true }),
  note: Type.Optional(Type.String()),
});

it('an answer is what its schema names and nothing else, with instants in ISO 8601', () => {
  const view = {
    at: 0,
    until: null,
    by: { person: 'staff-aude', at: 1000, phone: '+33612345678' },
    gaps: [{ from: 2000, readings: 3 }],
    reason: { because: 'mark', stageM: 4.6 },
    token: 'secret',
  };
  expect(writerOf(Answer)(view)).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    until: null,
    by: { person: 'staff-aude', at: '1970-01-01T00:00:01.000Z' },
    gaps: [{ from: '1970-01-01T00:00:02.000Z' }],
    reason: { because: 'mark', stageM: 4.6 },
  });
  expect(view.by.at).toBe(1000);
});

it('an answer offers no other choice than something or nothing', async () => {
  const { paths } = (await createServer(createWorld().doors).inject('/api/openapi.json')).json();
  const answers = Object.values<Record<string, { responses: Record<string, object> }>>(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ responses }) => Object.entries(responses).flatMap(([status, each]) => (status < '300' ? each : [])));
  const choices = answers.flatMap(choicesIn);
  expect(choices.length).toBeGreaterThan(50);
  for (const choice of choices) expect(choice).toEqual([expect.anything(), { type: 'null' }]);
});

function choicesIn(schema: unknown): unknown[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'anyOf' in schema ? [schema.anyOf] : [];
  return [...own, ...Object.values(schema).flatMap(choicesIn)];
}
