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
}

/**
 * What each name that was let in may take up, over all its connections together: with one device's password nobody takes the places of
 * the others, more than its share of the readings, or the memory.
 */
export function createDeviceRooms<C>(giveWay: (oldest: C) => void) {
  const rooms = new Map<string, Room<C>>();
  const roomOf = (user: string): Room<C> => {
    const room = rooms.get(user) ?? { connections: new Set(), wait: slowDown(PER_S, BURST), waiting: new Map() };
    rooms.set(user, room);
    return room;
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
      const { connections, wait, waiting } = roomOf(user);
      connections.delete(connection);
      for (const [timer, { from, readings, comesAgain }] of waiting) {
        if (from !== connection || !comesAgain) continue;
        clearTimeout(timer);
        waiting.delete(timer);
        wait(performance.now(), -readings);
      }
    },
    /** Lets a message go on once its turn has come. `false`: too much of this name waits already, and it costs nothing. */
    pass(user: string, from: C, message: Message, go: () => void): boolean {
      const { wait, waiting } = roomOf(user);
      const waitMs = wait(performance.now(), message.readings);
      if (waitMs === 0) {
        go();
        return true;
      }
      const bytes = waiting.values().reduce((sum, each) => sum + each.bytes, message.bytes);
      if (bytes > MOST_WAITING_BYTES) {
        wait(performance.now(), -message.readings);
        return false;
      }
      const timer = setTimeout(() => {
        waiting.delete(timer);
        go();
      }, waitMs);
      waiting.set(timer, { ...message, from });
      return true;
    },
    close(): void {
      for (const { waiting } of rooms.values()) for (const timer of waiting.keys()) clearTimeout(timer);
    },
  };
}
