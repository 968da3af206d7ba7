import type { FastifyInstance } from 'fastify';
import { type OfCommune, orNotFound } from '../enter.ts';
import { liveBy } from '../pages/live-link.ts';
import { embedLayout } from '../pages/residents/embed-layout.ts';
import { embedPage } from '../pages/residents/embed-page.ts';
import { publicTitle } from '../pages/residents/public-level.ts';
import { refreshSecOf, sendPublicPage } from '../reply.ts';
import { inAnyFrame } from '../security.ts';
import { viewCommune } from '../views/commune-view.ts';
import type { PageRoutes } from './page-routes.ts';

/**
 * The public page's answer for the town's own site. Whoever left that site open must not read yesterday's level as today's, so it
 * reloads by itself, until a reader stops it (WCAG 2.2, 2.2.2); where that fails, the browser says so in its place.
 */
export function embedPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  app.get<OfCommune & { Querystring: { still?: string } }>(
    '/communes/:commune/embed',
    inAnyFrame(doors),
    (request, reply) => {
      const commune = orNotFound(doors.communes.get(request.params.commune));
      const path = `/communes/${commune.id}/embed`;
      const isStill = request.query.still !== undefined;
      const live = liveBy('still', isStill, `/${speech.language}${path}`, refreshSecOf(doors));
      const address = `${speech.language} embed ${commune.id}${isStill ? ' still' : ''}`;
      const make = async () => {
        const view = await viewCommune(doors, commune);
        const frame = { title: publicTitle(speech, doors.instance, view), path, live };
        return { frame, body: embedPage(speech, view, live) };
      };
      return sendPublicPage(reply, routes, address, make, embedLayout);
    },
  );
}
