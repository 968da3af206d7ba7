import { extent } from 'simple-statistics';
import type { Instant } from '../../../lib/clock.ts';
import { HOUR_MS } from '../../../lib/units.ts';
import { isAccepted, type Reading } from '../../../reading/reading.ts';
import type { KnownFlood } from '../../../territory/known-flood.ts';
import type { WatchedGauge } from '../../views/commune-view.ts';
import { PAST_H } from '../../views/gauge-view.ts';

/**
 * Sized for a narrow phone: at 360 px its text is still 11 px high. Above there is room for the word at the present moment, at
 * the right for half of the last hour's label.
 */
export const box = { width: 440, height: 308, left: 38, right: 16, top: 18, bottom: 34 } as const;

/** The chart's window in time and metres, and where a point of it lies. */
export interface Scale {
  from: Instant;
  to: Instant;
  lowM: number;
  highM: number;
  x(at: Instant): number;
  y(stageM: number): number;
}

const SHORTEST_FUTURE_H = 6;
/** The upper edge of the fan may take so much of what all else takes: a far edge must not make the marks lie flat. */
const EDGE_ABOVE = 0.5;
/** And a flood that people remember so much. */
const FLOOD_ABOVE = 0.25;

export function scaleOf(gauge: Pick<WatchedGauge, 'past' | 'forecast' | 'watch' | 'knownFloods'>, now: Instant): Scale {
  const { past, forecast, watch, knownFloods } = gauge;
  const horizonH = Math.max(SHORTEST_FUTURE_H, forecast?.leadTimesH.at(-1) ?? 0);
  const from = now - PAST_H * HOUR_MS;
  const to = (forecast?.issuedAt ?? now) + horizonH * HOUR_MS;
  const known = [...seen(past), ...Object.values(watch.marks)];
  const likely = forecast?.stageQuantilesM.slice(0, -1).flat() ?? [];
  const all = [...known, ...likely];
  const [low, high] = rangeOf(all);
  const edge = Math.max(...(forecast?.stageQuantilesM.at(-1) ?? []));
  const most = high + EDGE_ABOVE * (high - low);
  return scaleBetween(from, to, withFloods([...all, ...(forecast ? [Math.min(edge, most)] : [])], knownFloods));
}

/** Floods that people remember have their place where they are near all else: one far above must not make the river lie flat. */
export function withFloods(values: readonly number[], floods: readonly KnownFlood[]): readonly number[] {
  const [low, high] = rangeOf(values);
  const most = high + FLOOD_ABOVE * (high - low);
  return [...values, ...floods.map(({ stageM }) => stageM).filter((each) => each >= low && each <= most)];
}

/** What a scale is made for: one impossible value of a faulty sensor must not make the river lie flat for two days. */
export function seen(readings: readonly Pick<Reading, 'value' | 'quality'>[]): number[] {
  return readings.filter(isAccepted).map(({ value }) => value);
}

/** On which side of the picture a value lies that its scale was not made for. */
export function sideOf(value: number, { lowM, highM }: Scale): 'above' | 'within' | 'below' {
  if (value > highM) return 'above';
  return value < lowM ? 'below' : 'within';
}

/** Where the highest edge of the fan lies, if that is beyond the picture; else `null`. */
export function cutEdgeM({ forecast }: Pick<WatchedGauge, 'forecast'>, { highM }: Scale): number | null {
  const edge = Math.max(...(forecast?.stageQuantilesM.at(-1) ?? []));
  return edge > highM ? edge : null;
}

/** A scale that holds all values with a little room, a metre where there are none, or the very limits given. */
export function scaleBetween(
  from: Instant,
  to: Instant,
  values: readonly number[],
  limits?: { lowM: number; highM: number },
): Scale {
  const [low, high] = rangeOf(values);
  const margin = (high - low) * 0.06 || 0.5;
  const { lowM, highM } = limits ?? { lowM: low - margin, highM: high + margin };
  const { width, height, left, right, top, bottom } = box;
  return {
    from,
    to,
    lowM,
    highM,
    x: (at) => round(left + ((at - from) / (to - from)) * (width - left - right)),
    y: (stageM) => round(top + ((highM - stageM) / (highM - lowM)) * (height - top - bottom)),
  };
}

/** 0 and 0 of nothing. */
function rangeOf(values: readonly number[]): [low: number, high: number] {
  return values.length === 0 ? [0, 0] : extent(values);
}

/** Round steps of 1, 2 or 5 that make at most six lines. @example gridStep(8.4) // 2 */
export function gridStep(spanM: number): number {
  const power = 10 ** Math.floor(Math.log10(spanM / 6));
  return power * ([1, 2, 5, 10].find((step) => spanM / (step * power) <= 6) ?? 10);
}

/** To a tenth of a pixel. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
