import type { Instant } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import type { NetworkFit } from '../learn/fit-network.ts';
import type { OwnModel } from '../learn/fit-own-model.ts';
import type { AnalogueModel } from '../model/analogue-model.ts';
import type { DrawnModel } from '../model/drawn-model.ts';
import type { Projection } from '../model/projection.ts';
import type { PastGauge } from '../model/similar-events.ts';
import { columnsOf, fallenLatelyMm, type Situation } from '../observed/features.ts';
import { developments } from './developments.ts';
import { drawLaggards } from './draw-laggards.ts';
import { raiseInRain } from './raise-in-rain.ts';
import { shiftRanks } from './shift-ranks.ts';
import { joined, type Steps } from './steps.ts';

/** One that knows something of what may come, the one with the greatest share first. */
export interface Voice {
  model: AnalogueModel | DrawnModel;
  isOwn: boolean;
  values: Float64Array;
  /** How many levels are looked at, the deepest first. */
  levels: readonly number[];
  share: number;
  /** How much rain of the last three hours it knows of. */
  fallenMm: number;
}

/** Paths, and the past situation that each was made from. */
interface Told {
  rises: Steps;
  origins: readonly Origin[];
}

interface Origin {
  gauge: PastGauge;
  at: Instant;
}

/** Where two models speak they give about so many paths together (docs/forecast-tried.md, twenty-second round). */
const TOLD = 480;

/**
 * The paths of all voices, of rises. Those of other rivers are shifted by `shift` (log-odds, see `updatingShift`), the gauge's own by the
 * less of it the greater its share: one that saw many floods is told wrong by it (measured).
 */
export function tellEach(voices: readonly Voice[], station: string, shift: number): Told {
  const told = voices.map((voice) => ({ voice, ...tell(voice, station, voices.length > 1, shift) }));
  const own = told.find(({ voice }) => voice.isOwn);
  const raised = told.map(({ voice, rises }) =>
    voice.isOwn || !own ? rises : raiseInRain(rises, own.rises, own.voice.fallenMm),
  );
  return { rises: joined(raised), origins: told.flatMap(({ origins }) => origins) };
}

/** The developments of one voice; of two, of each as many as its share says. Laggards are drawn among those that are told. */
function tell({ model, isOwn, values, levels, share }: Voice, station: string, isShared: boolean, shift: number): Told {
  const most = isShared ? share * TOLD : Number.POSITIVE_INFINITY;
  const { rises, rows } = developments(model, station, values, levels, most);
  const { gauges, gaugeOf, minutes } = model.origins;
  return {
    rises: shiftRanks(isOwn ? rises : drawLaggards(rises), shiftOf({ isOwn, share }, shift)),
    origins: rows.map((row) => ({ gauge: gauges[gaugeOf[row]!]!, at: minutes[row]! * MINUTE_MS })),
  };
}

function shiftOf({ isOwn, share }: Pick<Voice, 'isOwn' | 'share'>, shift: number): number {
  return isOwn ? (1 - share) * shift : shift;
}

/** By how much all that is told is shifted, the mean of its paths. */
export function meanShift(voices: readonly Voice[], shift: number): number {
  const sum = voices.reduce((total, each) => total + each.share * shiftOf(each, shift), 0);
  return sum / voices.reduce((total, { share }) => total + share, 0);
}

/**
 * Who tells of each of these situations of a gauge. While it is silent those do that have learned such a silence: where all have that would
 * speak else, and any of them looks at more than the gauge itself.
 */
export function choose(fit: NetworkFit, station: string, situations: readonly Situation[]) {
  const usual = situations.map((each) => voicesOf(fit, station, each, false));
  if (!situations.some(({ isSilent }) => isSilent)) return { voices: usual, isOfSilence: false };
  const silent = situations.map((each) => voicesOf(fit, station, each, true));
  const isOfSilence = usual.every((each, index) => areAmong(silent[index]!, each)) && silent.flat().some(looksAround);
  return { voices: isOfSilence ? silent : usual, isOfSilence };
}

/** Its own model, where the gauge has one, for its share; all rivers together for the rest. */
function voicesOf(
  { local, pooled, silent }: NetworkFit,
  station: string,
  situation: Situation,
  isOfSilence: boolean,
): Voice[] {
  const own = local.get(station);
  const voices = own === undefined ? [] : ownVoice(own, situation, isOfSilence);
  const together = isOfSilence ? silent : pooled;
  const others = pooledVoice(together, situation).map((each) => ({ ...each, share: 1 - (voices[0]?.share ?? 0) }));
  return [...voices, ...others].toSorted((a, b) => b.share - a.share);
}

function areAmong(voices: readonly Voice[], those: readonly Voice[]): boolean {
  return those.every(({ isOwn }) => voices.some((each) => each.isOwn === isOwn));
}

function looksAround({ model, levels: [deepest] }: Voice): boolean {
  return deepest! > 0 || model.projections.get(deepest!)!.hasRain;
}

/**
 * All rivers together, asked with one, with two and with as many levels as are seen: far up few rivers speak, and one level alone sees
 * too little. Mixed they beat each (measured).
 */
export function pooledVoice(pooled: NetworkFit['pooled'], { values, depth }: Situation): Voice[] {
  const usable = [...(pooled?.projections.keys() ?? [])].filter((level) => level <= depth).toReversed();
  if (pooled === null || usable.length === 0) return [];
  const levels = usable.filter((level) => level === usable[0] || level === 1 || level === 2);
  return [{ model: pooled, isOwn: false, values, levels, share: 1, fallenMm: 0 }];
}

/** What the gauge says of itself with all that it looks at, or with the most of it that is seen. */
function ownVoice(own: OwnModel, situation: Situation, isOfSilence: boolean): Voice[] {
  const models = isOfSilence ? [own.silent] : [own, ...own.fallbacks];
  for (const model of models) {
    if (model === null) continue;
    const seen = [...model.projections.values()].findLast((each) => sees(each, situation));
    if (seen === undefined) continue;
    const levels = situation.values.subarray(0, columnsOf(seen.depth));
    const rain = seen.hasRain ? situation.rain! : [];
    const values = Float64Array.of(...levels, ...rain);
    const fallenMm = fallenLatelyMm(rain);
    return [{ model, isOwn: true, values, levels: [seen.depth], share: own.share, fallenMm }];
  }
  return [];
}

function sees({ depth, hasRain }: Projection, { wholeDepth, rain }: Situation): boolean {
  return wholeDepth >= depth && (!hasRain || rain !== null);
}
