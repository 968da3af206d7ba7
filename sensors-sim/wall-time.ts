import { setTimeout as wait } from 'node:timers/promises';
import { HOUR_MS, type Instant, type TimedMessage } from './message.ts';
import type { Player } from './player.ts';
import type { Play } from './scenario.ts';

/** Runs by itself: `speed` seconds of the river in one of ours, from its instant `from` on, with a line for every hour of it. */
export async function runInWallTime(
  play: Play,
  player: Player,
  { from, speed }: { from: Instant; speed: number },
  print: (line: string) => void,
): Promise<void> {
  const began = Date.now();
  const riverTime = (): Instant => from + (Date.now() - began) * speed;
  let told = from - (from % HOUR_MS);
  for (let at = player.nextAt(); at !== null; at = player.nextAt()) {
    const dueMs = (at - riverTime()) / speed;
    // A timer holds 24 days at most, and an hour's look at the clock costs nothing.
    if (dueMs > 0) await wait(Math.min(dueMs, HOUR_MS));
    // Never past the next line of the progress, so that at any speed each hour has its own.
    await player.advance(Math.min(Math.max(riverTime(), from), told + HOUR_MS));
    if (riverTime() >= told + HOUR_MS) {
      told += HOUR_MS;
      print(progressLine(play.messages, told));
    }
  }
}

/** The hour, and the three gauges that have risen or fallen most in it. @example '2026-01-02 03:00  orvelle-town 2.31 m (+1.20)' */
export function progressLine(messages: readonly TimedMessage[], at: Instant): string {
  const hour = messages.filter(
    ({ quantity, deliverAt }) => quantity === 'stage' && deliverAt > at - HOUR_MS && deliverAt <= at,
  );
  const gauges = Map.groupBy(hour, ({ station }) => station).entries();
  const moves = [...gauges].map(([station, said]) => {
    const last = said.at(-1)!.value;
    return { station, last, change: last - said[0]!.value };
  });
  const most = moves.sort((a, b) => Math.abs(b.change) - Math.abs(a.change)).slice(0, 3);
  const words = most.map(
    ({ station, last, change }) => `${station} ${last.toFixed(2)} m (${change < 0 ? '' : '+'}${change.toFixed(2)})`,
  );
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}  ${words.join('   ') || 'nothing sent'}`;
}
