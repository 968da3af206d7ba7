import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyTypeProvider, RawServerDefault } from 'fastify';
import type { Static, StaticDecode, TSchema } from 'typebox';
import type { Turns } from '../../reading/take-turns.ts';
import type { Auth } from '../auth.ts';
import type { Doors } from '../doors.ts';
import type { KeptPages } from '../limits/kept-pages.ts';
import type { RequestLimit } from '../limits/request-limit.ts';

/** As the service has it: instants are numbers, and nothing is there to be changed. */
type Given<T> = T extends object ? { readonly [K in keyof T]: Given<T[K]> } : T;

/** What comes in is as its schema says. What goes out is given as the service has it, and written by `writeAnswers`. */
export interface ApiTypes extends FastifyTypeProvider {
  validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
  serializer: this['schema'] extends TSchema ? Given<StaticDecode<this['schema']>> : unknown;
}

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
