import { subscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const found = new Set<string>();

/** What answers were sent since it was last asked that are not as their own schema says: route, key and reason. */
export function takeBrokenAnswers(): string[] {
  const broken = [...found];
  found.clear();
  return broken;
}

/**
 * Holds every answer of every server of a test against the schema that its route declares. The service itself never does: a key
 * that a schema requires and an answer lacks would just be missing.
 */
export function watchAnswers(): void {
  subscribe('fastify.initialization', (message) => {
    if (!isStart(message)) return;
    // Before any other: it sees the text as it was written, and not compressed.
    message.fastify.addHook('onSend', async (request, reply, payload) => {
      if (isJson(reply, payload)) await check(request, reply, payload);
      return payload;
    });
  });
}

function isStart(message: unknown): message is { fastify: FastifyInstance } {
  return typeof message === 'object' && message !== null && 'fastify' in message;
}

function isJson(reply: FastifyReply, payload: unknown): payload is string {
  return typeof payload === 'string' && payload !== '' && String(reply.getHeader('content-type')).includes('json');
}

async function check(
  { method, routeOptions }: FastifyRequest,
  { statusCode }: FastifyReply,
  payload: string,
): Promise<void> {
  const declared = routeOptions.schema?.response;
  if (typeof declared !== 'object' || declared === null) return;
  const route = `${method} ${routeOptions.url} ${statusCode}`;
  // Only where there is something to be checked: most tests ask nothing of the API.
  const [{ IsSchema }, { Value }] = await Promise.all([import('typebox'), import('typebox/value')]);
  const shape: unknown = Reflect.get(declared, statusCode);
  if (!IsSchema(shape)) {
    found.add(`${route}: no schema is declared for this status`);
    return;
  }
  const answer: unknown = JSON.parse(payload);
  if (Value.Check(shape, answer)) return;
  for (const { instancePath, message } of Value.Errors(shape, answer)) {
    // Of many lines that lack the same key one is enough.
    found.add(`${route}: answer${instancePath.replaceAll(/\/\d+/g, '/…')} ${message}`);
  }
}
