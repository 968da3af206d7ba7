import { html } from 'hono/html';
import type { Speech } from '../speech.ts';
import type { Html } from './html.ts';

/** Whether a page reloads by itself is the reader's choice: a reload takes the page away where there is no network (WCAG 2.2, 2.2.2). */
export interface Live {
  /** Whether it does now. */
  isLive: boolean;
  /** Where it is the other way round. */
  href: string;
  everySec: number;
}

/** How often a page reloads that waits for a result: whoever hears it read out comes to the link that stops it before it begins anew. */
export const WAITING_SEC = 10;

/**
 * By its address: `follow` makes a page reload that stands still, `still` stops one that reloads.
 * @example liveBy('still', false, '/fr/staff?saved=1', 60) // live; stopped at '/fr/staff?saved=1&still=1'
 */
export function liveBy(word: 'follow' | 'still', isThere: boolean, without: string, everySec: number): Live {
  const href = isThere ? without : `${without}${without.includes('?') ? '&' : '?'}${word}=1`;
  return { isLive: isThere === (word === 'follow'), href, everySec };
}

export function liveLink({ page }: Speech, { isLive, href, everySec }: Live): Html {
  return html`<a href="${href}">${isLive ? page.commune.stopFollowing : page.commune.follow(everySec)}</a>`;
}
