import type { ApiRoutes } from '../api/api-routes.ts';
import type { Speech } from '../speech.ts';
import type { KeptFloods } from '../views/afterwards/past-view.ts';

/** What a family of pages is made with: what the API is, once for each language. */
export interface PageRoutes extends ApiRoutes {
  speech: Speech;
  floods: KeptFloods;
}
