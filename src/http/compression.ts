import { join } from 'node:path';
import compress, { type FastifyCompressOptions } from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** What is sent is made small; what comes in is never blown up. */
const options: FastifyCompressOptions = { encodings: ['br', 'gzip'], globalDecompression: false };

/**
 * A phone on 2G loads the page of a commune in a quarter of the bytes. Only what is the same for everybody may be made small: files,
 * and what `sendPublicPage` sends. The page of somebody who is logged in holds a token beside what strangers wrote, and its length
 * would tell of the token (BREACH).
 */
export async function compressOnDemand(pages: FastifyInstance): Promise<void> {
  await pages.register(compress, { ...options, global: false });
}

/** Style sheet, icons, and the scripts by which browsers subscribe. */
export async function publicFiles(files: FastifyInstance): Promise<void> {
  await files.register(compress, options);
  files.register(fastifyStatic, {
    root: join(import.meta.dirname, 'public'),
    prefix: '/public/',
    maxAge: 3_600_000,
    // A service worker serves the addresses below its own unless it is said that it may serve others: there are no pages below this one.
    setHeaders: (reply) => void reply.header('service-worker-allowed', '/push/'),
  });
}
