import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sendShared, shareAnswer } from '../shared-answer.ts';

const folder = join(import.meta.dirname, '../public');
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Style sheet, icons, and the scripts by which browsers subscribe. */
export async function publicFiles(files: FastifyInstance): Promise<void> {
  const found = readdirSync(folder).map((name) => [name, shareAnswer(readFileSync(join(folder, name)))] as const);
  const known = new Map(found);
  files.get<{ Params: { name: string } }>('/public/:name', async (request, reply) => {
    const { name } = request.params;
    const file = known.get(name);
    if (!file) return reply.callNotFound();
    reply.header('cache-control', 'public, max-age=3600').type(types[extname(name)] ?? 'application/octet-stream');
    // A service worker serves the addresses below its own unless it is said that it may serve others: there are no pages below this one.
    return sendShared(reply.header('service-worker-allowed', '/push/'), file);
  });
}
