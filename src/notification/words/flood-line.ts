import { floodText } from '../../text/flood-text.ts';
import type { Writing } from './writing.ts';

/** How bad it is by floods that people remember, in one line; none where there is nothing to compare. */
export function floodLine({ words, around, told, commune, context }: Writing): string[] {
  const { station, stageM } = told;
  const watch = commune.watches.find((each) => each.station === station);
  if (watch === undefined) return [];
  const text = floodText(
    words,
    {
      nowM: stageM,
      ahead: context.caveatsOf(told)?.highest ?? null,
      fromM: Math.min(...Object.values(watch.marks)),
      floods: context.floodsAt(watch.station),
    },
    true,
  );
  return text === null ? [] : [around.labelled(around.labels.floods, `${text}.`)];
}
