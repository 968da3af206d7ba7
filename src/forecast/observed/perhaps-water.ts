import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { Gauge } from './gauge.ts';
import type { RiverTree } from './river-tree.ts';
import { countUntil, LOOK_BACK_H, sliceOf } from './series.ts';

/**
 * A gauge upstream jumped up and stands still: it was set to another zero, or a dam was opened. Its record is told as if it were the
 * former (`withoutDatumSteps`); here, as it is seen at a moment if it is water. `null` where no step up is in doubt. Nothing
 * after that moment is looked at.
 */
function asWater(gauge: Gauge, now: Instant): Gauge | null {
  // Of several the first: all since then is in doubt.
  const step = gauge.perhapsWater.find(({ from, to }) => now >= from && now < to);
  if (step === undefined) return null;
  const from = now - LOOK_BACK_H * HOUR_MS;
  const { times, values } = sliceOf(gauge.own, from, now);
  const told = gauge.series.values.subarray(countUntil(gauge.own, from));
  const water = values.map((value, index) => (times[index]! < step.from ? told[index]! : value - step.shift));
  return { ...gauge, series: { times, values: water }, doubtful: [] };
}

/** All gauges, those above with every step up that is in doubt told as water, and which these are; `null` where none is in doubt. */
export function allAsWater(
  { above }: RiverTree,
  gauges: ReadonlyMap<string, Gauge>,
  now: Instant,
): { gauges: ReadonlyMap<string, Gauge>; stepped: readonly string[] } | null {
  const water = new Map<string, Gauge>();
  for (const id of new Set([...above.values()].flat())) {
    const gauge = gauges.get(id);
    const told = gauge && asWater(gauge, now);
    if (told) water.set(id, told);
  }
  return water.size === 0 ? null : { gauges: new Map([...gauges, ...water]), stepped: [...water.keys()] };
}
