import type { KnownFlood } from '../territory/known-flood.ts';
import { downToCm } from './metres.ts';
import type { Words } from './words.ts';

/** What is compared, and with which floods. */
export interface Compared {
  /** Where the water stands; `null` where that is not known well enough. */
  nowM: number | null;
  /** How high it may come, as the forecast says it: half of the developments pass `p50M`, one in four `p75M`; `null` where nothing more is to come. */
  ahead: { p50M: number; p75M: number } | null;
  /** Lower than this the water is worth no comparison: the town's first mark. */
  fromM: number;
  /** Lowest first. */
  floods: readonly KnownFlood[];
}

/**
 * How bad it is, by floods that people remember: the highest that is passed and the next above it, of the highest that is likely where more is to come, else of
 * now. `null` where there is nothing to compare. `isAlone`: the highest that is likely stands nowhere beside it.
 * @example floodText(fr, …) // "plus haut que la crue du 23 janvier 2020 (8,38 m), 0,40 m sous la crue du 12 novembre 1999 (8,93 m)"
 * @example of 7.90 m now and 8.53 m at the highest // 'ce serait plus haut que la crue du 23 janvier 2020 (8,38 m), environ 0,40 m sous …'
 */
export function floodText(words: Words, compared: Compared, isAlone = false): string | null {
  const { floods, ahead, fromM } = compared;
  const { floods: say } = words;
  const nowM = compared.nowM === null ? Number.NEGATIVE_INFINITY : downToCm(compared.nowM);
  const likelyM = ahead === null ? Number.NEGATIVE_INFINITY : Math.round(ahead.p50M * 100) / 100;
  const stageM = Math.max(nowM, likelyM);
  const isAhead = likelyM > nowM;
  const passed = floods.findLast((each) => each.stageM < stageM);
  const next = floods.find((each) => each.stageM >= stageM);
  const perhaps = ahead && floods.findLast((each) => each.stageM > stageM && each.stageM <= ahead.p75M);
  if (stageM < fromM && !passed && !perhaps) return null;

  const withStage = (flood: KnownFlood): string => `${say.called(flood)} (${words.metres(flood.stageM)})`;
  const below = (flood: KnownFlood): string => {
    const byM = Math.round((flood.stageM - stageM) * 100) / 100;
    if (byM === 0) return say.levelWith(withStage(flood));
    const by = words.metres(byM);
    return say.below(isAhead ? say.about(by) : by, withStage(flood));
  };
  const above = perhaps ? say.perhaps(withStage(perhaps)) : next && below(next);
  const wouldBe = (text: string): string =>
    isAhead ? say.wouldBe(text, isAlone ? words.metres(likelyM) : null) : text;
  if (!passed) return perhaps || above === undefined ? (above ?? null) : wouldBe(above);
  const higher = say.higher(withStage(passed));
  const isAlready = isAhead && passed.stageM < nowM;
  const first = isAlready ? say.already(higher) : wouldBe(higher);
  if (above === undefined) return first;
  return isAlready && !perhaps ? say.andAtHighest(first, above) : `${first}, ${above}`;
}

/** @example asSentence('plus haut que la crue de 1999') // 'Plus haut que la crue de 1999.' */
export function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
