import { Socket } from 'node:net';
import { Aedes, type Client } from 'aedes';
import type { BaseLogger } from 'pino';
import type { Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { countReadings } from '../decode/count-readings.ts';
import type { Ingest, MessageSource } from '../message-source.ts';
import { type BrokerTls, listen, openServer, showAnew } from './broker-server.ts';
import { createDeviceRooms } from './device-rooms.ts';
import { createDoorstep } from './doorstep.ts';
import { gatherBatches } from './gather-batches.ts';
import { keepNothing } from './keep-nothing.ts';
import { limitFrames } from './limit-frames.ts';
import { welcomeMqtt5 } from './mqtt5.ts';
import { warnSparingly } from './warn-sparingly.ts';
import { type Proofs, watchPasswords } from './watch-passwords.ts';

export interface EmbeddedBrokerOptions {
  host: string;
  /** 0 takes any free one. */
  port: number;
  /** Event time: what `receivedAt` is read from. */
  now: () => Instant;
  maxConnections?: number;
  tls?: BrokerTls;
  /** Absent, everybody may come in and publish anything: for a broker that only this machine reaches. */
  doorkeeper?: Doorkeeper;
  /** Whoever has not come in by then is closed. */
  toComeInMs?: number;
  /** How often the passwords of those inside are looked at again. */
  watchEveryMs?: number;
}

export interface Doorkeeper {
  /** What the password leaves behind where it lets in; `null` where it does not. */
  proofOf(user: string, password: string): string | null;
  mayPublish(user: string, topic: string): boolean;
  proofs: Proofs;
}

export interface EmbeddedBroker extends MessageSource {
  port: number;
  /** Shows sensors a renewed certificate; throws where that cannot be. */
  renew(tls: NonNullable<BrokerTls>): void;
}

/** A station's id has 64 characters at most. */
const MAX_USER = 65;
const WATCH_EVERY_MS = 10_000;
/** A device on a slow radio link needs some seconds for it. */
const TO_COME_IN_MS = 30_000;

/**
 * Takes readings from sensors directly (MQTT 3.1, 3.1.1 and 5). A sensor's PUBACK means: durably stored. It is a door and no
 * post office: nothing is retained, queued or forwarded, so nobody can subscribe.
 */
export async function startEmbeddedBroker(
  options: EmbeddedBrokerOptions,
  ingest: Ingest,
  log: BaseLogger,
): Promise<Result<EmbeddedBroker, string>> {
  const batches = gatherBatches(ingest, log);
  const { doorkeeper, toComeInMs = TO_COME_IN_MS } = options;
  const warn = warnSparingly(log);
  const doorstep = createDoorstep(options.maxConnections ?? 1_000, warn);
  const addresses = new WeakMap<Client, string>();
  const admitted = new WeakMap<Client, { user: string; proof: string }>();
  const rooms = createDeviceRooms<Client>((oldest) => {
    warn(addresses.get(oldest), 'too many connections of one device, its oldest is closed', {
      user: userOf(oldest) ?? '',
    });
    oldest.close();
  });
  const passwords = doorkeeper
    ? watchPasswords<Client>(doorkeeper.proofs, options.watchEveryMs ?? WATCH_EVERY_MS, (client, user) => {
        warn(addresses.get(client), 'the password of a device was changed or removed, its connection is closed', {
          user,
        });
        client.close();
      })
    : null;
  const userOf = (client: Client | null): string | undefined =>
    client === null ? undefined : admitted.get(client)?.user;
  let closing = false;
  const broker = new Aedes({
    persistence: keepNothing(),
    connectTimeout: toComeInMs,
    maxClientsIdLength: 23 + MAX_USER,
    preConnect: (_client, packet, done) => {
      const { username = '', clientId } = packet;
      if (doorkeeper && username.length > MAX_USER) return done(new Error('the user name is too long'), false);
      // Within its user's name: no device can push another out by taking its client id.
      if (doorkeeper && username !== '') packet.clientId = `${username}/${clientId}`;
      done(null, true);
    },
    authenticate: (client, user, password, done) => {
      if (!doorkeeper) return done(null, true);
      const proof = user === undefined || password === undefined ? null : doorkeeper.proofOf(user, password.toString());
      if (user !== undefined && proof !== null) admitted.set(client, { user, proof });
      else warn(addresses.get(client), 'a device was not let in: wrong name or password', { user: user ?? '' });
      done(null, proof !== null);
    },
    // Given before listen(): set afterwards, messages acknowledged in between would be lost.
    authorizePublish: (client, packet, done) => {
      if (packet.topic.startsWith('$')) return done(new Error('topics that begin with $ belong to the broker'));
      if (closing) return done(new Error('the service is stopping'));
      packet.retain = false;
      const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
      const message = { topic: packet.topic, payload, receivedAt: options.now(), ...trespass(client, packet.topic) };
      const add = (): void =>
        batches.add(message, (stored) =>
          // An error closes the connection: MQTT 3.1.1 has no other way to say no, and the sensor sends it again.
          done(stored ? null : new Error('the reading could not be stored')),
        );
      const user = userOf(client);
      if (client === null || user === undefined) return add();
      const comesAgain = packet.qos > 0;
      const sent = { readings: countReadings(payload), bytes: payload.length, comesAgain };
      if (!rooms.pass(user, client, sent, add)) done(new Error('too much of this device waits'));
    },
    authorizeSubscribe: (_client, _subscription, done) => done(null, null),
  });
  /** Stored as a rejection and acknowledged: refused otherwise, a device with a mistake would send it for ever. */
  function trespass(client: Client | null, topic: string): { trespasser?: string } {
    const user = userOf(client);
    if (!doorkeeper || user === undefined || doorkeeper.mayPublish(user, topic)) return {};
    return { trespasser: user };
  }
  broker.on('client', ({ conn }) => {
    // Let in while it closes: nobody else would end it.
    if (closing) conn.destroy();
    else if (conn instanceof Socket) doorstep.letIn(conn);
  });
  broker.on('clientReady', (client) => {
    const entry = admitted.get(client);
    if (entry === undefined) return;
    const { user, proof } = entry;
    client.conn.once('close', () => {
      rooms.leave(user, client);
      passwords?.leave(client);
    });
    rooms.enter(user, client);
    passwords?.enter(client, user, proof);
  });
  // Of an error only its message: aedes hangs the packet that it is about on some.
  const tell = (client: Client, { message }: Error): void =>
    warn(addresses.get(client), 'sensor connection', { client: client.id ?? '', reason: message });
  broker.on('clientError', tell);
  broker.on('connectionError', tell);
  await broker.listen();

  const opened = openServer(options.tls ?? null, toComeInMs, (socket) => {
    // Asked now: a connection that is closed has none any more.
    const from = socket.remoteAddress ?? '';
    limitFrames(socket, () => warn(from, 'a packet is too long, connection closed'));
    welcomeMqtt5(socket);
    addresses.set(broker.handle(socket), from);
  });
  const end = (): Promise<void> => {
    passwords?.stop();
    return new Promise((resolve) => broker.close(resolve));
  };
  if (!opened.ok) {
    await end();
    return opened;
  }
  const server = opened.value;
  server.on('tlsClientError', (error, socket) => {
    warn(socket.remoteAddress, 'sensor connection', { reason: error.message });
    // Of one that was silent for too long Node says so, and keeps it.
    socket.destroy();
  });
  // Before anything is said, encryption included.
  server.on('connection', doorstep.arrive);
  const refused = await listen(server, options);
  if (refused) {
    await end();
    return err(refused);
  }
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  log.info({ host: options.host, port }, 'embedded broker listens');

  return ok({
    port,
    renew: (tls) => showAnew(server, tls),
    started: async () => {},
    connected: () => server.listening,
    away: () => null,
    settled: () => batches.settled(),
    close: async () => {
      closing = true;
      rooms.close();
      await batches.settled();
      await end();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      doorstep.close();
      await closed;
    },
  });
}
