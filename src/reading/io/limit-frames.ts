import type { Socket } from 'node:net';
import { frameLimit } from './frame-limit.ts';

/**
 * A connection that announces a longer packet is closed. What lies between this and the size that a reading may have becomes
 * a rejection like any other, with its reason.
 */
const MAX_PACKET_BYTES = 1024 * 1024;
/** The first packet comes from anybody: name, password and will of a device fit in, and a thousand of them into memory. */
const MAX_FIRST_BYTES = 8 * 1024;
/** Watches what aedes reads, in place: a stream in between would cost each message a copy. */
export function limitFrames(socket: Socket, tell: () => void): void {
  const tooLong = frameLimit(MAX_PACKET_BYTES, MAX_FIRST_BYTES);
  const read = socket.read.bind(socket);
  socket.read = (size?: number): unknown => {
    const chunk: unknown = read(size);
    if (!(chunk instanceof Uint8Array) || !tooLong(chunk)) return chunk;
    tell();
    socket.destroy();
    return null;
  };
}
