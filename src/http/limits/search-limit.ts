import type { FastifyInstance } from 'fastify';
import { MINUTE_MS } from '../../lib/units.ts';
import { countRequests } from './count-requests.ts';

/** Per address and minute: each may list hundreds of communes, and no two who search find the same page. */
const SEARCHES = { max: 120, timeWindow: MINUTE_MS };

/**
 * Searches that list, from one address of the network: one count for all languages. Whoever types the name of a commune is led to its page,
 * which costs nothing: in a flood many of them are behind one address of their phone company.
 */
export function createSearchLimit(app: FastifyInstance): ReturnType<typeof countRequests> {
  return countRequests(app, [SEARCHES], () => 'Too many searches from here.');
}
