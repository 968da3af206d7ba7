import type { Commune, Marks, Watch } from '../territory/commune.ts';
import { type Policy, rulesFor } from './policy.ts';

type Rules = Pick<Policy, 'rules'>;

/**
 * A commune's marks at a gauge as they are now: staff change them with the policy, and the commune's file is read for them at the first start
 * only. A level without a rule keeps the mark of the file; without a policy all do.
 * @example the file has 3, 4 and 5 m, the policy judges `act` at 4.2 m → 3, 4.2 and 5 m
 */
export function marksInForce(policy: Rules | null, commune: string, { station, marks }: Watch): Marks {
  const inForce = { ...marks };
  for (const { level, markM } of policy ? rulesFor(policy, commune, station) : []) inForce[level] = markM;
  return inForce;
}

export function withMarksInForce(policy: Rules | null, commune: Commune): Commune {
  const { id, watches } = commune;
  return { ...commune, watches: watches.map((watch) => ({ ...watch, marks: marksInForce(policy, id, watch) })) };
}
