import type { FastifyInstance } from 'fastify';
import { signId, verifySignedId } from '../../people/signed-link.ts';
import type { Doors } from '../doors.ts';
import type { ByToken } from './by-token.ts';

/** The link of a text message to a resident, which has little room: it leads to the page of their subscription and changes nothing. */
export function shortLinks(
  app: FastifyInstance,
  { instance, keys, subscriptions }: Pick<Doors, 'instance' | 'keys' | 'subscriptions'>,
): void {
  app.get<ByToken>('/s/:token', (request, reply) => {
    const id = verifySignedId('stop', request.params.token, keys.link);
    const spoken = id === null ? undefined : subscriptions.find(id)?.language;
    const language = instance.languages.find((each) => each === spoken) ?? instance.languages[0];
    const token = id === null ? 'none' : signId('leave', id, keys.link);
    return reply.redirect(`/${language}/subscriptions/leave/${encodeURIComponent(token)}`, 302);
  });
}
