import type { AskedBy } from '../../record/record.ts';
import type { Journal } from '../journal.ts';
import type { TestMessages } from './test-messages.ts';

/** From one commune to the next, at least: a gateway takes hundreds of messages at once and then sends them for an hour, a real one behind them. */
export const COMMUNES_APART_MS = 20_000;

export interface InTurn {
  tests: Pick<TestMessages, 'sendAll' | 'outcomes'>;
  /** Whether an alert stands there. */
  isInAlert(commune: string): boolean;
  pause(ms: number): Promise<void>;
}

/** The test of one commune: the events of its messages, in the order of the files; `null` where an alert stands, amid which nobody is disturbed. */
export interface Turn {
  commune: string;
  events: readonly string[] | null;
}

/** @example alertIn(journal)('coursan') // true: an alert stands there */
export function alertIn({ state }: Pick<Journal, 'state'>): InTurn['isInAlert'] {
  return (commune) => (state(commune)?.alert ?? null) !== null;
}

/** A test to all contacts of many communes, one commune after the other, each once what went to the one before was taken or refused. */
export async function testInTurn(
  communes: readonly string[],
  by: AskedBy,
  { tests, isInAlert, pause }: InTurn,
  { isStopped = () => false, had }: { isStopped?: () => boolean; had(turn: Turn): void | Promise<void> },
): Promise<void> {
  const isUnderWay = (event: string) => tests.outcomes(event).some(({ delivery }) => delivery.status === 'pending');
  let before: readonly string[] = [];
  for (const commune of communes) {
    let mustWait = before.length > 0;
    while (mustWait && !isStopped()) {
      await pause(COMMUNES_APART_MS);
      mustWait = before.some(isUnderWay);
    }
    if (isStopped()) return;
    const events = isInAlert(commune) ? null : tests.sendAll(commune, by);
    before = events ?? [];
    await had({ commune, events });
  }
}
