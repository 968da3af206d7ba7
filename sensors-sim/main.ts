import { stringify } from 'yaml';
import { type Command, type Passing, readArguments, usage } from './arguments.ts';
import { runDriven } from './driven.ts';
import { HOUR_MS, type Instant } from './message.ts';
import { createPlayer } from './player.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { listRecordings } from './recording.ts';
import { openSource, type Play, playScenario, shiftPlay } from './scenario.ts';
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

async function play({ scenario, seed, broker, time }: Extract<Command, { kind: 'play' }>): Promise<void> {
  const played = playScenario(scenario, openSource(scenario, seed), seed);
  const inputClosed = new AbortController();
  if (time.kind === 'driven') process.stdin.once('end', () => inputClosed.abort());
  const publisher = await connectOrExplain(broker, inputClosed.signal);
  try {
    await pass(time, played, scenario.runUpH, publisher);
  } finally {
    await publisher.close();
    // An input that is still open would keep the process.
    process.stdin.destroy();
  }
}

function pass(time: Passing, play: Play, runUpH: number, publisher: Publisher): Promise<void> {
  switch (time.kind) {
    case 'driven':
      return runDriven(play, createPlayer(play, publisher), process.stdin, print);
    case 'live': {
      const now = Date.now();
      const live = shiftPlay(play, now - runUpH * HOUR_MS - firstOf(play));
      return runInWallTime(live, createPlayer(live, publisher), { from: now, speed: 1 }, print);
    }
    case 'speed': {
      const pace = { from: firstOf(play), speed: time.speed };
      return runInWallTime(play, createPlayer(play, publisher), pace, print);
    }
    default:
      return time satisfies never;
  }
}

function firstOf({ messages }: Play): Instant {
  return messages[0]!.deliverAt;
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
