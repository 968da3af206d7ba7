import type { Clock, Instant } from '../../lib/clock.ts';
import { type AskedBy, actorOf, type RecordBook } from '../../record/record.ts';
import { type InTurn, testInTurn } from './test-in-turn.ts';

/** A test of many communes, as far as it has come. */
export interface TestRound {
  readonly startedAt: Instant;
  readonly by: AskedBy;
  readonly communes: readonly string[];
  /** How many were written to. */
  readonly tested: number;
  /** Amid an alert. */
  readonly leftOut: readonly string[];
  readonly isOver: boolean;
}

/** One at a time, whoever asks: what it spares is the town's gateways. A restart ends it. */
export interface TestRounds {
  /** The one under way, or the last since the service was started. */
  last(): TestRound | null;
  /** `after`: when the last one began that whoever asks knew of, 0 for none. False where another began since, or is under way: asked for twice it is one. */
  start(communes: readonly string[], by: AskedBy, after: Instant): boolean;
  /** What is not written yet is not written. */
  stop(by: AskedBy): void;
}

export interface RoundParts extends InTurn {
  record: Pick<RecordBook, 'append'>;
  clock: Clock;
  failed(error: unknown): void;
}

interface Running extends TestRound {
  tested: number;
  leftOut: string[];
  isOver: boolean;
}

export function createTestRounds(parts: RoundParts): TestRounds {
  const { record, clock, failed } = parts;
  let last: Running | null = null;

  function note(by: AskedBy, action: string, detail: Record<string, unknown>): void {
    record.append({ at: clock.now(), actor: actorOf(by), action, commune: null, detail: { ...detail, by } });
  }

  function end(round: Running, by: AskedBy): void {
    if (round.isOver) return;
    round.isOver = true;
    note(by, 'message.round-ended', { communes: round.tested, leftOut: round.leftOut });
  }

  return {
    last: () => last,
    start(communes, by, after) {
      const startedAt = clock.now();
      if (after !== (last?.startedAt ?? 0) || last?.isOver === false || after === startedAt) return false;
      note(by, 'message.round-started', { communes: communes.length });
      const round: Running = { startedAt, by, communes, tested: 0, leftOut: [], isOver: false };
      last = round;
      testInTurn(communes, by, parts, {
        isStopped: () => round.isOver,
        had({ commune, events }) {
          if (events === null) round.leftOut.push(commune);
          else round.tested += 1;
        },
      })
        .then(() => end(round, by))
        .catch((error: unknown) => {
          round.isOver = true;
          failed(error);
        });
      return true;
    },
    stop(by) {
      if (last) end(last, by);
    },
  };
}
