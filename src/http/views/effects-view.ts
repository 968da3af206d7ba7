import { setImmediate } from 'node:timers/promises';
import type { Account } from '../../people/account.ts';
import { findRule, type Policy } from '../../policy/policy.ts';
import type { PredictedEffect } from '../../policy/predicted-effect.ts';
import type { ObservedEffect } from '../../verification/watch/observed-effect.ts';
import { effectOf } from '../../verification/watch/watch-rules.ts';
import type { Doors } from '../doors.ts';

/** By version: what was promised of a rule, and what it did while it was in force. */
export async function viewEffects(
  doors: Pick<Doors, 'network' | 'journal' | 'readings' | 'truth' | 'policies' | 'clock'>,
  account: Account,
  history: readonly Policy[],
): Promise<Map<number, { predicted: PredictedEffect; observed: ObservedEffect }>> {
  const effects = new Map<number, { predicted: PredictedEffect; observed: ObservedEffect }>();
  for (const version of history) {
    const predicted = doors.policies.predictedEffect(version.version);
    if (!predicted || !account.communes.includes(predicted.commune)) continue;
    const now = doors.clock.now();
    const inForce = { from: version.createdAt, to: replacedAt(history, version, predicted) ?? now, now };
    const observed = await effectOf(doors, predicted, inForce, setImmediate);
    effects.set(version.version, { predicted, observed });
  }
  return effects;
}

/** When a later version changed the rule again; `null` while it is in force. */
function replacedAt(history: readonly Policy[], version: Policy, predicted: PredictedEffect): number | null {
  const own = JSON.stringify(findRule(version, predicted));
  const later = history.filter((each) => each.version > version.version).toSorted((a, b) => a.version - b.version);
  return later.find((each) => JSON.stringify(findRule(each, predicted)) !== own)?.createdAt ?? null;
}
