import type { Turns } from '../../reading/take-turns.ts';
import type { Auth } from '../auth.ts';
import type { Doors } from '../doors.ts';
import type { Speech } from '../speech.ts';
import type { KeptFloods } from '../views/past-view.ts';

/** What a family of pages is made with: once for each language. */
export interface PageRoutes {
  doors: Doors;
  speech: Speech;
  auth: Auth;
  floods: KeptFloods;
  /** Levels read at gauges are entered one after another, by whichever door they come. */
  readsInTurn: Turns;
}
