import type { BaseLogger } from 'pino';
import { MINUTE_MS } from '../../lib/units.ts';

/** Bad user name or password, and not authorized: in MQTT 3.1.1 (3.2.2.3) and in MQTT 5 (3.2.2.2). */
const refusals: ReadonlySet<unknown> = new Set([4, 5, 134, 135]);

export interface BrokerTrouble {
  tell(error: Error): void;
  /** The connection is there: the next trouble is a new one. */
  over(): void;
}

/** Tells what keeps us from the broker: at once where it is something new, else once a minute, for it is tried every second. */
export function createBrokerTrouble(
  { url, username }: { url: string; username: string | null },
  log: Pick<BaseLogger, 'warn' | 'error'>,
  nowMs: () => number = () => performance.now(),
): BrokerTrouble {
  let told: { what: string; atMs: number } | null = null;
  return {
    tell(error) {
      const code = 'code' in error ? error.code : null;
      const what = `${String(code)} ${error.message}`;
      if (told?.what === what && nowMs() - told.atMs < MINUTE_MS) return;
      told = { what, atMs: nowMs() };
      if (refusals.has(code)) log.error({ url, username, reason: error.message }, refused(username));
      else log.warn({ err: error, url }, 'broker connection');
    },
    over() {
      told = null;
    },
  };
}

function refused(username: string | null): string {
  return username === null
    ? 'the broker lets nobody in without a name: set mqtt.external.username in amont.yaml, and AMONT_MQTT_PASSWORD in the environment'
    : `the broker refuses user ${username}: check mqtt.external.username in amont.yaml and AMONT_MQTT_PASSWORD (or the file of AMONT_MQTT_PASSWORD_FILE)`;
}
