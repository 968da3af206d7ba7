import { html } from 'hono/html';
import type { KnownFlood } from '../../territory/known-flood.ts';
import { ellipsis } from '../ellipsis.ts';
import type { Speech } from '../speech.ts';
import { box, type Scale, sideOf } from './chart-scale.ts';
import type { Html } from './layout.ts';

/** Beside the marks' names, which stand at the left. */
const MOST_LETTERS = 20;
/** Two names nearer than this would lie upon one another. */
const LINE_HIGH = 14;

/** Those that lie in the picture. */
export function floodsIn(floods: readonly KnownFlood[], scale: Scale): readonly KnownFlood[] {
  return floods.filter(({ stageM }) => sideOf(stageM, scale) === 'within');
}

/** A line at the height of each that lies in the picture, named at the right; the higher of two that nearly touch keeps its name. */
export function floodLines({ words }: Speech, floods: readonly KnownFlood[], scale: Scale): readonly Html[] {
  let namedAt = Number.NEGATIVE_INFINITY;
  return floodsIn(floods, scale)
    .toReversed()
    .map((flood) => {
      const y = scale.y(flood.stageM);
      const isFree = y - namedAt >= LINE_HIGH;
      if (isFree) namedAt = y;
      const right = box.width - box.right;
      return html`<line class="flood" x1="${box.left}" x2="${right}" y1="${y}" y2="${y}"/>${isFree && html`<text class="flood-label" x="${right - 2}" y="${y - 4}" text-anchor="end">${ellipsis(words.floods.title(flood), MOST_LETTERS)}, ${words.metres(flood.stageM)}</text>`}`;
    });
}

/** All of them, the highest first, in words. @example 'Crues connues ici : 12 novembre 1999, 8,93 m ; 23 janvier 2020, 8,38 m.' */
export function floodList({ page, words }: Speech, floods: readonly KnownFlood[]): string {
  if (floods.length === 0) return '';
  const all = floods.toReversed().map((each) => `${words.floods.inFull(each)}, ${words.metres(each.stageM)}`);
  return page.chart.knownFloods(all);
}
