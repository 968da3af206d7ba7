import type { FastifyReply } from 'fastify';

/** The token in the address goes nowhere with the next click, and into no search engine. */
export function closed(reply: FastifyReply): FastifyReply {
  return reply.header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex');
}
