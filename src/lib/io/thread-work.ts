import { getPriority, setPriority } from 'node:os';
import { parentPort, type Transferable, Worker } from 'node:worker_threads';
import { MINUTE_MS } from '../units.ts';

/** `nice` of the thread: on a busy core readings and alerts have three times its share, and what else runs on the machine leaves it a quarter. */
const NICE = 5;

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

interface ThreadOptions {
  /** Moved to the thread, not copied. */
  handedOver?: readonly Transferable[];
  /** What is not done by then hangs: it is ended, and fails. */
  patienceMs?: number;
}

/**
 * Starts a file that calls `doWork`, with its task as `workerData`.
 * @example startWork<typeof fitInThread>(new URL('./fit-worker.ts', import.meta.url), task, onProgress)
 */
export function startWork<W extends Work>(
  file: URL,
  task: Parameters<W>[0],
  onProgress: Parameters<W>[1],
  { handedOver = [], patienceMs }: ThreadOptions = {},
): ThreadWork<ReturnType<W>> {
  const worker = new Worker(file, { workerData: task, transferList: [...handedOver] });
  let timer: NodeJS.Timeout | undefined;
  const outcome = new Promise<ReturnType<W> | null>((resolve, reject) => {
    if (patienceMs !== undefined)
      timer = setTimeout(() => {
        reject(new Error(`given up: it is not done after ${patienceMs / MINUTE_MS} minutes`));
        void worker.terminate();
      }, patienceMs);
    worker.on('message', (news: News<Parameters<Parameters<W>[1]>[0], ReturnType<W>>) => {
      if ('outcome' in news) resolve(news.outcome);
      else onProgress(news.progress);
    });
    worker.once('error', reject);
    worker.once('exit', () => resolve(null));
  }).finally(() => clearTimeout(timer));
  return {
    outcome,
    async end() {
      await worker.terminate();
    },
  };
}

/** The thread's side: does the one piece of work that it was started for. */
export function doWork(work: (onProgress: (progress: unknown) => void) => unknown): void {
  giveWay();
  const say = (news: News<unknown, unknown>) => parentPort?.postMessage(news, []);
  say({ outcome: work((progress) => say({ progress })) });
}

/** Where a sandbox forbids it the thread has as large a share as all else, and the work is done all the same. */
function giveWay(): void {
  // On Linux 0 is the thread that asks; elsewhere it would be the whole service.
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, Math.max(getPriority(0), NICE));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR')) throw error;
  }
}
