import { Readable } from 'node:stream';

/**
 * What aedes asks of the memory that it keeps its sessions in. Ours needs none: a message is stored before it comes here, a repeat of it is
 * known by its station and time, and nobody is sent anything. The one that aedes brings keeps every message of QoS 2 until its sender
 * releases it, which one that never does, under ever new client ids, can make it do until no memory is left.
 */
export function keepNothing() {
  const forget = async (): Promise<void> => {};
  const none = async (): Promise<never[]> => [];
  const noStream = (): Readable => Readable.from([]);
  return {
    setup: forget,
    /** "That one I have": it is answered, and not asked to be kept. */
    incomingGetPacket: async <Packet>(_client: unknown, packet: Packet): Promise<Packet> => packet,
    incomingDelPacket: forget,
    subscriptionsByClient: none,
    subscriptionsByTopic: none,
    removeSubscriptions: forget,
    cleanSubscriptions: forget,
    outgoingStream: noStream,
    outgoingEnqueueCombi: forget,
    outgoingUpdate: forget,
    outgoingClearMessageId: forget,
    putWill: forget,
    delWill: forget,
    streamWill: noStream,
  };
}
