import { html } from 'hono/html';
import type { KnownFlood } from '../../../territory/known-flood.ts';
import type { Speech } from '../../speech.ts';
import type { Html } from '../html.ts';
import { box, type Scale, sideOf } from './chart-scale.ts';

/** Those that lie in the picture. */
export function floodsIn(floods: readonly KnownFlood[], scale: Scale): readonly KnownFlood[] {
  return floods.filter(({ stageM }) => sideOf(stageM, scale) === 'within');
}

/** A line at the height of each that lies in the picture. */
export function floodLines(floods: readonly KnownFlood[], scale: Scale): readonly Html[] {
  return floodsIn(floods, scale).map(({ stageM }) => {
    const y = scale.y(stageM);
    return html`<line class="flood" x1="${box.left}" x2="${box.width - box.right}" y1="${y}" y2="${y}"/>`;
  });
}

/** All of them, the highest first, in words. @example 'Crues connues ici : 12 novembre 1999, 8,93 m ; 23 janvier 2020, 8,38 m.' */
export function floodList({ page, words }: Speech, floods: readonly KnownFlood[]): string {
  if (floods.length === 0) return '';
  const all = floods.toReversed().map((each) => `${words.floods.inFull(each)}, ${words.metres(each.stageM)}`);
  return page.chart.knownFloods(all.length, all.join(' ; '));
}
