import type { FastifyInstance } from 'fastify';
import { addressOf, pageAbove } from '../errors.ts';

/**
 * Where a form leaves its reader there is no page to be looked at: a telephone that has put the tab away, and whoever types or shares its address, asks
 * for one. Each leads to the page that the form stood on, and does nothing. Begun before the pages; what is given back is called once they are there.
 */
export function besideDeeds(pages: FastifyInstance, waysBack: Set<string>): () => void {
  const deeds: { url: string; routePath: string }[] = [];
  pages.addHook('onRoute', ({ method, url, routePath }) => {
    if (method === 'POST') deeds.push({ url, routePath });
  });
  return () => {
    for (const { url, routePath } of deeds) {
      const page = pageAbove(pages, url, waysBack);
      if (page === null || page === url) continue;
      waysBack.add(url);
      pages.get(routePath, (request, reply) => reply.redirect(addressOf(page, request), 302));
    }
  };
}
