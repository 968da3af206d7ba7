import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Somebody who reached the broker's port and says what he likes, or nothing. */
export interface Stranger {
  socket: Socket;
  /** Resolves when the broker has hung up. */
  gone: Promise<unknown>;
}

export async function stranger(
  port: number,
  says: Uint8Array = new Uint8Array(),
  from = '127.0.0.1',
): Promise<Stranger> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  const gone = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  // Hung up on while still talking: what matters is that it is over.
  socket.on('error', () => {});
  socket.resume();
  socket.write(says);
  return { socket, gone };
}
