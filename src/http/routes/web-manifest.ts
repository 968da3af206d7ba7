import type { FastifyInstance } from 'fastify';
import { type OfCommune, orNotFound } from '../enter.ts';
import type { PageRoutes } from './page-routes.ts';

/** How the page of a commune stands on the home screen of a phone: on an iPhone only from there it gets notifications. */
export function webManifest(app: FastifyInstance, { doors, speech }: PageRoutes): void {
  app.get<OfCommune>('/communes/:commune/app.webmanifest', (request, reply) => {
    const commune = orNotFound(doors.communes.get(request.params.commune));
    const page = `/${speech.language}/communes/${commune.id}`;
    const manifest = {
      id: page,
      name: `${commune.name} – ${doors.instance.name}`,
      short_name: commune.name,
      lang: speech.language,
      start_url: page,
      scope: '/',
      display: 'standalone',
      background_color: '#ffffff',
      theme_color: '#123a5a',
      icons: [
        { src: '/public/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: '/public/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
    };
    return reply
      .type('application/manifest+json')
      .header('cache-control', 'public, max-age=3600')
      .send(JSON.stringify(manifest));
  });
}
