import type { Instant } from '../lib/clock.ts';
import { findRule, type Policy, type Rule } from './policy.ts';
import type { PolicyStore } from './policy-store.ts';

/** `null`: it still is. */
interface TimeInForce {
  from: Instant;
  to: Instant | null;
}

/**
 * By version: from when its rule was in force, and when a later version changed that again. The versions since the first of these are read once,
 * one at a time; of one that a damaged disk did not give back there is nothing to say.
 */
export async function timesInForce(
  policies: Pick<PolicyStore, 'at' | 'current'>,
  rules: ReadonlyMap<Policy['version'], Pick<Rule, 'commune' | 'station' | 'level'>>,
  pause: () => Promise<void>,
): Promise<Map<Policy['version'], TimeInForce>> {
  const times = new Map<Policy['version'], TimeInForce & { said: string }>();
  const newest = policies.current()?.version ?? 0;
  for (let number = Math.min(...rules.keys()); number <= newest; number++) {
    const policy = policies.at(number);
    if (!policy) continue;
    for (const [version, rule] of rules) {
      const said = JSON.stringify(findRule(policy, rule));
      const time = times.get(version);
      if (version === number) times.set(version, { said, from: policy.createdAt, to: null });
      else if (time && time.to === null && time.said !== said) time.to = policy.createdAt;
    }
    await pause();
  }
  return times;
}
