import { html } from 'hono/html';
import type { Html } from '../html.ts';

/**
 * The style sheet says how they look. Where it has not come through, or a reader view leaves it out, the attributes keep them lines: each would be a
 * black area.
 */
export function polyline(className: string, points: readonly string[]): Html {
  return html`<polyline class="${className}" points="${points.join(' ')}" fill="none" stroke="currentColor"/>`;
}

export function doubtSign(drawn: string): Html {
  return html`<path class="suspect" d="${drawn}" fill="none" stroke="currentColor"/>`;
}
