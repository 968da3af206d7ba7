import type { Socket } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';
import type { WarnOf } from './warn-sparingly.ts';

/** Sensors that share an address come in one after the other, each in a few seconds, even where all lost the network at once. */
const WAITING_OF_ONE_ADDRESS = 100;

interface Waiting {
  socket: Socket;
  from: string;
  /** A whole /64 is one subscriber's, so it counts as one address. */
  address: string;
}

/**
 * Where connections wait until they are let in. Whoever arrives finds a place: where there are too many, of one address or in all, the
 * one that has waited longest at the fullest address gives way. So it is always those who say nothing that go, and no device is kept out.
 */
export function createDoorstep(seats: number, warn: WarnOf) {
  const waiting = new Map<string, Waiting>();
  let present = 0;

  function crowdAt(address: string): readonly Waiting[] {
    const all = Map.groupBy(waiting.values(), (each) => each.address);
    const own = all.get(address) ?? [];
    if (own.length > WAITING_OF_ONE_ADDRESS) return own;
    return present > seats ? [...all.values()].reduce((a, b) => (b.length > a.length ? b : a)) : [];
  }

  return {
    arrive(socket: Socket): void {
      const key = keyOf(socket);
      const from = socket.remoteAddress ?? '';
      const address = normalizeIP(from);
      present += 1;
      waiting.set(key, { socket, from, address });
      socket.once('close', () => {
        present -= 1;
        waiting.delete(key);
      });
      const [longest] = crowdAt(address);
      if (!longest) return;
      waiting.delete(keyOf(longest.socket));
      longest.socket.destroy();
      warn(longest.from, 'too many sensor connections, one that was not let in yet is closed');
    },
    /** It may be the encrypted side of the one that arrived. */
    letIn(socket: Socket): void {
      waiting.delete(keyOf(socket));
    },
    /** Nobody else would end them, and who says nothing may stay for ever. */
    close(): void {
      for (const { socket } of waiting.values()) socket.destroy();
    },
  };
}

function keyOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
