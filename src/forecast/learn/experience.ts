import type { Station } from '../../territory/station.ts';
import type { Outgrown } from '../forecast-model.ts';
import { rowOf } from '../model/row-of.ts';
import { MOST_RISES } from '../observed/bankfull-rise.ts';
import { columnsOf } from '../observed/features.ts';
import { HORIZONS } from '../observed/horizons.ts';
import type { NetworkFit } from './fit-network.ts';
import type { TrainingRows } from './training-rows.ts';

/** The most that was ever seen of a gauge, in shares of its bankfull rise. */
export interface Experience {
  highest: number;
  /** Rise within an hour. */
  fastest: number;
}

/** Beyond the record by less than this nobody need be told. */
const MARGIN = 0.1;

export function experienceOf({ count, depth, situations, rises }: TrainingRows): Experience {
  const width = columnsOf(depth);
  const most: Experience = { highest: 0, fastest: 0 };
  for (let row = 0; row < count; row++) {
    const [level, lastHour] = levelAndLastHour(rowOf(situations, row, width));
    const rise = Math.max(0, ...rowOf(rises, row, HORIZONS));
    most.highest = Math.max(most.highest, level + rise);
    most.fastest = Math.max(most.fastest, lastHour);
  }
  return most;
}

/**
 * The gauges that rose to more times their `bankfullRiseM` than any river does, and to how many: it is not what its operator thinks. The
 * forecast goes by what the gauge itself showed then, but quality control and what is kept go by that number.
 */
export function outgrown(
  stations: readonly Station[],
  { experience, scales }: Pick<NetworkFit, 'experience' | 'scales'>,
): Outgrown[] {
  return stations.flatMap(({ id, bankfullRiseM }) => {
    const highest = experience.get(id)?.highest ?? 0;
    const times = (highest * (scales.get(id)?.scale ?? 0)) / bankfullRiseM;
    return times > MOST_RISES ? [{ id, times: Math.round(10 * times) / 10 }] : [];
  });
}

/** Whether the own gauge stands higher, or has risen more within the last hour, than it ever did. */
export function isBeyond(experience: Experience | undefined, values: ArrayLike<number>): boolean {
  const { highest, fastest } = experience ?? { highest: 0, fastest: 0 };
  const [level, lastHour] = levelAndLastHour(values);
  return level > highest + MARGIN || lastHour > fastest + MARGIN;
}

/** The level and its changes over the last and the second last half hour are the first columns. */
function levelAndLastHour(values: ArrayLike<number>): [level: number, lastHour: number] {
  return [values[0]!, values[1]! + values[2]!];
}
