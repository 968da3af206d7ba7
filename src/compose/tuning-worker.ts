import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { readPrior } from '../forecast/io/prior-file.ts';
import type { Recorded } from '../forecast/learn/river-record.ts';
import { doWork } from '../lib/io/thread-work.ts';
import { type Policy, rulesFor } from '../policy/policy.ts';
import { raisedLevels } from '../territory/alert-level.ts';
import { hindcastToTuneOn } from '../verification/io/hindcast-to-tune-on.ts';
import { type GaugeTuning, tuneGauge } from '../verification/tune-gauge.ts';

/** What one run of the worker is given. */
export interface TuningWork {
  /** Accepted readings only. */
  recorded: Recorded;
  station: string;
  commune: string;
  policy: Policy;
  /** Where forecasts are kept for the next time. */
  folder: string;
  priorWithout: readonly string[];
}

/** The forecasts take this share of the time. */
const FORECASTS = 0.9;

/** One tuning a rule; `onProgress` hears from 0 to 1 how far it is. */
export function tuneInThread(
  { recorded, station, commune, policy, folder, priorWithout }: TuningWork,
  onProgress: (share: number) => void,
): readonly GaugeTuning[] {
  let told = 0;
  const past = hindcastToTuneOn(
    {
      recorded,
      station,
      rules: rulesFor(policy, commune, station),
      prior: { rivers: readPrior, without: priorWithout },
      file: join(folder, `hindcast-${station}.bin`),
    },
    {
      onProgress(_, share) {
        if (share - told < 0.01) return;
        told = share;
        onProgress(FORECASTS * share);
      },
    },
  );
  return tuneGauge(past, policy, { commune, levels: raisedLevels }, (share) =>
    onProgress(FORECASTS + (1 - FORECASTS) * share),
  );
}

doWork((onProgress) => tuneInThread(workerData, onProgress));
