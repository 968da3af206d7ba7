import { normalizeIP } from '@fastify/rate-limit';
import type { BaseLogger } from 'pino';
import { MINUTE_MS } from '../../lib/units.ts';

const A_MINUTE_FROM_ONE = 10;
const A_MINUTE = 100;
const LONGEST_TEXT = 120;

export type WarnOf = (from: string | undefined, message: string, about?: Record<string, string | number>) => void;

/**
 * Warns of what strangers do without letting them fill the disk: some lines a minute of each address, texts of theirs cut short. What
 * was left out is counted, and told before the next line.
 */
export function warnSparingly(log: Pick<BaseLogger, 'warn'>, nowMs = () => performance.now()): WarnOf {
  let endsMs = Number.NEGATIVE_INFINITY;
  let told = 0;
  let leftOut = 0;
  const toldOf = new Map<string, number>();

  function startMinute(): void {
    if (leftOut > 0) log.warn({ leftOut }, 'more of what sensor connections did was not written down');
    endsMs = nowMs() + MINUTE_MS;
    told = 0;
    leftOut = 0;
    toldOf.clear();
  }

  return (from, message, about = {}) => {
    if (nowMs() >= endsMs) startMinute();
    // A whole /64 is one subscriber's, so it counts as one address.
    const address = from === undefined ? '' : normalizeIP(from);
    const ofAddress = toldOf.get(address) ?? 0;
    if (told === A_MINUTE || ofAddress === A_MINUTE_FROM_ONE) {
      leftOut += 1;
      return;
    }
    told += 1;
    toldOf.set(address, ofAddress + 1);
    log.warn({ from, ...short(about) }, message);
  };
}

function short(about: Record<string, string | number>): Record<string, string | number> {
  const cut = Object.entries(about).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : value,
  ]);
  return Object.fromEntries(cut);
}
