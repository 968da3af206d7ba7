import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { Turns } from '../../reading/take-turns.ts';
import type { Auth } from '../auth.ts';
import type { Doors } from '../doors.ts';
import type { KeptPages } from '../limits/kept-pages.ts';
import type { RequestLimit } from '../limits/request-limit.ts';
import type { ApiTypes } from './write-answers.ts';

export type Api = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ApiTypes>;

/** What a family of routes is made with. */
export interface ApiRoutes {
  doors: Doors;
  auth: Auth;
  requestLimit: RequestLimit;
  kept: KeptPages;
  /** Levels read at gauges are entered one after another, by whichever door they come. */
  readsInTurn: Turns;
}
