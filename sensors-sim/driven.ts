import { createInterface } from 'node:readline';
import { isoSecond } from './message.ts';
import type { Player } from './player.ts';
import type { Play } from './scenario.ts';
import { UsageError } from './source.ts';

/**
 * Runs on another's clock. Prints `ready FIRST LAST`, then answers each line `until INSTANT` by `done INSTANT COUNT` when
 * all that was due by then is acknowledged; ends at `end` or when the input closes.
 */
export async function runDriven(
  play: Play,
  player: Player,
  input: NodeJS.ReadableStream,
  print: (line: string) => void,
) {
  print(`ready ${isoSecond(play.messages[0]!.deliverAt)} ${isoSecond(play.messages.at(-1)!.deliverAt)}`);
  for await (const line of createInterface({ input })) {
    const [word, text = ''] = line.trim().split(/\s+/);
    if (word === 'end') return;
    const until = Date.parse(text);
    if (word !== 'until' || Number.isNaN(until)) {
      throw new UsageError(`"${line}" is not understood: say "until 2020-01-22T12:00:00Z" or "end".`);
    }
    print(`done ${text} ${await player.advance(until)}`);
  }
}
