import { setImmediate } from 'node:timers/promises';
import { eventsEver } from '../../notification/words/event-history.ts';
import type { Account } from '../../people/account.ts';
import type { PredictedEffect } from '../../policy/predicted-effect.ts';
import { timesInForce } from '../../policy/times-in-force.ts';
import type { ObservedEffect } from '../../verification/watch/observed-effect.ts';
import { effectOf } from '../../verification/watch/watch-rules.ts';
import type { Doors } from '../doors.ts';

/** By version: what was promised of a rule, and what it did while it was in force. */
export async function viewEffects(
  doors: Pick<Doors, 'network' | 'journal' | 'readings' | 'truth' | 'policies' | 'clock' | 'played'>,
  account: Pick<Account, 'communes'>,
  versions: readonly number[],
): Promise<Map<number, { predicted: PredictedEffect; observed: ObservedEffect }>> {
  const tuned = versions.flatMap((version): [number, PredictedEffect][] => {
    const predicted = doors.policies.predictedEffect(version);
    return predicted && account.communes.includes(predicted.commune) ? [[version, predicted]] : [];
  });
  const times = await timesInForce(doors.policies, new Map(tuned), setImmediate);
  const effects = new Map<number, { predicted: PredictedEffect; observed: ObservedEffect }>();
  for (const [commune, ofCommune] of Map.groupBy(tuned, ([, predicted]) => predicted.commune)) {
    const events = eventsEver(doors.journal, commune);
    for (const [version, effect] of ofCommune) {
      const time = times.get(version);
      if (!time) continue;
      const now = doors.clock.now();
      const inForce = { from: time.from, to: time.to ?? now, now };
      const observed = await effectOf(doors, { effect, events }, inForce, setImmediate);
      effects.set(version, { predicted: effect, observed });
    }
  }
  return effects;
}
