import type { Config } from '../config/config.ts';
import { otherMarks, otherRules } from '../policy/extend-policy.ts';
import type { Peeked } from '../store/sqlite/peek-database.ts';
import { toPaste } from './typed/to-paste.ts';

/** So many are named: of a whole region each may have been tuned. */
const NAMED = 3;

/** What the service would find at its next start that these files say nothing of: before it is started, it is easily put right. */
export function forgottenBy(
  { communes, network, policySeed }: Config,
  { subscribers, alerts, rules }: Peeked,
  folder: string,
): string[] {
  const others = otherRules({ rules }, policySeed.rules);
  const named = others.slice(0, NAMED).map(({ commune, station, level }) => `${level} at ${station} in ${commune}`);
  const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : '';
  return [
    ...(others.length > 0
      ? [`policy.yaml is not in force, and stays so, for ${named.join(', ')}${more}: staff change rules on their page`]
      : []),
    ...otherMarks({ rules }, policySeed.rules).map(
      ({ inForce: { commune, station, level, markM }, configuredM }) =>
        `${level} at ${station} in ${commune} is ${configuredM} m here and ${markM} m in force, and stays so: staff change it on their page`,
    ),
    ...alerts.flatMap(({ commune, stations }) => {
      if (!communes.has(commune))
        return [`an alert stands in ${commune}, which is not in communes.yaml: nothing would end it there`];
      const gone = stations.filter((id) => !network.stations.has(id));
      return gone.map((id) => `an alert stands at ${id}, which is not in stations.yaml: it would not be seen there`);
    }),
    ...subscribers
      .filter(({ commune }) => !communes.has(commune))
      .map(
        ({ commune, count }) =>
          `residents subscribed to ${commune} (${count}), which is not in communes.yaml, would be told nothing: a commune that is called otherwise keeps its id; of one that has left, erase them: ${toPaste(`forget-residents ${commune}`, folder)}`,
      ),
  ];
}
