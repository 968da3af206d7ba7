import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SensorHabits, Sensors } from './sensors.ts';
import type { Verdict } from './verdict.ts';

export interface CrashPlan {
  messages: number;
  rate: number;
  seed: number;
}

/** What happened in one case. */
export interface CaseResult {
  name: string;
  /** Amont answers for it: what is lost here is a failure of the benchmark, elsewhere it is reported. */
  promised: boolean;
  /** Acknowledged a second, the pauses of the kills included. */
  rate: number;
  events: string[];
  failures: number;
  verdict: Verdict;
  note: string;
}

/** The stations of config/ that a crash test publishes for. */
export const stations = ['belvianes', 'couiza', 'alet', 'limoux', 'carcassonne', 'trebes', 'marseillette', 'puicheric'];

/** Sensors that send each reading once. */
export function sendingOnce({ rate }: CrashPlan): SensorHabits {
  return { rate, repeats: 0, stations: stations.length };
}

export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'amont-crash-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resolves when so many are acknowledged, or when the sensors are done. */
export async function acknowledgedBeyond(sensors: Sensors, count: number): Promise<void> {
  while (sensors.acknowledged.size < count) await pause(5);
}

/** Resolves when all are there, or when the number stands still for so long. */
export async function standsStill(read: () => number, all: number, ms: number): Promise<number> {
  let seen = read();
  let since = Date.now();
  while (seen < all && Date.now() - since < ms) {
    await pause(100);
    const now = read();
    if (now === seen) continue;
    seen = now;
    since = Date.now();
  }
  return seen;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
