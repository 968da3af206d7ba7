import { type RiverRecord, toldByGauge } from '../../src/forecast/learn/river-record.ts';
import type { RowOptions, Told } from '../../src/forecast/learn/training-rows.ts';

/** What each stage gauge of a river teaches. */
export function rowsOfRiver(record: RiverRecord, options: RowOptions): (Told & { station: string })[] {
  return record.stations.flatMap((station) => {
    const told = toldByGauge(record, station, options);
    return told === null ? [] : [{ station: station.id, ...told }];
  });
}
