import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type Instant, machineClock } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';
import type { Envelope } from '../notification/channel.ts';
import { loggedOf } from '../notification/io/log.ts';
import { troubleEnvelopes } from '../notification/trouble-envelopes.ts';
import { waysOf } from '../notification/ways.ts';
import type { Trouble } from '../notification/words/trouble.ts';
import { openChannels } from './open-channels.ts';

/** What is over by the next try or two wakes nobody. */
const PATIENCE_MS = 4 * MINUTE_MS;
/** A mail server that does not answer holds up no stop for longer. */
const LAST_MS = 10_000;

/** When something was last not stored, of late, and when something was. */
export interface Storing {
  failedAt: Instant | null;
  doneAt: Instant | null;
}

export interface TroubleTeller {
  /** Asked each minute. */
  look(storing: Storing): void;
  tell(trouble: Trouble): void;
  close(): Promise<void>;
}

/**
 * Tells those who decide what is wrong with the service itself, past the database, which may be what has failed: by mail and text message at once,
 * and again each minute to whom it did not go out. It forgets what it told when the process ends. An exercise warns nobody, and is not missed.
 */
export function createTroubleTeller(
  config: Pick<Config, 'mail' | 'sms' | 'voice' | 'webhooks' | 'webPush' | 'instance' | 'communes'>,
  log: Logger,
  clock = machineClock,
): TroubleTeller {
  const parts = new AsyncDisposableStack();
  const opened = openChannels({ ...config, voice: null, webhooks: [], webPush: null }, parts, log);
  const channels = opened.ok ? opened.value : new Map<never, never>();
  const waiting = new Map<string, Envelope>();
  let failingSince: Instant | null = null;
  let isTold = false;
  let sending = Promise.resolve();

  async function sendAll(): Promise<void> {
    for (const [key, envelope] of waiting) {
      const sent = await channels.get(envelope.row.channel)?.send(envelope);
      const isOver = sent === undefined || sent.ok || !sent.error.recoverable;
      if (isOver && waiting.get(key) === envelope) waiting.delete(key);
      if (sent?.ok === false)
        log.warn(
          { ...loggedOf(envelope.row), why: sent.error.message },
          'what is wrong with the service could not be told',
        );
    }
  }

  function tell(trouble: Trouble): void {
    log.error(trouble, 'those who decide are told what is wrong with the service itself');
    if (config.instance.kind !== 'operational') return;
    const told = { ways: waysOf(config), issuer: config.instance, at: clock.now() };
    // By address: what is newer takes the place of what has not gone out.
    for (const each of troubleEnvelopes(trouble, config.communes.values(), told)) waiting.set(each.address, each);
    send();
  }

  function send(): void {
    sending = sending.then(sendAll);
  }

  return {
    tell,
    look({ failedAt, doneAt }) {
      if (failedAt !== null && failedAt > (doneAt ?? Number.NEGATIVE_INFINITY)) {
        failingSince ??= failedAt;
        if (!isTold && failedAt - failingSince >= PATIENCE_MS) {
          isTold = true;
          tell({ kind: 'stores-nothing', since: failingSince });
        }
      } else if (doneAt !== null) {
        // Nothing less shows that it is over.
        failingSince = null;
        if (isTold) tell({ kind: 'stores-again', at: doneAt });
        isTold = false;
      }
      if (waiting.size > 0) send();
    },
    async close() {
      await Promise.race([sending, setTimeout(LAST_MS, undefined, { ref: false })]);
      await parts.disposeAsync();
    },
  };
}
