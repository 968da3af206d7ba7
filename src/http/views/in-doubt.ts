import type { GaugeView } from './gauge-view.ts';

/** Stages are told to the centimetre. */
const LIMIT_M = 0.005;

/** A gauge that shows the highest that it can: the water may stand anywhere above. */
export function isAtLimit({ station, latest }: Pick<GaugeView, 'station' | 'latest'>): boolean {
  return station.quantity === 'stage' && latest !== null && latest.value >= station.maxValue - LIMIT_M;
}

export type Doubtful = Wrong & Pick<GaugeView, 'freshness' | 'suppression'>;

type Wrong = Pick<GaugeView, 'station' | 'latest' | 'suspect' | 'stoppedAt' | 'zeroShift'>;

/** What it says last does not look right. */
export function looksWrong(gauge: Wrong): boolean {
  return gauge.suspect || gauge.stoppedAt !== null || gauge.zeroShift !== null || isAtLimit(gauge);
}

/** What it shows last is not where the water surely stands. */
export function isInDoubt(gauge: Doubtful): boolean {
  return gauge.freshness !== 'fresh' || looksWrong(gauge) || gauge.suppression?.kind === 'maintenance';
}
