import { slowDown } from './slow-down.ts';

/** One for itself, some that the broker does not know yet to be dead, and a gateway's few programs. */
const CONNECTIONS_OF_ONE = 10;
/**
 * In readings, however they are packed. Whoever comes over the network may catch up after days without it (a week of five minutes
 * is 2,016), and may not keep the service from hearing others.
 */
const PER_S = 200;
const BURST = 4_000;

interface Room<C> {
  connections: Set<C>;
  wait: ReturnType<typeof slowDown>;
}

/**
 * What each name that was let in may take up, over all its connections together: with one device's password nobody takes the places of
 * the others, or more than its share of the readings.
 */
export function createDeviceRooms<C>(giveWay: (oldest: C) => void) {
  const rooms = new Map<string, Room<C>>();
  const roomOf = (user: string): Room<C> => {
    const room = rooms.get(user) ?? { connections: new Set(), wait: slowDown(PER_S, BURST) };
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
    leave(user: string, connection: C): void {
      rooms.get(user)?.connections.delete(connection);
    },
    /** Milliseconds that so many readings have to wait. */
    waitMs: (user: string, nowMs: number, readings: number): number => roomOf(user).wait(nowMs, readings),
  };
}
