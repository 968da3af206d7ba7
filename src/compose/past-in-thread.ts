import { join } from 'node:path';
import { readPrior } from '../forecast/io/prior-file.ts';
import type { Recorded } from '../forecast/learn/river-record.ts';
import type { Rule } from '../policy/policy.ts';
import { hindcastToTuneOn } from '../verification/io/hindcast-to-tune-on.ts';
import type { TuningPast } from '../verification/tune-gauge.ts';

/** Whose past is replayed in a thread, and by what. */
export interface PastAsked {
  /** Accepted readings only. */
  recorded: Recorded;
  commune: string;
  station: string;
  /** Where forecasts are kept for the next time. */
  folder: string;
  priorWithout: readonly string[];
}

/** The forecasts take this share of the time. */
const FORECASTS = 0.9;

/** The gauge's past for these rules, kept under a name of its own where one is given; `onProgress` hears how far it is, up to nine tenths: the rest is for what is asked of it. */
export function pastInThread(
  { recorded, station, folder, priorWithout }: PastAsked,
  { rules, as }: { rules: readonly Rule[]; as?: string },
  onProgress: (share: number) => void,
): TuningPast {
  let told = 0;
  const file = as === undefined ? `hindcast-${station}.bin` : `hindcast-${station}-${as}.bin`;
  const prior = { rivers: readPrior, without: priorWithout };
  return hindcastToTuneOn(
    { recorded, station, rules, prior, file: join(folder, file) },
    {
      onProgress(_, share) {
        if (share - told < 0.01) return;
        told = share;
        onProgress(FORECASTS * share);
      },
    },
  );
}

/** How far the whole is, when so much of what comes after the forecasts is done. */
export function afterForecasts(share: number): number {
  return FORECASTS + (1 - FORECASTS) * share;
}
