import { html } from 'hono/html';
import type { KnownFlood } from '../../../territory/known-flood.ts';
import type { Speech } from '../../speech.ts';
import { ellipsis } from '../../text/ellipsis.ts';
import type { Html } from '../layout.ts';
import { box, type Scale, sideOf } from './chart-scale.ts';

/** Beside the marks' names, which stand at the left. */
const MOST_LETTERS = 20;
/** Two names nearer than this would lie upon one another. */
const LINE_HIGH = 14;

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

/** Their names at the right, over all that is drawn; the higher of two that nearly touch keeps its name. */
export function floodNames({ words }: Speech, floods: readonly KnownFlood[], scale: Scale): readonly Html[] {
  let namedAt = Number.NEGATIVE_INFINITY;
  return floodsIn(floods, scale)
    .toReversed()
    .flatMap((flood) => {
      const y = scale.y(flood.stageM);
      if (y - namedAt < LINE_HIGH) return [];
      namedAt = y;
      const name = ellipsis(words.floods.title(flood), MOST_LETTERS);
      return [
        html`<text class="flood-label" x="${box.width - box.right - 2}" y="${y - 4}" text-anchor="end">${name}, ${words.metres(flood.stageM)}</text>`,
      ];
    });
}

/** All of them, the highest first, in words. @example 'Crues connues ici : 12 novembre 1999, 8,93 m ; 23 janvier 2020, 8,38 m.' */
export function floodList({ page, words }: Speech, floods: readonly KnownFlood[]): string {
  if (floods.length === 0) return '';
  const all = floods.toReversed().map((each) => `${words.floods.inFull(each)}, ${words.metres(each.stageM)}`);
  return page.chart.knownFloods(all.length, all.join(page.chart.betweenFloods));
}
