import type { ForecastSummary } from '../../forecast/forecast-store.ts';
import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { PassageWindow } from '../../policy/assessment.ts';

const FEWEST_POINTS = 3;
const SMALLEST_CHANCE = 0.05;

/**
 * When the mark is passed, given that it is passed within `leadTimeH`: read from the chances of shorter lead times, which
 * are the distribution of the first passage. `null` where too few lead times were kept or the chance is too small to say.
 */
export function passageWindow(
  forecast: Pick<ForecastSummary, 'issuedAt' | 'chances'>,
  markM: number,
  leadTimeH: number,
): PassageWindow | null {
  const points = forecast.chances
    .filter((each) => each.markM === markM && each.leadTimeH <= leadTimeH)
    .toSorted((a, b) => a.leadTimeH - b.leadTimeH);
  const total = points.at(-1)?.probability ?? 0;
  if (points.length < FEWEST_POINTS || total < SMALLEST_CHANCE) return null;
  const reached = (share: number): Instant => {
    let [timeH, chance] = [0, 0];
    for (const point of points) {
      if (point.probability >= share * total) {
        const part = (share * total - chance) / (point.probability - chance || 1);
        return Math.round(forecast.issuedAt + (timeH + part * (point.leadTimeH - timeH)) * HOUR_MS);
      }
      [timeH, chance] = [point.leadTimeH, point.probability];
    }
    return Math.round(forecast.issuedAt + leadTimeH * HOUR_MS);
  };
  return { p10At: reached(0.1), p50At: reached(0.5), p90At: reached(0.9) };
}
