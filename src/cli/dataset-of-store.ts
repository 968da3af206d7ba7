import { seriesOf } from '../forecast/observed/observed-series.ts';
import type { Series } from '../forecast/observed/series.ts';
import { machineClock } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { Policy } from '../policy/policy.ts';
import { isAccepted } from '../reading/reading.ts';
import { createDataset, type Dataset } from '../verification/backtest/dataset.ts';
import { openTown } from './open-town.ts';

export interface DatasetOfStore {
  dataset: Dataset;
  policy: Policy;
  /** Where all of it is stored. */
  where: string;
}

/** What the service has stored, as a recorded river, and the policy in force. */
export async function datasetOfStore(folder: string): Promise<Result<DatasetOfStore, string>> {
  const opened = await openTown(folder);
  if (!opened.ok) return opened;
  const { config, where, readings, policies, close } = opened.value;
  const now = machineClock.now();
  const stations = [...config.network.stations.values()].map((station) => ({ ...station, marks: {} }));
  const series = new Map<string, Series>();
  for (const { id, quantity } of stations) {
    const all = await readings.window({ station: id, quantity }, 0, now, now);
    series.set(id, seriesOf(all.filter(isAccepted), now));
  }
  const policy = policies.current();
  close();
  if (!policy) return err(`the service has no policy yet in ${where}: start it once`);
  return ok({ dataset: createDataset(config.instance.name, 'store', stations, series), policy, where });
}
