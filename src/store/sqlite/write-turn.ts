import { setTimeout } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { BUSY_TIMEOUT_MS, type Database, isBusy } from './database.ts';

/** An import beside leaves gaps of 25 ms. */
const LOOK_MS = 20;
/** However many wait, the database is tried no more often than this: a thousand forms may come while another process holds it. */
const SAME_MS = 5;

/** Who writes next. */
export interface WriteTurn {
  /**
   * Resolves once the database can be written, and others have their turn meanwhile; throws where another process has held it for
   * five seconds. SQLite itself would wait as long, at each write anew, and nothing else be done.
   */
  turn(): Promise<void>;
  /** All of it in one transaction. Once it has waited in vain, no other write waits until the database is let go. */
  atomically(work: () => void): void;
  /** From now on nothing waits for another process: the service ends. */
  hurry(): void;
  close(): void;
}

/** `held` is called once another process did not let go, `freed` once it has. */
export function createWriteTurn(db: Database, told: { held(error: unknown): void; freed(): void }): WriteTurn {
  const probe = new BetterSqlite3(db.name, { timeout: 0 });
  let looking: NodeJS.Timeout | null = null;
  let patienceMs = BUSY_TIMEOUT_MS;
  let last: { at: number; refused: unknown } = { at: 0, refused: null };

  /** Why it cannot be written now. Whatever else is wrong, the write itself says better. */
  function refusal(): unknown {
    last = { at: performance.now(), refused: null };
    try {
      probe.exec('BEGIN IMMEDIATE; ROLLBACK');
    } catch (error) {
      if (isBusy(error)) last.refused = error;
    }
    return last.refused;
  }

  /** The same for whoever waits: what was found a moment ago for another holds for it too. */
  function refusalOfLate(): unknown {
    return last.refused !== null && performance.now() - last.at < SAME_MS ? last.refused : refusal();
  }

  function hold(error: unknown): void {
    if (looking) return;
    looking = setInterval(look, LOOK_MS);
    db.pragma('busy_timeout = 0');
    told.held(error);
  }

  function look(): void {
    if (!looking || refusal() !== null) return;
    clearInterval(looking);
    looking = null;
    db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    told.freed();
  }

  return {
    async turn() {
      const since = performance.now();
      for (let refused = refusal(); refused !== null; refused = refusalOfLate()) {
        if (performance.now() - since >= patienceMs) {
          hold(refused);
          throw refused;
        }
        await setTimeout(LOOK_MS);
      }
      look();
    },
    atomically(work) {
      try {
        db.transaction(work).immediate();
      } catch (error) {
        if (isBusy(error)) hold(error);
        throw error;
      }
    },
    hurry() {
      patienceMs = 0;
    },
    close() {
      if (looking) clearInterval(looking);
      probe.close();
    },
  };
}
