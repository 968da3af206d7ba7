import Fastify, { type FastifySchema } from 'fastify';
import { Type } from 'typebox';
import { expect, it } from 'vitest';
import type { ApiTypes } from '../../src/http/api/api-routes.ts';
import { Instant } from '../../src/http/api/schemas/common.ts';
import { writeAnswers } from '../../src/http/api/write-answers.ts';
import { takeBrokenAnswers } from '../support/broken-answers.ts';

const Line = Type.Object({ at: Instant, stageM: Type.Number() });
const Lines = Type.Object({ lines: Type.Array(Line) });

/** A server whose one route answers so, whatever types say of it. */
async function answered(answer: unknown, status = 200): Promise<string[]> {
  const app = Fastify();
  const schema: FastifySchema = { response: { 200: Lines } };
  await app.register(async (v1) => {
    writeAnswers(v1.withTypeProvider<ApiTypes>());
    v1.get('/lines', { schema }, (_request, reply) => reply.status(status).send(answer));
  });
  await app.inject('/lines');
  return takeBrokenAnswers();
}

it('an answer without a key that its schema requires is found in any test, with its route, key and reason', async () => {
  expect(await answered({ lines: [{ at: 0, stageM: 1.2 }] })).toEqual([]);
  expect(await answered({ lines: [{ at: 0 }, { at: 1000 }] })).toEqual([
    'GET /lines 200: answer/lines/… must have required properties stageM',
  ]);
  expect(await answered({ lines: [{ at: 0, stageM: '1.2' }] })).toEqual([
    'GET /lines 200: answer/lines/…/stageM must be number',
  ]);
});

it('so is one of a status that is not declared', async () => {
  expect(await answered({ lines: [] }, 201)).toEqual(['GET /lines 201: no schema is declared for this status']);
});
