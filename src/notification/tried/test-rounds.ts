import type { Clock, Instant } from '../../lib/clock.ts';
import { type AskedBy, actorOf, type RecordBook } from '../../record/record.ts';
import { type InTurn, testInTurn } from './test-in-turn.ts';

/** A test of many communes, as far as it has come. */
export interface TestRound {
  readonly startedAt: Instant;
  readonly by: AskedBy;
  /** When the one before it began, as whoever asked for it knew. */
  readonly after: Instant;
  readonly communes: readonly string[];
  /** How many have had their turn. */
  readonly tested: number;
  /** Amid an alert. */
  readonly leftOut: readonly string[];
  /** `over`: all communes had their turn; `stopped` by a person; `failed`: the service could not go on, or was stopped. `null` while it goes on. */
  readonly ended: 'over' | 'stopped' | 'failed' | null;
}

/** One at a time, whoever asks: what it spares is the town's gateways. A restart ends it. */
export interface TestRounds {
  /** The one under way, or the last since the service was started. */
  last(): TestRound | null;
  /** When the last one began, before a restart too; 0 for never. */
  lastAt(): Instant;
  /** `after`: `lastAt` as whoever asks knew it. False where another began since, or is under way: asked for twice it is one. */
  start(communes: readonly string[], by: AskedBy, after: Instant): boolean;
  /** What is not written yet is not written. */
  stop(by: AskedBy): void;
}

export interface RoundParts extends InTurn {
  record: Pick<RecordBook, 'append' | 'lastAt'>;
  clock: Clock;
  failed(error: unknown): void;
}

const STARTED = 'message.round-started';
const ENDED = 'message.round-ended';

interface Running extends TestRound {
  tested: number;
  leftOut: string[];
  ended: TestRound['ended'];
}

export function createTestRounds(parts: RoundParts): TestRounds {
  const { record, clock, failed } = parts;
  let last: Running | null = null;
  const lastAt = () => record.lastAt(STARTED) ?? 0;

  function note(by: AskedBy, action: string, detail: Record<string, unknown>): void {
    record.append({ at: clock.now(), actor: actorOf(by), action, commune: null, detail: { ...detail, by } });
  }

  function end(round: Running, by: AskedBy, ended: 'over' | 'stopped' | 'failed'): void {
    if (round.ended !== null) return;
    round.ended = ended;
    note(by, ENDED, { ended, communes: round.tested, leftOut: round.leftOut });
  }

  // Of one that a killed service left, nobody else will ever say that it goes on no more.
  try {
    if (lastAt() > (record.lastAt(ENDED) ?? 0)) {
      const detail = { ended: 'broken-off', startedAt: lastAt() };
      record.append({ at: clock.now(), actor: { service: true }, action: ENDED, commune: null, detail });
    }
  } catch (error) {
    // As while another process holds the database: that keeps no service from starting.
    failed(error);
  }

  return {
    last: () => last,
    lastAt,
    start(communes, by, after) {
      const startedAt = clock.now();
      if (after !== lastAt() || last?.ended === null || after === startedAt) return false;
      note(by, STARTED, { communes: communes.length });
      const round: Running = { startedAt, by, after, communes, tested: 0, leftOut: [], ended: null };
      last = round;
      testInTurn(communes, by, parts, {
        isStopped: () => round.ended !== null,
        had(commune, isTested) {
          if (isTested) round.tested += 1;
          else round.leftOut.push(commune);
        },
      })
        .then(() => end(round, by, 'over'))
        .catch((error: unknown) => {
          failed(error);
          end(round, by, 'failed');
        })
        .catch(failed);
      return true;
    },
    stop(by) {
      if (last) end(last, by, 'stopped');
    },
  };
}
