import { html } from 'hono/html';
import type { Speech } from '../speech.ts';
import type { Html } from './html.ts';

/** Below a list that shows the newest, or those before one: the way to older ones, and back. `before`: the oldest shown, where there are older. */
export function olderLinks(
  { page: { staff }, language }: Speech,
  path: string,
  { before, isNewest, older }: { before: number | undefined; isNewest: boolean; older: string },
): Html | null {
  if (isNewest && before === undefined) return null;
  const here = `/${language}${path}`;
  const more = path.includes('?') ? '&' : '?';
  return html`<p class="links">${isNewest || html`<a href="${here}">${staff.backToNewest}</a>`} ${before !== undefined && html`<a href="${here}${more}before=${before}">${older}</a>`}</p>`;
}
