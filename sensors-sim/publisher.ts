import { setTimeout as wait } from 'node:timers/promises';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { payloadOf, type TimedMessage, topicOf } from './message.ts';
import { UsageError } from './source.ts';

export interface Publisher {
  /** Resolves when the broker has acknowledged every message, however often the connection breaks meanwhile. */
  publish(messages: readonly TimedMessage[]): Promise<void>;
  /** Cuts the connection without a word, as a broken line would. The next `publish` connects again. */
  drop(): Promise<void>;
  close(): Promise<void>;
}

/** So many messages may wait for their acknowledgement at once. */
const WINDOW = 500;
const RETRY_MS = 500;

/**
 * Connects, and rejects where the first connection fails. Later failures are retried until `giveUp` says that nobody waits any more.
 * mqtt.js' own reconnection is off: it resends its store one by one, and fails what was queued meanwhile.
 */
export async function createPublisher(
  broker: IClientOptions,
  tell: (line: string) => void,
  giveUp: AbortSignal,
): Promise<Publisher> {
  let client = await open(broker);

  const reopen = async (): Promise<void> => {
    for (let attempt = 0; !client.connected; attempt++) {
      try {
        if (attempt > 0) await wait(RETRY_MS);
        client = await open(broker);
      } catch (error) {
        if (giveUp.aborted) {
          throw new UsageError(
            `The broker is away (${String(error)}) and nobody waits any more: not all was delivered.`,
          );
        }
        if (attempt === 0) tell(`The broker is away (${String(error)}): trying again until it is back.`);
      }
    }
  };

  return {
    async publish(messages) {
      let waiting = messages;
      while (waiting.length > 0) {
        await reopen();
        waiting = await send(client, waiting);
        if (waiting.length > 0)
          tell(`The connection broke with ${waiting.length} messages not acknowledged: they go again.`);
      }
    },
    // To end a client that has lost its connection would wait for ever.
    async drop() {
      if (client.connected) await client.endAsync(true);
    },
    async close() {
      if (client.connected) await client.endAsync();
    },
  };
}

async function open(broker: IClientOptions): Promise<MqttClient> {
  const client = connect({ ...broker, clean: true, reconnectPeriod: 0, connectTimeout: 10_000 });
  try {
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve());
      // Stays for the life of the client: every error is followed by the `close` that is acted upon.
      client.on('error', reject);
      client.once('close', () => reject(new Error('closed before the broker said yes')));
    });
  } catch (error) {
    client.end(true);
    throw error;
  }
  return client;
}

/** Returns what is not acknowledged when the connection breaks, in order; nothing when all is. */
function send(client: MqttClient, messages: readonly TimedMessage[]): Promise<TimedMessage[]> {
  return new Promise((resolve) => {
    const inFlight = new Set<TimedMessage>();
    let next = 0;
    const finish = (): void => {
      client.off('close', finish);
      resolve([...inFlight, ...messages.slice(next)]);
    };
    const fill = (): void => {
      while (inFlight.size < WINDOW && next < messages.length) {
        const message = messages[next++]!;
        inFlight.add(message);
        client.publish(topicOf(message), payloadOf(message), { qos: 1 }, (error) => {
          if (error) return; // `close` follows, and the message is among those not acknowledged
          inFlight.delete(message);
          fill();
        });
      }
      if (inFlight.size === 0 && next === messages.length) finish();
    };
    client.once('close', finish);
    fill();
  });
}
