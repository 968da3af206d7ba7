import { randomUUID } from 'node:crypto';

/*
 * The packets of MQTT 5 and of 3.1.1, as far as they differ, for a broker that only takes in (OASIS MQTT 5.0, section 3).
 * What is translated has lost its properties: none of them says anything about a reading.
 */

const CONNECT = 1;
const CONNACK = 2;
const PUBLISH = 3;
const SUBSCRIBE = 8;
const SUBACK = 9;
const UNSUBSCRIBE = 10;
const UNSUBACK = 11;
const DISCONNECT = 14;
const AUTH = 15;
/** PUBACK, PUBREC, PUBREL, PUBCOMP: 5 adds a reason and properties, and leaves them out where all is well. */
const isAcknowledgement = (type: number): boolean => type >= 4 && type <= 7;

const WILL = 0x04;
const CLEAN = 0x02;
/** What a level 4 broker says no with, and how level 5 says it. */
const reasons = new Map([
  [1, 0x84],
  [2, 0x85],
  [3, 0x88],
  [4, 0x86],
  [5, 0x87],
]);
/** No session outlives its connection, no packet may be longer than 1 MiB, nobody can subscribe (sections 3.2.2.3.2 to .12). */
const LIMITS = Buffer.from([0x11, 0, 0, 0, 0, 0x27, 0, 0x10, 0, 0, 0x28, 0, 0x2a, 0]);

export interface Translator {
  /** Whole packets of what the device sent; `null` when it cannot be translated: the connection is to be closed. */
  toLevel4(chunk: Uint8Array): Buffer | null;
  toLevel5(chunk: Uint8Array): Buffer;
}

/** For one connection. */
export function createTranslator(): Translator {
  const incoming = createSplitter();
  const outgoing = createSplitter();
  let assigned: string | null = null;
  const unsubscribed = new Map<number, number>();

  function up({ first, body }: Packet): Buffer {
    const type = first >> 4;
    if (isAcknowledgement(type)) return write(first, body.subarray(0, 2));
    if (type === CONNECT) return connect(body);
    if (type === PUBLISH) return publish(first, body);
    if (type === SUBSCRIBE) return subscribe(first, body);
    if (type === UNSUBSCRIBE) return unsubscribe(first, body);
    if (type === DISCONNECT) return write(first, Buffer.alloc(0));
    if (type === AUTH) throw new RangeError('AUTH is not spoken here');
    return write(first, body);
  }

  function connect(body: Buffer): Buffer {
    const flags = byteAt(body, 7);
    const payloadAt = skipProperties(body, 10);
    const idEnd = skipText(body, payloadAt);
    const id = body.subarray(payloadAt + 2, idEnd);
    // Section 3.1.3.1: a client without a name is given one, which 3.1.1 allows for a clean session only.
    if (id.length === 0) assigned = `sensor-${randomUUID()}`;
    const rest = body.subarray((flags & WILL) === 0 ? idEnd : skipProperties(body, idEnd));
    const head = Buffer.from(body.subarray(0, 10));
    head[6] = 4;
    head[7] = flags | CLEAN;
    return write(CONNECT << 4, head, text(assigned ?? id), rest);
  }

  function publish(first: number, body: Buffer): Buffer {
    const propertiesAt = skipText(body, 0) + ((first & 0x06) === 0 ? 0 : 2);
    return write(first, body.subarray(0, propertiesAt), body.subarray(skipProperties(body, propertiesAt)));
  }

  function subscribe(first: number, body: Buffer): Buffer {
    const filters = Buffer.from(body.subarray(skipProperties(body, 2)));
    for (let at = 0; at < filters.length; at += 1) {
      at = skipText(filters, at);
      filters[at] = byteAt(filters, at) & 0x03;
    }
    return write(first, body.subarray(0, 2), filters);
  }

  function unsubscribe(first: number, body: Buffer): Buffer {
    const filters = body.subarray(skipProperties(body, 2));
    let count = 0;
    for (let at = 0; at < filters.length; at = skipText(filters, at)) count += 1;
    unsubscribed.set(body.readUInt16BE(0), count);
    return write(first, body.subarray(0, 2), filters);
  }

  function down({ first, body }: Packet): Buffer {
    const type = first >> 4;
    if (type === CONNACK) {
      const code = byteAt(body, 1);
      if (code !== 0) return write(first, Buffer.from([0, reasons.get(code) ?? 0x80, 0]));
      const name = assigned === null ? [] : [Buffer.from([0x12]), text(assigned)];
      const properties = Buffer.concat([LIMITS, ...name]);
      return write(first, Buffer.from([0, 0, properties.length]), properties);
    }
    if (type === SUBACK) return write(first, body.subarray(0, 2), Buffer.from([0]), body.subarray(2));
    if (type === UNSUBACK) {
      const id = body.readUInt16BE(0);
      const count = unsubscribed.get(id) ?? 1;
      unsubscribed.delete(id);
      return write(first, body, Buffer.alloc(1 + count));
    }
    return write(first, body);
  }

  return {
    toLevel4(chunk) {
      try {
        return Buffer.concat(incoming(chunk).map(up));
      } catch (error) {
        // A length that points past the end of its packet.
        if (error instanceof RangeError) return null;
        throw error;
      }
    },
    toLevel5: (chunk) => Buffer.concat(outgoing(chunk).map(down)),
  };
}

interface Packet {
  first: number;
  body: Buffer;
}

/** Cuts a stream into packets, keeping what is not whole yet. */
function createSplitter(): (chunk: Uint8Array) => Packet[] {
  let kept = Buffer.alloc(0);
  return (chunk) => {
    kept = Buffer.concat([kept, chunk]);
    const packets: Packet[] = [];
    for (let at = 0; ; ) {
      const length = readLength(kept, at + 1);
      if (length === null || length.end + length.value > kept.length) {
        kept = kept.subarray(at);
        return packets;
      }
      packets.push({ first: byteAt(kept, at), body: kept.subarray(length.end, length.end + length.value) });
      at = length.end + length.value;
    }
  };
}

/** A variable byte integer (section 1.5.5); `null` where its end has not come yet. */
function readLength(bytes: Buffer, from: number): { value: number; end: number } | null {
  let value = 0;
  for (let at = from; at < from + 4; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 128 ** (at - from);
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw new RangeError('a length of more than four bytes');
}

function skipProperties(bytes: Buffer, from: number): number {
  const length = readLength(bytes, from);
  return within(bytes, length === null ? Number.POSITIVE_INFINITY : length.end + length.value);
}

function skipText(bytes: Buffer, from: number): number {
  return within(bytes, from + 2 + bytes.readUInt16BE(from));
}

function within(bytes: Buffer, at: number): number {
  if (at > bytes.length) throw new RangeError('a length that points past the end of its packet');
  return at;
}

function byteAt(bytes: Buffer, at: number): number {
  return bytes.readUInt8(at);
}

function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

function write(first: number, ...parts: readonly Uint8Array[]): Buffer {
  const length: number[] = [];
  let left = parts.reduce((sum, each) => sum + each.length, 0);
  do {
    length.push((left % 128) + (left >= 128 ? 0x80 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Buffer.concat([Buffer.from([first, ...length]), ...parts]);
}
