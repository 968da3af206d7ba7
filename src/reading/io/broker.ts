import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import type { BaseLogger } from 'pino';
import type { Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Ingest, MessageSource } from '../message-source.ts';
import { frameLimit } from './frame-limit.ts';
import { gatherBatches } from './gather-batches.ts';

export interface EmbeddedBrokerOptions {
  /** Loopback, unless a town knows what it does: the embedded broker knows no device credentials. */
  host: string;
  /** 0 takes any free one. */
  port: number;
  /** Event time: what `receivedAt` is read from. */
  now: () => Instant;
  maxConnections?: number;
}

/**
 * A connection that announces a longer packet is closed. What lies between this and the size that a reading may have becomes
 * a rejection like any other, with its reason.
 */
const MAX_PACKET_BYTES = 1024 * 1024;

/**
 * Takes readings from sensors directly (MQTT 3.1 and 3.1.1). A sensor's PUBACK means: durably stored. It is a door and no
 * post office: nothing is retained, queued or forwarded, so nobody can subscribe.
 */
export async function startEmbeddedBroker(
  options: EmbeddedBrokerOptions,
  ingest: Ingest,
  log: BaseLogger,
): Promise<Result<MessageSource & { port: number }, string>> {
  const batches = gatherBatches(ingest, log);
  let closing = false;
  const broker = new Aedes({
    // Given before listen(): set afterwards, messages acknowledged in between would be lost.
    authorizePublish: (_client, packet, done) => {
      if (packet.topic.startsWith('$')) return done(new Error('topics that begin with $ belong to the broker'));
      if (closing) return done(new Error('the service is stopping'));
      packet.retain = false;
      const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
      batches.add({ topic: packet.topic, payload, receivedAt: options.now() }, (stored) =>
        // An error closes the connection: MQTT 3.1.1 has no other way to say no, and the sensor sends it again.
        done(stored ? null : new Error('the reading could not be stored')),
      );
    },
    authorizeSubscribe: (_client, _subscription, done) => done(null, null),
  });
  broker.on('clientError', (client, error) => log.warn({ client: client.id, err: error }, 'sensor connection'));
  broker.on('connectionError', (_client, error) => log.warn({ err: error }, 'sensor connection'));
  await broker.listen();

  const server = createServer((socket) => {
    limitFrames(socket, log);
    broker.handle(socket);
  });
  server.maxConnections = options.maxConnections ?? 1_000;
  server.on('drop', () => log.warn({ allowed: server.maxConnections }, 'too many sensor connections, one refused'));
  const refused = await listen(server, options);
  if (refused) {
    await new Promise<void>((resolve) => broker.close(resolve));
    return err(refused);
  }
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  log.info({ host: options.host, port }, 'embedded broker listens');

  return ok({
    port,
    started: async () => {},
    connected: () => server.listening,
    settled: () => batches.settled(),
    close: async () => {
      closing = true;
      await batches.settled();
      await new Promise<void>((resolve) => broker.close(resolve));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

/** Watches what aedes reads, in place: a stream in between would cost each message a copy. */
function limitFrames(socket: Socket, log: BaseLogger): void {
  const tooLong = frameLimit(MAX_PACKET_BYTES);
  const read = socket.read.bind(socket);
  socket.read = (size?: number): unknown => {
    const chunk: unknown = read(size);
    if (!(chunk instanceof Uint8Array) || !tooLong(chunk)) return chunk;
    log.warn({ from: socket.remoteAddress, allowed: MAX_PACKET_BYTES }, 'a packet is too long, connection closed');
    socket.destroy();
    return null;
  };
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(explain(error, host, port)));
    server.listen(port, host, () => resolve(null));
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `The embedded broker cannot start: port ${port} on ${host} is already in use, perhaps by another broker or by this service itself. Stop that one, or choose another port under mqtt.port in amont.yaml.`;
  }
  if (error.code === 'EACCES') {
    return `The embedded broker cannot start: this user may not listen on port ${port} of ${host}. Choose a port above 1023 under mqtt.port in amont.yaml.`;
  }
  return `The embedded broker cannot start on ${host}, port ${port}: ${error.message}. Check mqtt.host and mqtt.port in amont.yaml.`;
}
