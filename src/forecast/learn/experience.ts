import type { Outgrown } from '../forecast-model.ts';
import { rowOf } from '../model/row-of.ts';
import { columnsOf } from '../observed/features.ts';
import { HORIZONS } from '../observed/horizons.ts';
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

/** Above so many bankfull rises the setting is wrong. A bankfull rise far too small makes a flood look like a broken gauge (measured: a third of the skill at one hour is lost). */
const OUTGROWN = 2.5;

/** The gauges that rose to many times their bankfull rise, and to how many: it is not what its operator thinks. */
export function outgrown(experience: ReadonlyMap<string, Experience>): Outgrown[] {
  return [...experience].flatMap(([id, { highest }]) =>
    highest > OUTGROWN ? [{ id, times: Math.round(10 * highest) / 10 }] : [],
  );
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
