import type { Socket } from 'node:net';
import { createTranslator } from './mqtt5-packets.ts';

const CONNECT = 0x10;
/** Where the protocol's level stands after the length: behind the name, 00 04 M Q T T. */
const LEVEL_AT = 6;

/**
 * Lets a device that speaks MQTT 5 in to a broker that speaks 3.1.1: watches what comes first, and where that is a CONNECT of
 * level 5 it translates both ways, in place. The devices of level 3 and 4 cost nothing after their first packet.
 */
export function welcomeMqtt5(socket: Socket): void {
  const read = socket.read.bind(socket);
  let first: Uint8Array = Buffer.alloc(0);
  socket.read = (size?: number): unknown => {
    const chunk: unknown = read(size);
    if (!(chunk instanceof Uint8Array)) return chunk;
    first = Buffer.concat([first, chunk]);
    const level = levelOf(first);
    if (level === null) return null;
    socket.read = level === 5 ? translate(socket, read) : read;
    return level === 5 ? receive(socket, first) : first;
  };

  let toLevel4: (chunk: Uint8Array) => Buffer | null = () => null;
  function receive(to: Socket, chunk: Uint8Array): Buffer | null {
    const packets = toLevel4(chunk);
    if (packets === null) to.destroy();
    return packets === null || packets.length === 0 ? null : packets;
  }

  function translate(to: Socket, readOn: (size?: number) => unknown): Socket['read'] {
    const translator = createTranslator();
    toLevel4 = translator.toLevel4;
    const write = to.write.bind(to);
    to.write = (chunk: Uint8Array | string, ...rest: unknown[]): boolean => {
      const packets = translator.toLevel5(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
      const done = rest.find((each) => typeof each === 'function');
      return Reflect.apply(write, undefined, done ? [packets, done] : [packets]);
    };
    return (size?: number): unknown => {
      const chunk = readOn(size);
      return chunk instanceof Uint8Array ? receive(to, chunk) : chunk;
    };
  }
}

/** `null` while too little has come to tell; 4 for whatever is no CONNECT of MQTT 3.1.1 or 5, which the broker judges. */
function levelOf(bytes: Uint8Array): number | null {
  if (bytes.length === 0) return null;
  if (bytes[0] !== CONNECT) return 4;
  let at = 1;
  while (at < 5 && (bytes[at] ?? 0) >= 0x80) at += 1;
  return bytes[at + 1 + LEVEL_AT] ?? null;
}
