import { html } from 'hono/html';
import type { AlertLevel } from '../../../territory/alert-level.ts';
import type { Speech } from '../../speech.ts';
import { urgencyOrder } from '../../views/urgency.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';

type Rows = readonly { level: AlertLevel }[];

/** How many are at which level, the worst first. */
function countLevels(rows: Rows): { level: AlertLevel; count: number }[] {
  return urgencyOrder.flatMap((level) => {
    const count = rows.filter((row) => row.level === level).length;
    return count === 0 ? [] : [{ level, count }];
  });
}

/** In words. @example levelCounts(speech, rows) // 'Danger pour la vie : 2, Agir : 3' */
export function levelCounts({ words, page }: Speech, rows: Rows): string {
  return countLevels(rows)
    .map(({ level, count }) => page.map.counted(words.level(level).name, count))
    .join(', ');
}

/** As tags with the word of each. */
export function levelKeys(speech: Speech, rows: Rows): readonly Html[] {
  return countLevels(rows).map(
    ({ level, count }) => html`<span class="key">${levelTag(speech, level)} ${count}</span> `,
  );
}

/** As signs, small, which are read aloud as words. */
export function levelSigns({ words, page }: Speech, rows: Rows): readonly Html[] {
  return countLevels(rows).map(({ level, count }) => {
    const { name, symbol } = words.level(level);
    return html`<span class="tag level-${level}" role="img" aria-label="${page.map.counted(name, count)}">${symbol} ${count}</span>`;
  });
}
