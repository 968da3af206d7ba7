import type { Socket } from 'node:net';

/**
 * A connection that announces a longer packet is closed. What lies between this and the size that a reading may have becomes
 * a rejection like any other, with its reason.
 */
export const MAX_PACKET_BYTES = 1024 * 1024;
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

/**
 * Follows the frames of one MQTT connection. `true` once one announces more than `maxBytes`, or the first one more than `maxFirstBytes`: before
 * its payload is gathered in memory (MQTT 3.1.1 section 2.2.3: the length is 1 to 4 bytes of 7 bits each, after the type byte).
 * @example frameLimit(10, 5)(Buffer.from([0x10, 6])) // true: too long
 */
export function frameLimit(maxBytes: number, maxFirstBytes: number): (chunk: Uint8Array) => boolean {
  let allowed = maxFirstBytes;
  let toSkip = 0;
  let inLength = false;
  let length = 0;
  let shift = 0;
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (toSkip > 0) {
        const skipped = Math.min(toSkip, chunk.length - at);
        toSkip -= skipped;
        at += skipped;
        continue;
      }
      const byte = chunk[at] ?? 0;
      at += 1;
      if (!inLength) {
        inLength = true;
        length = 0;
        shift = 0;
        continue;
      }
      length += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      if (length > allowed || shift > 28) return true;
      if (byte < 0x80) {
        inLength = false;
        toSkip = length;
        allowed = maxBytes;
      }
    }
    return false;
  };
}
