import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below what the system gives to connections and to servers that take any port (Linux: from 32,768 on): a port of those
 * is somebody else's by the time that the process which is told it listens.
 */
const FIRST = 10_000;
const PORTS = 20_000;

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * PORTS);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
