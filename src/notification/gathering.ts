import { type Clock, type Instant, isLately } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';
import type { LookUp } from './look-up.ts';
import type { Mailroom } from './mailroom.ts';
import type { DueRow, OutboxRow } from './outbox.ts';

/** Which rows go out as one message, and when. */
export interface Gathering {
  /** How many rows to look at while so many lines are passed over. */
  look(passedOver: number): number;
  /** Whoever is told one thing after the other. */
  lineOf(row: OutboxRow): string;
  /** A row and what goes out with it, of all that is due to the same line. */
  withRow(row: DueRow, due: readonly DueRow[]): readonly DueRow[];
  /** What they say in one message. */
  asOne(rows: readonly OutboxRow[]): OutboxRow;
  /** Whether more is waited for before that line is told again. */
  isHeld(line: string): boolean;
  /** A message went out to that line. */
  told(line: string): void;
}

/** Each row by itself: one person's one after the other. */
export const oneByOne: Gathering = {
  // Of one person at most two are due, what comes next and the level.
  look: (passedOver) => 2 * passedOver + 1,
  lineOf: ({ commune, recipient, channel }) => JSON.stringify([commune, recipient.kind, recipient.id, channel]),
  withRow: (row) => [row],
  asOne: ([row]) => row!,
  isHeld: () => false,
  told: () => {},
};

/** How long after one message the next is waited for: a broker that is away silences hundreds of gauges one after the other. */
const WAITS_MS = [MINUTE_MS, 2 * MINUTE_MS, 4 * MINUTE_MS, 5 * MINUTE_MS];
/** After so long without one the next is the first again. */
const OVER_MS = 15 * MINUTE_MS;
/** More than an agency has gauges times the communes that watch each. */
const MOST_LOOKED_AT = 5_000;

/**
 * All that is due to one mailbox or phone in one language, in whatever communes whoever has it is named: the first at once, then
 * what has come within one minute, two, four, and every five.
 */
export function createGathering({ lookUp, asOne }: Pick<Mailroom, 'lookUp' | 'asOne'>, wallClock: Clock): Gathering {
  const lines = new Map<string, { at: Instant; times: number }>();
  return {
    look: () => MOST_LOOKED_AT,
    lineOf(row) {
      const address = addressOf(row, lookUp);
      return address === null
        ? oneByOne.lineOf(row)
        : JSON.stringify([row.channel, row.language, address.toLowerCase()]);
    },
    withRow: (_, due) => due.toSorted((a, b) => a.createdAt - b.createdAt),
    asOne: (rows) => (rows.length === 1 ? rows[0]! : asOne(rows)),
    isHeld(line) {
      const last = lines.get(line);
      const now = wallClock.now();
      return last !== undefined && isLately(last.at, waitAfter(last.times), now);
    },
    told(line) {
      const now = wallClock.now();
      for (const [each, { at }] of lines) if (!isLately(at, OVER_MS, now)) lines.delete(each);
      lines.set(line, { at: now, times: (lines.get(line)?.times ?? 0) + 1 });
    },
  };
}

function waitAfter(times: number): number {
  return WAITS_MS[Math.min(times, WAITS_MS.length) - 1]!;
}

/** `null` where there is none, and of a row at which the looking up fails: it is told alone, and holds up itself. */
function addressOf(row: OutboxRow, lookUp: LookUp): string | null {
  try {
    const envelope = lookUp(row);
    return envelope.ok ? envelope.value.address : null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return null;
  }
}
