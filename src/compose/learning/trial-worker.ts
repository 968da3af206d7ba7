import { isDeepStrictEqual } from 'node:util';
import { workerData } from 'node:worker_threads';
import { doWork } from '../../lib/io/thread-work.ts';
import { findRule, type Policy, rulesFor } from '../../policy/policy.ts';
import { columnsFor } from '../../verification/io/hindcast-to-tune-on.ts';
import { type RuleTrial, tryRule } from '../../verification/tune/try-rule.ts';
import type { TypedRule } from '../../verification/tune/tuner.ts';
import { type PastAsked, type PastNews, pastInThread } from './past-in-thread.ts';

/** A mark or a lead time that no rule has wants forecasts of its own: those of the rules in force are kept beside them. */
export function tryInThread(
  { policy, typed, ...asked }: PastAsked & { policy: Policy; typed: TypedRule },
  tell: (news: PastNews) => void,
): RuleTrial {
  const tried = { ...findRule(policy, typed)!, ...typed };
  const inForce = rulesFor(policy, asked.commune, asked.station);
  const series = asked.recorded.series.get(asked.station)!;
  const isHeld = isDeepStrictEqual(columnsFor(series, inForce), columnsFor(series, [...inForce, tried]));
  const past = pastInThread(asked, isHeld ? { rules: inForce } : { rules: [...inForce, tried], as: 'tried' }, tell);
  return tryRule(past, policy, tried);
}

doWork((tell) => tryInThread(workerData, tell));
