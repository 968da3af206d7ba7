import compress, { type FastifyCompressOptions } from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** What is sent is made small; what comes in is never blown up. */
export const compression: FastifyCompressOptions = { encodings: ['br', 'gzip'], globalDecompression: false };

/**
 * A phone on 2G loads the page of a commune in a quarter of the bytes. Only what is the same for everybody may be made small: files,
 * and what `sendPublicPage` sends. The page of somebody who is logged in holds a token beside what strangers wrote, and its length
 * would tell of the token (BREACH).
 */
export async function compressOnDemand(pages: FastifyInstance): Promise<void> {
  await pages.register(compress, { ...compression, global: false });
}
