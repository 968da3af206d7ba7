import { parentPort, type Transferable, Worker } from 'node:worker_threads';

/** Work in a thread of its own: minutes of it delay no reading and no alert. */
export interface ThreadWork<Outcome> {
  /** `null` where it was ended before it was done; an error in the thread is an error here. */
  outcome: Promise<Outcome | null>;
  end(): Promise<void>;
}

/** What a thread does with the task that it is given; it tells how far it is. */
type Work = (task: never, onProgress: (progress: unknown) => void) => unknown;

/** What the thread says. */
type News<Progress, Outcome> = { progress: Progress } | { outcome: Outcome };

/**
 * Starts a file that calls `doWork`, with its task as `workerData`. What is in `handedOver` is moved, not copied.
 * @example startWork<typeof fitInThread>(new URL('./fit-worker.ts', import.meta.url), task, onProgress)
 */
export function startWork<W extends Work>(
  file: URL,
  task: Parameters<W>[0],
  onProgress: Parameters<W>[1],
  handedOver: readonly Transferable[] = [],
): ThreadWork<ReturnType<W>> {
  const worker = new Worker(file, { workerData: task, transferList: [...handedOver] });
  const outcome = new Promise<ReturnType<W> | null>((resolve, reject) => {
    worker.on('message', (news: News<Parameters<Parameters<W>[1]>[0], ReturnType<W>>) => {
      if ('outcome' in news) resolve(news.outcome);
      else onProgress(news.progress);
    });
    worker.once('error', reject);
    worker.once('exit', () => resolve(null));
  });
  return {
    outcome,
    async end() {
      await worker.terminate();
    },
  };
}

/** The thread's side: does the one piece of work that it was started for. */
export function doWork(work: (onProgress: (progress: unknown) => void) => unknown): void {
  const say = (news: News<unknown, unknown>) => parentPort?.postMessage(news, []);
  say({ outcome: work((progress) => say({ progress })) });
}
