import { MINUTE_MS } from '../lib/units.ts';
import type { Place } from './area.ts';

/** What a sensor can measure; the unit of each is fixed by its name. */
export const quantities = ['stage', 'rain', 'discharge'] as const;
export type Quantity = (typeof quantities)[number];

/** stage: metres above the gauge's own zero; rain: millimetres in the step; discharge: m³/s. */
export const unitOf: Record<Quantity, 'm' | 'mm' | 'm³/s'> = { stage: 'm', rain: 'mm', discharge: 'm³/s' };

/** A place where the river is measured. */
export interface Station {
  id: string;
  name: string;
  river: string;
  quantity: Quantity;
  /** Direct upstream neighbours. */
  upstream: readonly string[];
  /** The interval at which the sensor is expected to report. */
  intervalMin: number;
  /** How long after it was observed a reading usually arrives; 0 for a gauge that speaks to us directly. */
  delayMin: number;
  /** Rise from normal to bankfull as the operator roughly knows it. A scale, never a mark. */
  bankfullRiseM: number;
  /** Values outside are physically impossible at this gauge. */
  minValue: number;
  maxValue: number;
  position: Place | null;
  /** Whose readings these are, shown wherever they are. */
  attribution: string | null;
}

/** A gauge is not seen when its newest reading is older than its delay, its interval and this grace. */
const SIGHT_GRACE_MIN = 20;

/** How old the newest reading of a gauge may be. @example inSightMs({ delayMin: 0, intervalMin: 10 }) // 1800000 */
export function inSightMs({ delayMin, intervalMin }: Pick<Station, 'delayMin' | 'intervalMin'>): number {
  return (delayMin + intervalMin + SIGHT_GRACE_MIN) * MINUTE_MS;
}

/** The gauge's own noise in metres: one per cent of the rise to bankfull, at least a centimetre. A rise within it is no rise. */
export function noiseOf({ bankfullRiseM }: Pick<Station, 'bankfullRiseM'>): number {
  return Math.max(0.01, bankfullRiseM * 0.01);
}

/** A gauge that reports once an hour may be asked every few minutes in a flood: its proof must not wait for an hour's half. */
const LONGEST_PROOF_MIN = 5;

/**
 * How long after a jump a further reading shows that it was the river: what a sensor stutters, or one message says twice, is one reading.
 * @example proofMs({ intervalMin: 10 }) // 300000  @example proofMs({ intervalMin: 2 }) // 60000
 */
export function proofMs({ intervalMin }: Pick<Station, 'intervalMin'>): number {
  return Math.min(intervalMin / 2, LONGEST_PROOF_MIN) * MINUTE_MS;
}
