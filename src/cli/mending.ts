import type { BaseLogger, LoggerOptions } from 'pino';
import { HOUR_MS } from '../lib/units.ts';
import { forgetSessions } from '../store/keys.ts';
import { databaseIn, isSpoiled } from '../store/sqlite/database.ts';
import { holdFolder } from '../store/sqlite/hold-folder.ts';
import { type Mended, mendDatabase } from '../store/sqlite/mend-database.ts';

/** What could not be mended is tried again after so long, and a service that comes upon the next spoiled page is not stopped for it before. */
const AGAIN_MS = HOUR_MS;

export interface Mending {
  /** Looks at each fault that is logged: whatever comes upon a spoiled page tells it there. */
  hooks: NonNullable<LoggerOptions['hooks']>;
  /** Resolves once one was of a page that the disk has spoiled, and it is time to mend. */
  due(): Promise<'spoiled'>;
  /** Mends the database, which nobody has open; `null` where there is nothing to mend, or it is not yet time to try again. */
  mend(log: Pick<BaseLogger, 'error'>): Promise<Mended | 'failed' | null>;
}

/** A service that comes upon spoiled pages writes its database anew: one page among those of alerts or messages keeps every alert from being told. */
export function createMending(dataFolder: string): Mending {
  let triedAt = Number.NEGATIVE_INFINITY;
  let met = Promise.withResolvers<'spoiled'>();
  return {
    hooks: {
      logMethod(line, write) {
        const [about] = line;
        const error: unknown = typeof about === 'object' && about !== null && 'err' in about ? about.err : null;
        if (isSpoiled(error) && performance.now() - triedAt >= AGAIN_MS) met.resolve('spoiled');
        write.apply(this, line);
      },
    },
    due: () => met.promise,
    async mend(log) {
      if (performance.now() - triedAt < AGAIN_MS) return null;
      triedAt = performance.now();
      met = Promise.withResolvers();
      const held = holdFolder(dataFolder);
      if (!held.ok) return null;
      try {
        const mended = await mendDatabase(databaseIn(dataFolder), Date.now());
        if (!mended.ok) {
          log.error(`the damaged database was not mended: ${mended.error}`);
          return 'failed';
        }
        if (mended.value === null) return null;
        const { aside, lost } = mended.value;
        // Who has logged out since is not known any more: nobody stays logged in.
        if (lost.includes('ended_session')) forgetSessions(dataFolder);
        log.error(
          { aside, lost },
          'the disk had spoiled the database: what could be read of it stands in a new one, and the damaged one is kept aside. Of the tables named something is lost. Replace the disk',
        );
        return mended.value;
      } finally {
        held.value.close();
      }
    },
  };
}
