import { workerData } from 'node:worker_threads';
import { doWork } from '../lib/io/thread-work.ts';
import { type Policy, rulesFor } from '../policy/policy.ts';
import { raisedLevels } from '../territory/alert-level.ts';
import { type GaugeTuning, tuneGauge } from '../verification/tune-gauge.ts';
import { afterForecasts, type PastAsked, pastInThread } from './past-in-thread.ts';

/** One tuning a rule; `onProgress` hears from 0 to 1 how far it is. */
export function tuneInThread(
  { policy, ...asked }: PastAsked & { policy: Policy },
  onProgress: (share: number) => void,
): readonly GaugeTuning[] {
  const { commune, station } = asked;
  const past = pastInThread(asked, { rules: rulesFor(policy, commune, station) }, onProgress);
  return tuneGauge(past, policy, { commune, levels: raisedLevels }, (share) => onProgress(afterForecasts(share)));
}

doWork((onProgress) => tuneInThread(workerData, onProgress));
