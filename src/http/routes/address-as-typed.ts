import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Commune } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';
import { type OfCommune, orNotFound } from '../enter.ts';
import { preferredLanguage } from '../speech.ts';

/** A commune as people type it. Where it leads is made of the configuration's own id, never of what was typed. */
export function communeAsTyped({ communes }: Pick<Doors, 'communes'>, typed: string): Commune {
  const id = typed.toLowerCase();
  return orNotFound(communes.values().find((each) => each.id.toLowerCase() === id));
}

/** An address of a commune without its language, as it is said on the telephone or printed on a poster. */
export function withoutLanguage(app: FastifyInstance, doors: Doors): void {
  const { languages } = doors.instance;
  const toPage = (request: FastifyRequest<OfCommune>, reply: FastifyReply) => {
    const commune = communeAsTyped(doors, request.params.commune);
    const language = preferredLanguage(request.headers['accept-language'], languages);
    return reply.header('vary', 'accept-language').redirect(`/${language}/communes/${commune.id}`, 302);
  };
  app.get<OfCommune>('/communes/:commune', toPage);
  app.get<OfCommune>('/communes/:commune/', toPage);
}

/** Typed with a slash at its end; and where the form leaves its reader, who reloads or shares that address. */
export function besideCommunePage(app: FastifyInstance, doors: Doors, language: string): void {
  const to = (place: string) => (request: FastifyRequest<OfCommune>, reply: FastifyReply) => {
    const commune = communeAsTyped(doors, request.params.commune);
    return reply.redirect(`/${language}/communes/${commune.id}${place}`, 302);
  };
  app.get<OfCommune>('/communes/:commune/', to(''));
  app.get<OfCommune>('/communes/:commune/subscriptions', to('#subscribe'));
  app.get<OfCommune>('/communes/:commune/subscriptions/', to('#subscribe'));
}
