import { setImmediate } from 'node:timers/promises';
import { eventsEver } from '../../notification/words/event-history.ts';
import type { Account } from '../../people/account.ts';
import { findRule, type Policy } from '../../policy/policy.ts';
import type { PredictedEffect } from '../../policy/predicted-effect.ts';
import type { ObservedEffect } from '../../verification/watch/observed-effect.ts';
import { effectOf } from '../../verification/watch/watch-rules.ts';
import type { Doors } from '../doors.ts';

/** By version: what was promised of a rule, and what it did while it was in force. */
export async function viewEffects(
  doors: Pick<Doors, 'network' | 'journal' | 'readings' | 'truth' | 'policies' | 'clock'>,
  account: Pick<Account, 'communes'>,
  history: readonly Policy[],
): Promise<Map<number, { predicted: PredictedEffect; observed: ObservedEffect }>> {
  const tuned = history.flatMap((version) => {
    const predicted = doors.policies.predictedEffect(version.version);
    return predicted && account.communes.includes(predicted.commune) ? [{ version, predicted }] : [];
  });
  const effects = new Map<number, { predicted: PredictedEffect; observed: ObservedEffect }>();
  for (const [commune, ofCommune] of Map.groupBy(tuned, ({ predicted }) => predicted.commune)) {
    const events = eventsEver(doors.journal, commune);
    for (const { version, predicted } of ofCommune) {
      const now = doors.clock.now();
      const inForce = { from: version.createdAt, to: replacedAt(history, version, predicted) ?? now, now };
      const observed = await effectOf(doors, { effect: predicted, events }, inForce, setImmediate);
      effects.set(version.version, { predicted, observed });
    }
  }
  return effects;
}

/** When a later version changed the rule again; `null` while it is in force. */
function replacedAt(history: readonly Policy[], version: Policy, predicted: PredictedEffect): number | null {
  const own = JSON.stringify(findRule(version, predicted));
  const later = history.filter((each) => each.version > version.version).toSorted((a, b) => a.version - b.version);
  return later.find((each) => JSON.stringify(findRule(each, predicted)) !== own)?.createdAt ?? null;
}
