import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import type { BaseLogger } from 'pino';
import type { Instant } from '../../lib/clock.ts';
import { tellSparingly } from '../../lib/io/tell-sparingly.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import type { Away, Ingest, MessageSource } from '../message-source.ts';
import { createBrokerTrouble } from './broker-trouble.ts';
import { gatherBatches } from './gather-batches.ts';

export interface BrokerConnection {
  /** `mqtt://host:1883` or `mqtts://host:8883`. */
  url: string;
  /** Fixed: with another one at each start the broker would keep the old session's readings for nobody. */
  clientId: string;
  username: string | null;
  password: string | null;
  topics: readonly string[];
  /** 4 is MQTT 3.1.1, for networks that speak nothing newer. */
  protocolVersion?: 4 | 5;
  /**
   * So many messages the broker may send before the first is stored; asked for over MQTT 5, in 3.1.1 only the broker decides.
   * Mosquitto saves what waits in its queue at once, what is on its way to us only with the next change: killed meanwhile, with
   * a service that is slow or stuck, it has lost all of those.
   */
  inFlight?: number;
  /** As it is at each new connection. */
  tls?: () => Pick<IClientOptions, 'ca' | 'cert' | 'key' | 'rejectUnauthorized' | 'servername'>;
  /** Event time: what `receivedAt` is read from. */
  now: () => Instant;
  /** Called for each attempt that fails. */
  failed?: () => void;
  /** Pause before each new attempt to reach the broker. */
  reconnectMs?: number;
  /** The session that the broker keeps for us, also while the service is stopped. */
  session?: {
    isKnown(): boolean;
    remember(): void;
    /** The broker has forgotten it, and with it all that waited for us. */
    lost(): void;
    /** Another program has come in by our client id, and what waited is given to it. */
    taken(): void;
  };
}

/** More unstored messages than this and the connection is read no further until some are stored. */
const MAX_WAITING = 4_000;
const SESSION_EXPIRY_S = 7 * 24 * 3600;
const GOODBYE_MS = 2_000;
/** Why a broker of MQTT 5 ends a connection: its client id has come in anew. Of one that was lost on the way we would not hear it. */
const TAKEN_OVER = 0x8e;

/**
 * Takes readings from an external broker over a persistent session. The broker's copy of a message is released (PUBACK) only
 * after `ingest` has stored it; if it could not be, the connection is dropped and the broker sends the message again.
 */
export function connectBroker(options: BrokerConnection, ingest: Ingest, log: BaseLogger): MessageSource {
  const protocolVersion = options.protocolVersion ?? 5;
  const client = mqtt.connect(options.url, {
    ...options.tls?.(),
    clientId: options.clientId,
    ...(options.username === null ? {} : { username: options.username }),
    ...(options.password === null ? {} : { password: options.password }),
    clean: false,
    protocolVersion,
    ...(protocolVersion === 5
      ? { properties: { sessionExpiryInterval: SESSION_EXPIRY_S, receiveMaximum: options.inFlight ?? 1 } }
      : {}),
    resubscribe: false,
    reconnectPeriod: options.reconnectMs ?? 1_000,
    reconnectOnConnackError: true,
    // Nothing may be received before the handlers below are attached.
    manualConnect: true,
  });
  const acknowledge = holdAcknowledgements(client);
  const batches = gatherBatches(ingest, log);
  const trouble = createBrokerTrouble(options, log);
  const faultLog = tellSparingly(log);
  let connection = 0;
  /** The broker has let us in. */
  let isIn = false;
  let subscribed = false;
  let away: Away | null = null;
  /** Two that take the session from each other do so every other second. */
  let shared: { since: Instant; last: Instant } | null = null;
  /** What was told last of this connection or attempt. */
  let why: string | null = null;
  /** This connection, by us: what it was asked for is not answered, and that is no refusal. */
  let isDropped = false;
  let closing = false;
  let held: (() => void)[] = [];
  const { promise: started, resolve: hasStarted } = Promise.withResolvers<void>();

  const isConnected = (): boolean => client.connected && subscribed;
  const isAway = (said: string | null): void => {
    away = { since: away?.since ?? options.now(), why: said };
  };
  const isShared = (): boolean => shared !== null && Math.abs(options.now() - shared.last) < MINUTE_MS;
  const dropConnection = (): void => {
    connection += 1;
    isDropped = true;
    client.stream?.destroy();
  };

  client.on('message', (topic, payload, packet) => {
    if (closing) return;
    const { messageId, qos, retain } = packet;
    const arrivedOn = connection;
    batches.add({ topic, payload, receivedAt: options.now(), retained: retain }, (stored) => {
      const current = arrivedOn === connection;
      if (stored && current && qos > 0 && messageId !== undefined) acknowledge(messageId);
      if (!stored && qos === 0) log.error({ topic }, 'a QoS 0 message is lost: its broker keeps no copy');
      if (!stored && current) dropConnection();
      releaseHeld();
    });
  });

  // The documented place for back-pressure: until the callback is called, no further packet is read.
  client.handleMessage = (_packet, callback) => {
    if (batches.waiting() < MAX_WAITING) callback();
    else held.push(callback);
  };
  function releaseHeld(): void {
    if (held.length === 0 || batches.waiting() > MAX_WAITING / 2) return;
    const callbacks = held;
    held = [];
    for (const callback of callbacks) callback();
  }

  client.on('reconnect', () => {
    why = null;
    Object.assign(client.options, options.tls?.());
  });
  client.on('connect', ({ sessionPresent }) => {
    trouble.over();
    isIn = true;
    isDropped = false;
    if (options.session?.isKnown() && !sessionPresent) {
      log.error({ url: options.url }, 'the broker has forgotten our session: what waited there is lost');
      options.session.lost();
    }
    // Each time: a session that the broker has kept does not know topics added since (its answer is idempotent). What is retained
    // comes only where the subscription is new: a device that retains thousands would else hold up all others at each connection.
    client.subscribe([...options.topics], { qos: 1, rh: 1 }, (error, granted) => {
      const refused = (granted ?? []).filter((each) => each.qos > 2).map((each) => each.topic);
      subscribed = !error && refused.length === 0;
      if (subscribed) {
        away = null;
        options.session?.remember();
        log.info({ url: options.url, topics: options.topics }, 'subscribed');
      } else if (!isDropped) {
        faultLog.error({ err: error, refused }, 'the broker refused the subscription');
        isAway(error && whyOf(error));
      }
      hasStarted();
    });
  });
  client.on('disconnect', ({ reasonCode }) => {
    if (reasonCode !== TAKEN_OVER) return;
    shared = { since: isShared() && shared ? shared.since : options.now(), last: options.now() };
    const { url, clientId } = options;
    faultLog.error(
      { err: undefined, url, clientId },
      'another program has come in at the broker by our clientId: does a second Amont run?',
    );
    options.session?.taken();
  });
  client.on('close', () => {
    hasStarted();
    // Of one attempt mqtt.js may tell two errors.
    if (!isIn && !closing) options.failed?.();
    isIn = false;
    connection += 1;
    subscribed = false;
    isAway(why);
  });
  client.on('error', (error) => {
    trouble.tell(error);
    why = whyOf(error);
    // Some are told of a connection that goes on: others end it, or the attempt, and that is told next.
    if (!isConnected()) isAway(why);
  });
  client.connect();

  return {
    started: () => started,
    connected: isConnected,
    away: () => (isShared() && shared ? { since: shared.since, why: null, isShared: true } : away),
    settled: () => batches.settled(),
    close: async () => {
      closing = true;
      await batches.settled();
      // Ended while an attempt is under way, mqtt.js would start the next one, and so on for ever: `manualConnect` makes it forget.
      client.options.reconnectPeriod = 0;
      // One that has hung, or that nothing reaches any more, says no goodbye, and would be waited for without end.
      const unanswered = setTimeout(() => client.stream?.destroy(), GOODBYE_MS);
      await client.endAsync(!client.connected).finally(() => clearTimeout(unanswered));
    },
  };
}

/** With the code by which it is known in any language: of MQTT, of the net, of a certificate. What OpenSSL says stands amid places of its own. */
function whyOf(error: Error & { reason?: unknown; code?: unknown }): string {
  const { reason, code, message } = error;
  if (typeof code === 'number') return `MQTT ${code}: ${message}`;
  const said = typeof reason === 'string' ? reason : message;
  return typeof code === 'string' && !said.includes(code) ? `${said} (${code})` : said;
}

/**
 * mqtt.js acknowledges on its own as soon as a message is handed over, and has no public way to do it later. So its own PUBACK
 * packets are swallowed in the private `_sendPacket`; the returned function sends one when the message is stored.
 */
function holdAcknowledgements(client: MqttClient): (messageId: number) => void {
  const send: unknown = Reflect.get(client, '_sendPacket');
  if (typeof send !== 'function') {
    throw new TypeError('this version of mqtt has no _sendPacket: acknowledgements cannot wait for the store');
  }
  Reflect.set(client, '_sendPacket', (packet: { cmd: string }, done?: () => void, ...rest: unknown[]) => {
    if (packet.cmd === 'puback') done?.();
    else Reflect.apply(send, client, [packet, done, ...rest]);
  });
  return (messageId) => {
    if (client.connected) Reflect.apply(send, client, [{ cmd: 'puback', messageId, reasonCode: 0 }]);
  };
}
