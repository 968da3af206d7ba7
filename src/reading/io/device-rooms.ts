import { slowDown } from './slow-down.ts';

/** One for itself, some that the broker does not know yet to be dead, and a gateway's few programs. */
const CONNECTIONS_OF_ONE = 10;
/**
 * In readings, however they are packed. Whoever comes over the network may catch up after days without it (a week of five minutes
 * is 2,016), and may not keep the service from hearing others.
 */
const PER_S = 200;
const BURST = 4_000;
/** Of one device, over all of its connections, those that are gone with them. A connection is not read on while what it sent waits. */
const MOST_WAITING_BYTES = 32 * 1024 * 1024;
/** What one that waits takes beside what it says: its topic, its timer. */
const BESIDE_BYTES = 1024;

interface Message {
  readings: number;
  bytes: number;
  /** Where it is not acknowledged its sender sends it again (QoS 1 and 2). */
  comesAgain: boolean;
}

interface Room<C> {
  connections: Set<C>;
  wait: ReturnType<typeof slowDown>;
  waiting: Map<NodeJS.Timeout, Message & { from: C }>;
  waitingBytes: number;
}

/**
 * What each name that was let in may take up, over all its connections together: with one device's password nobody takes the places of
 * the others, more than its share of the readings, or the memory.
 */
export function createDeviceRooms<C>(giveWay: (oldest: C) => void) {
  const rooms = new Map<string, Room<C>>();
  const roomOf = (user: string): Room<C> => {
    const room = rooms.get(user) ?? {
      connections: new Set(),
      wait: slowDown(PER_S, BURST),
      waiting: new Map(),
      waitingBytes: 0,
    };
    rooms.set(user, room);
    return room;
  };
  const waitNoMore = (room: Room<C>, timer: NodeJS.Timeout, { bytes }: Message): void => {
    clearTimeout(timer);
    room.waiting.delete(timer);
    room.waitingBytes -= bytes + BESIDE_BYTES;
  };
  return {
    enter(user: string, connection: C): void {
      const { connections } = roomOf(user);
      connections.add(connection);
      const [oldest] = connections;
      if (connections.size <= CONNECTIONS_OF_ONE || oldest === undefined) return;
      connections.delete(oldest);
      giveWay(oldest);
    },
    /** What it sent and will send again waits no longer: in debt for both, a device that gives up early would never be heard. */
    leave(user: string, connection: C): void {
      const room = roomOf(user);
      room.connections.delete(connection);
      for (const [timer, message] of room.waiting) {
        if (message.from !== connection || !message.comesAgain) continue;
        waitNoMore(room, timer, message);
        room.wait(performance.now(), -message.readings);
      }
    },
    /** Lets a message go on once its turn has come. `false`: too much of this name waits already, and it costs nothing. */
    pass(user: string, from: C, message: Message, go: () => void): boolean {
      const room = roomOf(user);
      const waitMs = room.wait(performance.now(), message.readings);
      if (waitMs === 0) {
        go();
        return true;
      }
      const bytes = message.bytes + BESIDE_BYTES;
      if (room.waitingBytes + bytes > MOST_WAITING_BYTES) {
        room.wait(performance.now(), -message.readings);
        return false;
      }
      const timer = setTimeout(() => {
        waitNoMore(room, timer, message);
        go();
      }, waitMs);
      room.waiting.set(timer, { ...message, from });
      room.waitingBytes += bytes;
      return true;
    },
    close(): void {
      for (const { waiting } of rooms.values()) for (const timer of waiting.keys()) clearTimeout(timer);
    },
  };
}
