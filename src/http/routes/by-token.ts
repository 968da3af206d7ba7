import type { FastifyReply } from 'fastify';

/** By the link in a message: whoever has its token needs no login. */
export interface ByToken {
  Params: { token: string };
}

/** The token in the address goes nowhere with the next click, and into no search engine. */
export function closed(reply: FastifyReply): FastifyReply {
  return reply.header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex');
}
