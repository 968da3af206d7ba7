import type { FastifyInstance } from 'fastify';
import type { Doors } from './doors.ts';

/**
 * Nothing that somebody does is begun before the database can be written: SQLite would wait at each write of it, sensors and all
 * pages with it, and leave it half done. Logging in writes nothing, and is needed to look.
 */
export function awaitTurn(app: FastifyInstance, { turn }: Pick<Doors, 'turn'>): void {
  app.addHook('preHandler', async ({ method, is404, routeOptions: { url = '' } }) => {
    if (['POST', 'PUT', 'DELETE'].includes(method) && !is404 && !url.endsWith('/login')) await turn();
  });
}

/** Another process holds the database: what was asked is not done, and can be done once it has let go. */
export function isHeld({ code }: { code?: string }): boolean {
  return code?.startsWith('SQLITE_BUSY') ?? false;
}
