import type { FastifyInstance, FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { DAY_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Doors } from '../doors.ts';
import { countedBy } from '../security.ts';
import { countRequests } from './count-requests.ts';

const TEN_IN_TEN_MINUTES = { max: 10, timeWindow: 10 * MINUTE_MS };
/** A fifth of what all together may ask for in a day: nobody alone closes the form to a whole town. A /48 is what one organisation gets. */
const OF_ONE_NETWORK_A_DAY = {
  max: 200,
  timeWindow: DAY_MS,
  keyGenerator: countedBy(48),
};

/** Subscriptions asked for from one address of the network, by whatever door: one count for all languages and the API. */
export interface RequestLimit {
  any(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Text messages cost: fewer, once it is known what is asked for. */
  texts: preHandlerAsyncHookHandler;
}

export function createRequestLimit(
  app: FastifyInstance,
  { refusals, residentTexts }: Pick<Doors, 'refusals' | 'residentTexts'>,
): RequestLimit {
  const textsOfOneNetwork = { ...OF_ONE_NETWORK_A_DAY, max: Math.ceil((residentTexts?.requestsPerDay ?? 0) / 5) };
  const refuse = () => {
    refusals.note('visitor');
    return 'Too many subscriptions asked for from here.';
  };
  const countTexts = countRequests(app, [textsOfOneNetwork], refuse);
  return {
    any: countRequests(app, [TEN_IN_TEN_MINUTES, OF_ONE_NETWORK_A_DAY], refuse),
    texts: async (request, reply) => {
      if (residentTexts !== null && phoneOf(request.body) !== '') await countTexts(request, reply);
    },
  };
}

/** What was typed as a phone number. */
export function phoneOf(body: unknown): string {
  const typed = typeof body === 'object' && body !== null && 'phone' in body ? body.phone : '';
  return typeof typed === 'string' ? typed.trim().slice(0, 40) : '';
}
