import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, Server as TlsServer } from 'node:tls';
import { err, messageOf, ok, type Result } from '../../lib/result.ts';

/** PEM text; without it nothing is encrypted. */
export type BrokerTls = { cert: string; key: string } | null;

export function openServer(
  tls: BrokerTls,
  handshakeTimeout: number,
  serve: (socket: Socket) => void,
): Result<Server, string> {
  try {
    return ok(tls ? createTlsServer({ ...tls, handshakeTimeout }, serve) : createServer(serve));
  } catch (error) {
    const why = messageOf(error);
    return err(
      `The embedded broker cannot start: certificate and key do not go together (${why}). Check mqtt.embedded.tls in amont.yaml.`,
    );
  }
}

/** Whoever comes in from now on is shown it; whoever is inside stays. Where OpenSSL does not take it, that throws, and the former is shown. */
export function showAnew(server: Server, tls: NonNullable<BrokerTls>): void {
  if (server instanceof TlsServer) server.setSecureContext(tls);
}

/** `null` once it listens; else a paragraph that says what to do. */
export function listen(server: Server, { host, port }: { host: string; port: number }): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(explain(error, host, port)));
    server.listen(port, host, () => resolve(null));
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `The embedded broker cannot start: port ${port} on ${host} is already in use, perhaps by another broker or by this service itself. Stop that one, or choose another port under mqtt.embedded.port in amont.yaml.`;
  }
  if (error.code === 'EACCES') {
    return `The embedded broker cannot start: this user may not listen on port ${port} of ${host}. Choose a port above 1023 under mqtt.embedded.port in amont.yaml.`;
  }
  return `The embedded broker cannot start on ${host}, port ${port}: ${error.message}. Check mqtt.embedded.host and mqtt.embedded.port in amont.yaml.`;
}
