import { html } from 'hono/html';
import { type RaisedLevel, raisedLevels } from '../../../territory/alert-level.ts';
import type { KnownFlood } from '../../../territory/known-flood.ts';
import type { Speech } from '../../speech.ts';
import { ellipsis } from '../../text/ellipsis.ts';
import type { Html } from '../html.ts';
import { box, type Scale } from './chart-scale.ts';
import { floodsIn } from './flood-lines.ts';
import { type NamedLine, placeNames } from './place-names.ts';

/** Beside the marks' names, which stand at the left. */
const MOST_LETTERS = 20;

/**
 * Names of marks at the left, and at the right, over all that is drawn, those of floods, the highest first: each beside its line and across no
 * other. A flood without room has none; the text of the chart names all.
 */
export function lineNames(
  { words }: Speech,
  stages: Readonly<Partial<Record<RaisedLevel, number>>>,
  knownFloods: readonly KnownFlood[],
  scale: Scale,
): { ofMarks: readonly Html[]; ofFloods: readonly Html[] } {
  const marks = raisedLevels.flatMap((level): NamedLine[] => {
    const markM = stages[level];
    if (markM === undefined) return [];
    const { name, symbol } = words.level(level);
    const text = `${symbol} ${name}, ${words.metres(markM)}`;
    return [{ y: scale.y(markM), name: text, end: 'left', isNeeded: true }];
  });
  const floods = floodsIn(knownFloods, scale)
    .toReversed()
    .map((flood): NamedLine => {
      const text = `${ellipsis(words.floods.title(flood), MOST_LETTERS)}, ${words.metres(flood.stageM)}`;
      return { y: scale.y(flood.stageM), name: text, end: 'right', isNeeded: false };
    });
  const baselines = placeNames([...marks, ...floods]);
  const ofFloods = floods.flatMap(({ name }, index) => {
    const y = baselines[marks.length + index];
    if (y == null) return [];
    return [html`<text class="flood-label" x="${box.width - box.right - 2}" y="${y}" text-anchor="end">${name}</text>`];
  });
  const ofMarks = marks.map(
    ({ name }, index) => html`<text class="mark-label" x="${box.left + 4}" y="${baselines[index]}">${name}</text>`,
  );
  return { ofMarks, ofFloods };
}
