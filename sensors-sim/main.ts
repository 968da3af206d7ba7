import { stringify } from 'yaml';
import { type Command, readArguments, usage } from './arguments.ts';
import { runDriven } from './driven.ts';
import { HOUR_MS } from './message.ts';
import { createPlayer } from './player.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { listRecordings } from './recording.ts';
import { openSource, playScenario, shiftPlay } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { UsageError } from './source.ts';
import { runInWallTime } from './wall-time.ts';

const print = (line: string): void => console.log(line);
const tell = (line: string): void => console.error(line);

try {
  await run(readArguments(process.argv.slice(2), process.env));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  tell(error.message);
  process.exitCode = 1;
}

async function run(command: Command): Promise<void> {
  switch (command.kind) {
    case 'help':
      return print(usage);
    case 'list':
      for (const [name, { summary }] of Object.entries(scenarios)) print(`${name.padEnd(20)} ${summary}`);
      return print(`\nrecordings: ${listRecordings().join(', ')}`);
    case 'describe': {
      const { name, stations } = openSource(command.scenario, command.seed);
      return print(stringify({ name, stations }).trimEnd());
    }
    case 'play':
      return await play(command);
  }
}

async function play({ scenario, seed, broker, pace }: Extract<Command, { kind: 'play' }>): Promise<void> {
  const recorded = playScenario(scenario, openSource(scenario, seed), seed);
  const first = recorded.messages[0]!.deliverAt;
  const now = Date.now();
  const play = pace.kind === 'live' ? shiftPlay(recorded, now - scenario.runUpH * HOUR_MS - first) : recorded;

  const inputClosed = new AbortController();
  if (pace.kind === 'driven')
    process.stdin.once('close', () => inputClosed.abort()).once('end', () => inputClosed.abort());
  const publisher = await connectOrExplain(broker, inputClosed.signal);
  const player = createPlayer(play, publisher);
  if (pace.kind === 'driven') await runDriven(play, player, process.stdin, print);
  else if (pace.kind === 'live') await runInWallTime(play, player, { from: now, speed: 1 }, print);
  else await runInWallTime(play, player, { from: first, speed: pace.speed }, print);
  await publisher.close();
}

async function connectOrExplain(broker: { host?: string; port?: number }, giveUp: AbortSignal): Promise<Publisher> {
  try {
    return await createPublisher(broker, tell, giveUp);
  } catch (error) {
    const why = error instanceof AggregateError ? error.errors.map(String).join(', ') : String(error);
    throw new UsageError(
      `No connection to the broker at ${broker.host}:${broker.port} (${why}). Is it running, and are the user and password right?`,
    );
  }
}
