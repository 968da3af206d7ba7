import { MINUTE_MS } from '../../lib/units.ts';
import type { AskedBy } from '../../record/record.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Journal } from '../journal.ts';
import { onceEach } from './once-each.ts';
import type { TestMessages } from './test-messages.ts';

/** From one commune to the next, at least: a gateway takes hundreds of messages at once and then sends them for an hour, a real one behind them. */
export const COMMUNES_APART_MS = 20_000;
/** So long after the last that was taken or refused nobody sends: what is written more would all go out at once, some day. */
const PATIENCE_MS = 5 * MINUTE_MS;

export interface InTurn {
  /** All of the installation. */
  communes: ReadonlyMap<string, Commune>;
  tests: Pick<TestMessages, 'sendAll' | 'outcomes'>;
  /** Whether an alert stands there. */
  isInAlert(commune: string): boolean;
  pause(ms: number): Promise<void>;
}

/** @example alertIn(journal)('coursan') // true: an alert stands there */
export function alertIn({ state }: Pick<Journal, 'state'>): InTurn['isInAlert'] {
  return (commune) => (state(commune)?.alert ?? null) !== null;
}

/**
 * A test to all contacts of these communes, one commune after the other, each once what went to the one before was taken or refused. A
 * commune in which an alert stands is left out, amid which nobody is disturbed, and so is whoever it names beside another.
 */
export async function testInTurn(
  communes: readonly string[],
  by: AskedBy,
  { tests, isInAlert, pause, communes: all }: InTurn,
  { isStopped, had }: { isStopped(): boolean; had(commune: string, isTested: boolean): void },
): Promise<void> {
  const mayTry = onceEach(all.values(), isInAlert);
  const underWay = (events: readonly string[]) =>
    events.flatMap(tests.outcomes).filter(({ delivery }) => delivery.status === 'pending').length;

  async function taken(events: readonly string[]): Promise<void> {
    let [left, waitedMs] = [Number.POSITIVE_INFINITY, 0];
    while (left > 0 && !isStopped()) {
      await pause(COMMUNES_APART_MS);
      const now = underWay(events);
      waitedMs = now < left ? 0 : waitedMs + COMMUNES_APART_MS;
      left = now;
      if (waitedMs >= PATIENCE_MS) throw new Error(`nobody sends: ${events[0]} still waits, and ${left - 1} more`);
    }
  }

  let before: readonly string[] = [];
  for (const commune of communes) {
    if (before.length > 0) await taken(before);
    if (isStopped()) return;
    const isLeftOut = isInAlert(commune);
    before = isLeftOut ? [] : tests.sendAll(commune, by, mayTry);
    had(commune, !isLeftOut);
  }
}
