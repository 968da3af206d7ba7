import type { Config } from '../config/config.ts';
import { otherMarks } from '../policy/extend-policy.ts';
import type { Peeked } from '../store/sqlite/peek-database.ts';
import { toPaste } from './typed/to-paste.ts';

/** What the service would find at its next start that these files say nothing of: before it is started, it is easily put right. */
export function forgottenBy(
  { communes, network, policySeed }: Config,
  { subscribers, alerts, rules }: Peeked,
  folder: string,
): string[] {
  return [
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
