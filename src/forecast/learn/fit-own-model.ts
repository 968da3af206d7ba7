import { indexAlike } from '../model/alike.ts';
import type { Dressing } from '../model/analogue-model.ts';
import { type DrawnModel, drawOnce } from '../model/drawn-model.ts';
import { widestOf } from '../model/projection.ts';
import type { PastGauge } from '../model/similar-events.ts';
import { assembleSample, byTime } from './assemble-sample.ts';
import { chooseInputs } from './choose-inputs.ts';
import { type AnalogueOptions, type Fitted, fitAnalogueModel } from './fit-analogue-model.ts';
import { toldLarger } from './larger-floods.ts';
import { floodsOf, worthOf } from './own-floods.ts';
import { thinRows } from './thin-rows.ts';
import { type Inputs, saw, type Told, type TrainingRows } from './training-rows.ts';

/** Which way is best its own record says. */
const DRESSINGS: readonly Dressing[] = ['future', 'error', 'scaled-error'];
/** As much as a gauge may hold in 4 MB (decisions 013, 058 and 119). */
const FOREST: AnalogueOptions = { drawn: 5, trees: 62, mostRows: 8000, leafSize: 5 };
/** With fewer inputs, its past is told by few trees of few situations: as good within some per cent (measured), in a quarter of the room. */
const FALLBACK = { trees: 12, rows: 3000 };
/** While it is silent itself, the next hours need more of them (measured: docs/forecast-tried.md, thirty-fourth round). */
const SILENT = { trees: 24, rows: 8000 };
/**
 * Never alone, however many it saw: in a flood greater than all of them it keeps more of its skill with other rivers beside it
 * (measured: of Brier skill at 6 h .75 for .65), and in others it loses next to nothing.
 */
const MOST_SHARE = 0.9;

/** One of the own network. */
type OwnGauge = PastGauge & { station: string };

/** What a gauge learned from itself. */
export interface OwnModel extends DrawnModel {
  /** The part of the paths that it gives; the rest come from all rivers together. */
  share: number;
  /** What it says while one of its inputs is silent: the same past seen with all rain and fewer levels, then without rain. */
  fallbacks: readonly DrawnModel[];
  /** What it says while it is silent itself, with all that it looks at; `null` where nothing lies above it. */
  silent: DrawnModel | null;
}

/**
 * `null` while it saw no flood. What it says of itself counts n / (n + 3) after n floods that were seen by all inputs it looks at, nine tenths at most.
 * @example three floods: share 0.5  @example nine floods: share 0.75
 */
export function fitOwnModel(gauge: OwnGauge, { rows, silent }: Told, floodRise: number): OwnModel | null {
  const lesson = byTime(gauge, rows);
  const { depth, floods } = knownDepth(rows, floodRise);
  if (floods === 0) return null;
  const hasRain = floodsOf(rows, floodRise, (row) => saw(rows, row, { depth, hasRain: true })) >= floods / 2;
  const inputs = chooseInputs(assembleSample([lesson], depth, hasRain));
  const learned = floodsOf(rows, floodRise, (row) => saw(rows, row, inputs));
  const sample = assembleSample([lesson, toldLarger(lesson)], inputs.depth, inputs.hasRain);
  const fitted = fitAnalogueModel(sample, [inputs.depth], DRESSINGS, FOREST);
  if (fitted === null) return null;
  const fallbacks = fewerThan(inputs).flatMap((fewer) => fitFallback(gauge, rows, fewer, 0, FALLBACK) ?? []);
  const share = Math.min(worthOf(learned), MOST_SHARE);
  // Also where it looks at nothing but itself: other rivers alone would speak while it is silent.
  const isAlone = rows.depth === 0 && rows.rain === null;
  return {
    ...told(fitted, gauge.station),
    share,
    fallbacks,
    silent: isAlone ? null : fitFallback(gauge, silent, inputs, inputs.depth, SILENT),
  };
}

function told({ model, asked }: Fitted, station: string): DrawnModel {
  return { ...drawOnce(model, station), alike: indexAlike(asked, widestOf(model.projections), model.weights) };
}

/** What may be left when some of the inputs are silent: all rain and fewer levels, or no rain. */
function fewerThan({ depth, hasRain }: Inputs): Inputs[] {
  const fewerLevels = { depth: depth - 1, hasRain };
  const noRain = { depth, hasRain: false };
  return [fewerLevels, ...(hasRain ? [noRain] : [])].filter((each) => each.depth >= 0);
}

/** One forest that answers with these inputs and with any fewer levels, `fewest` at least. */
function fitFallback(
  gauge: OwnGauge,
  rows: TrainingRows,
  { depth, hasRain }: Inputs,
  fewest: number,
  size: typeof FALLBACK,
): DrawnModel | null {
  const few = byTime(gauge, thinRows(rows, size.rows));
  const depths = Array.from({ length: depth - fewest + 1 }, (_, levels) => fewest + levels);
  const sample = assembleSample([few, toldLarger(few)], depth, hasRain, fewest);
  const fitted = fitAnalogueModel(sample, depths, DRESSINGS, { ...FOREST, trees: size.trees });
  return fitted === null ? null : told(fitted, gauge.station);
}

/** The most levels of the tree with which it saw half of its floods: a new gauge above, or a new rain gauge, must not cost it its own years. */
function knownDepth(rows: TrainingRows, floodRise: number): { depth: number; floods: number } {
  const all = floodsOf(rows, floodRise);
  for (let depth = rows.depth; ; depth--) {
    const floods = floodsOf(rows, floodRise, (row) => rows.depths[row]! >= depth);
    if (depth === 0 || floods >= all / 2) return { depth, floods };
  }
}
