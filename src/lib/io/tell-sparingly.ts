import type { BaseLogger } from 'pino';
import { HOUR_MS, MINUTE_MS } from '../units.ts';

/** What has not come for so long was over: when it comes again, that is told at once. */
const OVER_MS = 15 * MINUTE_MS;

export interface FaultLog {
  /** Gives whether it was told this time. */
  error(about: { err: unknown; place?: string } & Readonly<Record<string, unknown>>, message: string): boolean;
}

interface Fault {
  toldAt: number;
  lastAt: number;
  /** How often it came since it was told. */
  again: number;
}

/**
 * Tells a fault when it begins and once an hour while it lasts, with how often it came `again` meanwhile: what is tried each second on a full
 * disk would else write there what nobody reads.
 */
export function tellSparingly(log: Pick<BaseLogger, 'error'>, nowMs = () => performance.now()): FaultLog {
  const known = new Map<string, Fault>();
  return {
    error(about, message) {
      const now = nowMs();
      for (const [each, { lastAt }] of known) if (now - lastAt >= OVER_MS) known.delete(each);
      const what = JSON.stringify([message, about.place, whatOf(about.err)]);
      const fault = known.get(what);
      if (fault && now - fault.toldAt < HOUR_MS) {
        known.set(what, { ...fault, lastAt: now, again: fault.again + 1 });
        return false;
      }
      known.set(what, { toldAt: now, lastAt: now, again: 0 });
      log.error(fault ? { ...about, again: fault.again + 1 } : about, message);
      return true;
    },
  };
}

/** A code may be of many faults; a number in the words may be of one attempt alone. */
function whatOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = `${'code' in error ? String(error.code) : ''} ${error.message.replaceAll(/\d+/g, '0')}`;
  // « fetch failed » is of many, too.
  return error.cause === undefined ? said : `${said} ${whatOf(error.cause)}`;
}
