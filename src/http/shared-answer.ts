import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyReply } from 'fastify';

/** Of the smallest first; at this quality it takes no longer than the other. */
const encoders = {
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
};
type Encoding = keyof typeof encoders;
const encodings: Encoding[] = ['br', 'gzip'];

/**
 * What is the same for everybody, made small once for all who ask: a thousand at once would each have it made small for themselves, which took
 * 2.6 s and 400 MB. What is of one reader goes out as it is: the page of somebody who is logged in holds a token beside what strangers wrote,
 * and its length would tell of the token (BREACH).
 */
export interface SharedAnswer {
  bytes: Buffer;
  /** Weak: it names the answer, compressed or not. */
  etag: string;
  /** Compressed, where that makes it smaller. */
  small(encoding: Encoding): Promise<Buffer | null>;
}

export function shareAnswer(content: string | Buffer): SharedAnswer {
  const bytes = Buffer.from(content);
  const etag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const made: Partial<Record<Encoding, Promise<Buffer | null>>> = {};
  const make = async (encoding: Encoding) => {
    const small = await encoders[encoding](bytes);
    return small.length < bytes.length ? small : null;
  };
  return { bytes, etag, small: (encoding) => (made[encoding] ??= make(encoding)) };
}

/** A phone on 2G loads the page of a commune in a quarter of the bytes. Who has it already is told so. */
export async function sendShared(reply: FastifyReply, { bytes, etag, small }: SharedAnswer): Promise<FastifyReply> {
  const { headers } = reply.request;
  reply.header('etag', etag).header('vary', 'accept-encoding');
  if (headers['if-none-match'] === etag) return reply.code(304).send();
  const encoding = negotiate(headers['accept-encoding']?.toString().toLowerCase() ?? '', encodings);
  const compressed = encoding && (await small(encoding));
  return compressed ? reply.header('content-encoding', encoding).send(compressed) : reply.send(bytes);
}
