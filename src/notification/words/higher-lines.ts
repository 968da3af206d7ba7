import type { Writing } from './writing.ts';

/** What is less likely is left to the page. */
const LEAST = 0.1;

/** How likely the higher marks are passed, a line each: who reads “be prepared” must not learn on a page alone that life is in danger within hours. */
export function higherLines({ words, around, told, context }: Writing): string[] {
  return context
    .chancesAbove(told)
    .filter(({ probability }) => probability >= LEAST)
    .map(({ level, markM, leadTimeH, probability }) => {
      const chance = around.chanceWithin(words.chance(probability), words.hours(leadTimeH));
      return around.labelled(around.labels.higher, `${words.level(level).name} (${words.metres(markM)}), ${chance}`);
    });
}
