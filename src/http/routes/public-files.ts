import { join } from 'node:path';
import compress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { compression } from '../compression.ts';

/** Style sheet, icons, and the scripts by which browsers subscribe. */
export async function publicFiles(files: FastifyInstance): Promise<void> {
  await files.register(compress, compression);
  files.register(fastifyStatic, {
    root: join(import.meta.dirname, '../public'),
    prefix: '/public/',
    maxAge: 3_600_000,
    // A service worker serves the addresses below its own unless it is said that it may serve others: there are no pages below this one.
    setHeaders: (reply) => void reply.header('service-worker-allowed', '/push/'),
  });
}
