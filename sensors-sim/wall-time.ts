import { setTimeout as wait } from 'node:timers/promises';
import { HOUR_MS, type Instant, type TimedMessage } from './message.ts';
import type { Player } from './player.ts';
import type { Play } from './scenario.ts';

/** Where the river's time stands when the run begins, and how many of its seconds pass in one of ours. */
export interface Pace {
  from: Instant;
  speed: number;
}

/** Runs by itself and prints a line for every hour of the river. What is due before `from` goes at once. */
export async function runInWallTime(play: Play, player: Player, { from, speed }: Pace, print: (line: string) => void) {
  const began = Date.now();
  const riverTime = (): Instant => (speed === Infinity ? Infinity : from + (Date.now() - began) * speed);
  const reach = async (at: Instant): Promise<void> => {
    // A timer holds 24 days at most: a longer silence is waited for in pieces.
    while (riverTime() < at) await wait(Math.min((at - riverTime()) / speed, HOUR_MS));
  };
  for (let hour = from - (from % HOUR_MS) + HOUR_MS; player.nextAt() !== null; hour += HOUR_MS) {
    for (let at = player.nextAt(); at !== null && at <= hour; at = player.nextAt()) {
      await reach(at);
      await player.advance(Math.min(riverTime(), hour));
    }
    await reach(hour);
    print(progressLine(play.messages, hour));
  }
  print(`The end: ${play.messages.length} messages sent.`);
}

/**
 * The hour that ends now, and the three gauges whose stage changed most in it.
 * @example progressLine(messages, at) // '2026-01-02 03:00  orvelle-town 2.31 m (+1.20)'
 */
function progressLine(messages: readonly TimedMessage[], at: Instant): string {
  const sent = messages.filter(({ deliverAt }) => deliverAt > at - HOUR_MS && deliverAt <= at);
  const gauges = Map.groupBy(
    sent.filter(({ quantity }) => quantity === 'stage'),
    ({ station }) => station,
  );
  const changes = [...gauges].map(([station, said]) => {
    const last = said.at(-1)!.value;
    return { station, last, cm: Math.round((last - said[0]!.value) * 100) };
  });
  const most = changes.filter(({ cm }) => cm !== 0).sort((a, b) => Math.abs(b.cm) - Math.abs(a.cm));
  const words = most
    .slice(0, 3)
    .map(
      ({ station, last, cm }) =>
        `${station} ${last.toFixed(2)} m (${cm > 0 ? '+' : '-'}${(Math.abs(cm) / 100).toFixed(2)})`,
    );
  const hour = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `${hour}  ${words.join('   ') || (sent.length > 0 ? 'steady' : 'nothing sent')}`;
}
