import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What runs on evenly whatever the clock is set to, from one boot of the machine to the next. */
export interface MachineRun {
  boot: string;
  /** Milliseconds since some moment of this boot, the same for every process. */
  nowMs(): number;
}

/** Where the machine does not say which boot it is (Linux does: random(4)), every start of the service counts as one. */
export function machineRun(): MachineRun {
  return { boot: bootId() ?? randomUUID(), nowMs: () => Number(process.hrtime.bigint() / 1_000_000n) };
}

function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() || null;
  } catch {
    return null;
  }
}
