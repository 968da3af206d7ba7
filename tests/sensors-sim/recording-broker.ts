import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { freePort } from '../support/free-port.ts';

/** A broker that writes down each message before it acknowledges it, and can die and come back on the same port. */
export interface RecordingBroker {
  readonly url: string;
  /** `topic payload`, in the order of arrival. */
  readonly received: string[];
  /** Called with the number received so far, before the message is acknowledged; `false` leaves it unacknowledged. */
  onMessage: (count: number) => boolean;
  /** Connections so far, and those that are open now. */
  readonly connections: number;
  readonly open: number;
  /** Cuts every connection and stops listening, as a killed process does. */
  die(): Promise<void>;
  comeBack(): Promise<void>;
}

export async function startRecordingBroker(credentials?: {
  username: string;
  password: string;
}): Promise<RecordingBroker> {
  const sockets = new Set<Socket>();
  const received: string[] = [];
  // It comes back on it: one of the ephemeral range would be somebody else's meanwhile.
  const port = await freePort();
  let connections = 0;
  let server: Server | null = null;
  let aedes: Aedes | null = null;

  const broker: RecordingBroker = {
    url: `mqtt://127.0.0.1:${port}`,
    received,
    onMessage: () => true,
    get connections() {
      return connections;
    },
    get open() {
      return sockets.size;
    },
    async die() {
      for (const socket of sockets) socket.destroy();
      const closed = server && once(server, 'close');
      server?.close();
      aedes?.close();
      await closed;
    },
    async comeBack() {
      aedes = await Aedes.createBroker({
        authenticate: (_client, username, password, done) => {
          const known =
            !credentials || (username === credentials.username && String(password) === credentials.password);
          done(null, known);
        },
        authorizePublish: (_client, packet, done) => {
          received.push(`${packet.topic} ${packet.payload.toString()}`);
          if (broker.onMessage(received.length)) done(null);
        },
      });
      server = createServer((socket) => {
        connections++;
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        aedes?.handle(socket);
      }).listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
  await broker.comeBack();
  return broker;
}
