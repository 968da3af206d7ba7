import { startWork, type ThreadWork } from '../../lib/io/thread-work.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import type { FitNews, FitTask, fitInThread, Learned } from './fit-worker.ts';

/** A gauge takes four to six seconds of one core: a machine that is ten times slower is waited for, a fit that hangs is not. */
const PATIENCE_MS = 30 * MINUTE_MS;
const PATIENCE_A_GAUGE_MS = MINUTE_MS;

const fitWorker = new URL('./fit-worker.ts', import.meta.url);

/** The readings go over to the worker: of a hundred gauges with ten years there is no room for two. */
export function startFit(file: URL | undefined, task: FitTask, onNews: (news: FitNews) => void): ThreadWork<Learned> {
  const handedOver = [...task.series.values()].flatMap(({ times, values }) =>
    [times.buffer, values.buffer].filter((each) => each instanceof ArrayBuffer),
  );
  const patienceMs = PATIENCE_MS + task.stations.length * PATIENCE_A_GAUGE_MS;
  return startWork<typeof fitInThread>(file ?? fitWorker, task, onNews, { handedOver, patienceMs });
}
