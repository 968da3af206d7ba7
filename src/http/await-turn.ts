import type { FastifyInstance } from 'fastify';
import type { Doors } from './doors.ts';

/**
 * Nothing that somebody does is begun before the database can be written: SQLite would wait at each write of it, sensors and all
 * pages with it, and leave it half done. Logging in writes nothing, and is needed to look; a code beside the password awaits its turn only
 * where it writes something. Nor is anybody kept logged in: what logging out writes awaits its turn there.
 */
export function awaitTurn(app: FastifyInstance, { turn }: Pick<Doors, 'turn'>): void {
  app.addHook('preHandler', async ({ method, is404, routeOptions: { url = '' } }) => {
    if (isDeed(method) && !is404 && !isComingOrGoing(url)) await turnOf(turn);
  });
}

/** Whether somebody only logs in or out there. */
export function isComingOrGoing(url: string): boolean {
  return /\/(login(\/code)?|logout)$/.test(url);
}

/** Whether something is done, and not only looked at. */
export function isDeed(method: string): boolean {
  return ['POST', 'PUT', 'DELETE'].includes(method);
}

/**
 * Another process holds the database, and nothing was begun of what was asked. Not so where the database is found held amid a deed: of
 * that some may be done.
 */
export class Held extends Error {
  statusCode = 503;
}

export async function turnOf(turn: Doors['turn']): Promise<void> {
  try {
    await turn();
  } catch (cause) {
    throw new Held('Another process holds the database: nothing was done. Try again in a moment.', { cause });
  }
}

/** Longer than a turn is waited for. */
const AGAIN_MS = 10_000;

/** Done once the database is let go, be it hours later, unless the service ends before. What else keeps it from being done is told once. */
export function onceFree(turn: Doors['turn'], work: () => void, failed: (error: unknown) => void): void {
  let isTold = false;
  const attempt = async () => {
    try {
      await turnOf(turn);
      work();
    } catch (error) {
      if (!isTold && !(error instanceof Held)) {
        failed(error);
        isTold = true;
      }
      again();
    }
  };
  const again = () => setTimeout(() => void attempt(), AGAIN_MS).unref();
  again();
}
