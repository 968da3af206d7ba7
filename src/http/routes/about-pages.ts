import type { FastifyInstance } from 'fastify';
import { aboutPage } from '../pages/about/about-page.ts';
import { sendPublicPage } from '../reply.ts';
import { viewAbout } from '../views/about-view.ts';
import type { PageRoutes } from './page-routes.ts';

/** What the law has a public site say of itself. */
export function aboutPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  app.get('/about', (_request, reply) =>
    sendPublicPage(reply, routes, `${speech.language} about`, async () => ({
      frame: { title: speech.page.about.title, path: '/about' },
      body: aboutPage(speech, viewAbout(doors, speech)),
    })),
  );
}
