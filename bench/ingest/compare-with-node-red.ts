import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile } from 'simple-statistics';
import { cpuSeconds } from '../lib/cpu-seconds.ts';
import { startTownMosquitto } from '../lib/town-mosquitto.ts';
import { instant, startWorker, type Worker } from '../lib/worker.ts';
import { askRun, nextRun } from './ask-run.ts';
import type { BenchPlan } from './bench-plan.ts';
import { type NodeRed, startNodeRed } from './node-red.ts';
import type { Published } from './publisher.ts';

export interface NodeRedFigures {
  amontPerS: number;
  nodeRedPerS: number;
  /** Median of Amont's by Node-RED's messages/s, and of Node-RED's by Amont's processor time a message. */
  speedRatio: number;
  speedRatios: number[];
  cpuRatio: number;
  cpuRatios: number[];
  /** The same with the processor time of its InfluxDB, since Amont's is with its store. */
  cpuRatioWithStore: number;
  cpuRatiosWithStore: number[];
  amontCpuPer100k: number;
  nodeRedCpuPer100k: number;
  nodeRedStoreCpuPer100k: number;
  /** Readings that never came to be in InfluxDB, of all that were published to Node-RED. */
  nodeRedMissing: number;
  /** What its nodes reported as failed meanwhile, by the text of the error. */
  nodeRedFaults: Record<string, number>;
  /** Publish to stored, ms, by the messages sent a second. */
  latency: { rate: number; amont: Latency; nodeRed: Latency }[];
}

export interface Latency {
  p50: number;
  p99: number;
}

const rates = [300, 1_000];

/** Node-RED takes in a whole burst before it stores the first of it, and on a busy machine that lasts. */
const GIVE_UP_MS = 60_000;

/** Both behind a Mosquitto of their own with the same settings, pair after pair; then both at a steady rate. */
export async function compareWithNodeRed({ pairs, messages, pacedSeconds }: BenchPlan): Promise<NodeRedFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'amont-bench-'));
  const brokers = [await startTownMosquitto('each-second'), await startTownMosquitto('each-second')] as const;
  const nodeRed = await startNodeRed(brokers[1].url);
  const consumer = await startWorker(new URL('consumer.ts', import.meta.url), [brokers[0].url, folder]);
  const publisher = new URL('publisher.ts', import.meta.url);
  const toAmont = await startWorker(publisher, [brokers[0].url]);
  const toNodeRed = await startWorker(publisher, [brokers[1].url]);
  try {
    const amont = () => askRun(toAmont, consumer, messages, 'full');
    const other = () => askNodeRed(toNodeRed, nodeRed, messages);
    await amont();
    await other();
    const pairsSeen: { amont: Awaited<ReturnType<typeof amont>>; other: NodeRedRun }[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      const first = pair % 2 === 0 ? await amont() : null;
      const second = await other();
      pairsSeen.push({ amont: first ?? (await amont()), other: second });
    }
    const faults = await nodeRed.faults();
    await nodeRed.stamps();
    const latency = [];
    for (const rate of rates) {
      const count = rate * pacedSeconds;
      const { durableMs } = await askRun(toAmont, consumer, count, 'full', rate);
      latency.push({ rate, amont: latencyOf(durableMs), nodeRed: await paced(toNodeRed, nodeRed, count, rate) });
    }
    const median = (of: (pair: (typeof pairsSeen)[number]) => number) => quantile(pairsSeen.map(of), 0.5);
    const speed = (pair: (typeof pairsSeen)[number]) => pair.amont.messagesPerS / pair.other.messagesPerS;
    const cpu = (pair: (typeof pairsSeen)[number]) => pair.other.cpuPer100k / pair.amont.cpuPer100k;
    const cpuWithStore = ({ amont: ours, other: theirs }: (typeof pairsSeen)[number]) =>
      (theirs.cpuPer100k + theirs.storeCpuPer100k) / ours.cpuPer100k;
    return {
      amontPerS: median((pair) => pair.amont.messagesPerS),
      nodeRedPerS: median((pair) => pair.other.messagesPerS),
      speedRatio: median(speed),
      speedRatios: pairsSeen.map(speed),
      cpuRatio: median(cpu),
      cpuRatios: pairsSeen.map(cpu),
      cpuRatioWithStore: median(cpuWithStore),
      cpuRatiosWithStore: pairsSeen.map(cpuWithStore),
      amontCpuPer100k: median((pair) => pair.amont.cpuPer100k),
      nodeRedCpuPer100k: median((pair) => pair.other.cpuPer100k),
      nodeRedStoreCpuPer100k: median((pair) => pair.other.storeCpuPer100k),
      nodeRedFaults: faults,
      nodeRedMissing: pairsSeen.reduce((sum, pair) => sum + pair.other.missing, 0),
      latency,
    };
  } finally {
    await Promise.all([toAmont.end(), toNodeRed.end(), consumer.end(), nodeRed.stop()]);
    await Promise.all(brokers.map((each) => each.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

interface NodeRedRun {
  messagesPerS: number;
  cpuPer100k: number;
  storeCpuPer100k: number;
  missing: number;
}

/** Node-RED says nothing when it is done: InfluxDB is asked ten times a second, and given up when nothing more comes. */
async function askNodeRed(publisher: Worker, nodeRed: NodeRed, count: number): Promise<NodeRedRun> {
  const run = nextRun();
  const before = cpuSeconds(nodeRed.pid);
  const storeBefore = cpuSeconds(nodeRed.storePid);
  const { startedAt } = await publisher.ask<Published>(`run ${run} ${count} burst`);
  let seen = 0;
  let seenAt = instant();
  while (seen < count && instant() - seenAt < GIVE_UP_MS) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const stored = await nodeRed.stored(run);
    if (stored === seen) continue;
    seen = stored;
    seenAt = instant();
  }
  const cpu = cpuSeconds(nodeRed.pid) - before;
  const storeCpu = cpuSeconds(nodeRed.storePid) - storeBefore;
  return {
    messagesPerS: (1_000 * seen) / (seenAt - startedAt),
    cpuPer100k: (cpu / count) * 100_000,
    storeCpuPer100k: (storeCpu / count) * 100_000,
    missing: count - seen,
  };
}

async function paced(publisher: Worker, nodeRed: NodeRed, count: number, rate: number): Promise<Latency> {
  const run = nextRun();
  const { sentAt } = await publisher.ask<Published>(`run ${run} ${count} ${rate}`);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const stamps = await nodeRed.stamps();
  return latencyOf(stamps.map(([n, at]) => at - (sentAt[n - run * 1_000_000] ?? Number.NaN)));
}

function latencyOf(ms: readonly number[]): Latency {
  return { p50: quantile(ms, 0.5), p99: quantile(ms, 0.99) };
}
