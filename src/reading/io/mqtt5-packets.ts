import { randomUUID } from 'node:crypto';
import { generate, type Packet, parser } from 'mqtt-packet';
import { MAX_PACKET_BYTES } from './limit-frames.ts';

/*
 * What MQTT 5 and 3.1.1 say differently, for a broker that only takes in (OASIS MQTT 5.0, section 3).
 * What is translated has lost its properties: none of them says anything about a reading.
 */

/** What a level 4 broker says no with, and how level 5 says it. */
const reasons = new Map([
  [1, 0x84],
  [2, 0x85],
  [3, 0x88],
  [4, 0x86],
  [5, 0x87],
]);
const UNSPECIFIED = 0x80;
/** No session outlives its connection, no packet may be too long, nobody can subscribe (sections 3.2.2.3.2 to .12). */
const limits = {
  sessionExpiryInterval: 0,
  maximumPacketSize: MAX_PACKET_BYTES,
  wildcardSubscriptionAvailable: false,
  sharedSubscriptionAvailable: false,
};

export interface Translator {
  /** Whole packets of what the device sent; `null` when it cannot be translated: the connection is to be closed. */
  toLevel4(chunk: Uint8Array): Buffer | null;
  toLevel5(chunk: Uint8Array): Buffer;
}

/** For one connection. */
export function createTranslator(): Translator {
  const incoming = reader(5);
  const outgoing = reader(4);
  let assigned: string | null = null;
  const unsubscribed = new Map<number, number>();

  function up(packet: Packet): Packet {
    if (packet.cmd === 'unsubscribe') unsubscribed.set(packet.messageId ?? 0, packet.unsubscriptions.length);
    if (packet.cmd !== 'connect') return packet;
    // Section 3.1.3.1: a client without a name is given one, which 3.1.1 allows for a clean session only.
    if (packet.clientId === '') assigned = `sensor-${randomUUID()}`;
    return { ...packet, protocolVersion: 4, clean: true, clientId: assigned ?? packet.clientId };
  }

  function down(packet: Packet): Packet {
    if (packet.cmd === 'connack') {
      const code = packet.returnCode ?? 0;
      if (code !== 0) return { cmd: 'connack', sessionPresent: false, reasonCode: reasons.get(code) ?? UNSPECIFIED };
      const properties = assigned === null ? limits : { ...limits, assignedClientIdentifier: assigned };
      return { cmd: 'connack', sessionPresent: false, reasonCode: 0, properties };
    }
    if (packet.cmd === 'unsuback') {
      const id = packet.messageId ?? 0;
      const count = unsubscribed.get(id) ?? 1;
      unsubscribed.delete(id);
      return { ...packet, granted: Array.from({ length: count }, () => 0) };
    }
    return packet;
  }

  return {
    toLevel4(chunk) {
      const packets = incoming(chunk);
      return packets && written(packets.map(up), 4);
    },
    toLevel5(chunk) {
      const packets = written((outgoing(chunk) ?? []).map(down), 5);
      if (packets === null) throw new Error('the broker said what MQTT 5 cannot say');
      return packets;
    },
  };
}

/** Cuts a stream into packets, keeping what is not whole yet; `null` from the first on that is none. */
function reader(protocolVersion: 4 | 5): (chunk: Uint8Array) => Packet[] | null {
  const read = parser({ protocolVersion });
  let packets: Packet[] = [];
  let broken = false;
  read.on('packet', (packet: Packet) => packets.push(packet));
  read.on('error', () => {
    broken = true;
  });
  return (chunk) => {
    packets = [];
    read.parse(Buffer.from(chunk));
    return broken ? null : packets;
  };
}

/** `null` where one of them does not exist at that level, such as AUTH below 5 or a topic without a name. */
function written(packets: readonly Packet[], protocolVersion: 4 | 5): Buffer | null {
  try {
    return Buffer.concat(packets.map((each) => generate(each, { protocolVersion })));
  } catch {
    return null;
  }
}
