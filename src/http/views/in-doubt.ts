import type { GaugeView } from './gauge-view.ts';

/** Stages are told to the centimetre. */
const LIMIT_M = 0.005;

/** A gauge that shows the highest that it can: the water may stand anywhere above. */
export function isAtLimit({ station, latest }: Pick<GaugeView, 'station' | 'latest'>): boolean {
  return station.quantity === 'stage' && latest !== null && latest.value >= station.maxValue - LIMIT_M;
}

export type Doubtful = Pick<GaugeView, 'station' | 'latest' | 'freshness' | 'suspect' | 'suppression' | 'stoppedAt'>;

/** What it shows last is not where the water surely stands. */
export function isInDoubt(gauge: Doubtful): boolean {
  const isWrong = gauge.suspect || gauge.stoppedAt !== null || isAtLimit(gauge);
  return gauge.freshness !== 'fresh' || isWrong || gauge.suppression?.kind === 'maintenance';
}
