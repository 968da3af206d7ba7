import type { Instant } from './message.ts';
import type { Publisher } from './publisher.ts';
import type { Play } from './scenario.ts';

export interface Player {
  /** Sends all that leaves the sensors up to and including this instant; resolves with their number once acknowledged. */
  advance(until: Instant): Promise<number>;
  /** When something happens next: a message leaves or the connection is lost; `null` when nothing is left to send. */
  nextAt(): Instant | null;
}

export function createPlayer({ messages, drops }: Play, publisher: Publisher): Player {
  let next = 0;
  let dropped = 0;

  const send = async (isDue: (deliverAt: Instant) => boolean): Promise<void> => {
    let end = next;
    while (end < messages.length && isDue(messages[end]!.deliverAt)) end++;
    await publisher.publish(messages.slice(next, end));
    next = end;
  };

  return {
    async advance(until) {
      const first = next;
      while (dropped < drops.length && drops[dropped]! <= until) {
        const at = drops[dropped++]!;
        await send((deliverAt) => deliverAt < at);
        await publisher.drop();
      }
      await send((deliverAt) => deliverAt <= until);
      return next - first;
    },
    nextAt: () => (next < messages.length ? Math.min(messages[next]!.deliverAt, drops[dropped] ?? Infinity) : null),
  };
}
