import { workerData } from 'node:worker_threads';
import { doWork } from '../../lib/io/thread-work.ts';
import { type Policy, rulesFor } from '../../policy/policy.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import { type GaugeTuning, tuneGauge } from '../../verification/tune/tune-gauge.ts';
import { afterForecasts, type PastAsked, type PastNews, pastInThread } from './past-in-thread.ts';

/** One tuning a rule; `tell` hears how far it is. */
export function tuneInThread(
  { policy, ...asked }: PastAsked & { policy: Policy },
  tell: (news: PastNews) => void,
): readonly GaugeTuning[] {
  const { commune, station } = asked;
  const past = pastInThread(asked, { rules: rulesFor(policy, commune, station) }, tell);
  return tuneGauge(past, policy, { commune, levels: raisedLevels }, (share) => tell(afterForecasts(share)));
}

doWork((tell) => tuneInThread(workerData, tell));
