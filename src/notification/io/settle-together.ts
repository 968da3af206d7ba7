import { setImmediate } from 'node:timers/promises';
import type { Journal } from '../journal.ts';

type Settled = Parameters<Journal['settle']>;

/**
 * What became of the messages that end in one turn of the event loop is put on record in one commit: each commit waits for the disk, and
 * all else with it. Nothing is waited for that it could be gathered with. Resolves when it is on record.
 */
export function settleTogether(
  settle: Journal['settle'],
  atomically: (work: () => void) => void,
): (...settled: Settled) => Promise<void> {
  let gathered: Settled[] = [];
  let recorded: Promise<void> | null = null;

  async function record(): Promise<void> {
    await setImmediate();
    const all = gathered;
    gathered = [];
    recorded = null;
    atomically(() => {
      for (const each of all) settle(...each);
    });
  }

  return (...settled) => {
    gathered.push(settled);
    recorded ??= record();
    return recorded;
  };
}
