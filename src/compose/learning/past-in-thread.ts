import { join } from 'node:path';
import { readPrior } from '../../forecast/io/prior-file.ts';
import type { Recorded } from '../../forecast/learn/river-record.ts';
import type { Rule } from '../../policy/policy.ts';
import { hindcastToTuneOn } from '../../verification/io/hindcast-to-tune-on.ts';
import type { TuningPast } from '../../verification/tune/tune-gauge.ts';
import { hindcastFile } from './hindcast-files.ts';

/** Whose past is replayed in a thread, and by what. */
export interface PastAsked {
  /** Accepted readings only, of the gauge's own river. */
  recorded: Recorded;
  commune: string;
  station: string;
  /** Where forecasts are kept for the next time. */
  folder: string;
  priorWithout: readonly string[];
}

/** The forecasts take this share of the time. */
const FORECASTS = 0.9;

/** How far a thread is, from 0 to 1; or why the forecasts that it made could not be kept for the next time. */
export type PastNews = { share: number } | { notKept: unknown };

/**
 * The gauge's past for the rules of a commune: each has its own marks, and so its own file, and where `as` says so one beside it. It tells how
 * far it is up to nine tenths: the rest is for what is asked of it.
 */
export function pastInThread(
  { recorded, commune, station, folder, priorWithout }: PastAsked,
  { rules, as }: { rules: readonly Rule[]; as?: string },
  tell: (news: PastNews) => void,
): TuningPast {
  let told = 0;
  const prior = { rivers: readPrior, without: priorWithout };
  return hindcastToTuneOn(
    { recorded, station, rules, prior, file: join(folder, hindcastFile(commune, station, as)) },
    {
      onProgress(_, share) {
        if (share - told < 0.01) return;
        told = share;
        tell({ share: FORECASTS * share });
      },
      onNotKept: (notKept) => tell({ notKept }),
    },
  );
}

/** How far the whole is, when so much of what comes after the forecasts is done. */
export function afterForecasts(share: number): PastNews {
  return { share: FORECASTS + (1 - FORECASTS) * share };
}
