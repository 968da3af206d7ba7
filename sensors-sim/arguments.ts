import { isIPv4 } from 'node:net';
import { parseArgs } from 'node:util';
import type { IClientOptions } from 'mqtt';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { UsageError } from './source.ts';

export const usage = `Amont's sensor simulator: plays a real or an invented flood to an MQTT broker.

  npm run sim -- --scenario flash-flood                    an invented flood, ten minutes of it a second
  npm run sim -- --recording aude-2020-01 --speed 3600     a real one, an hour of it a second
  npm run sim -- --list                                    what there is to play
  npm run sim -- --describe --scenario spike               its stations, as YAML

  --scenario NAME         what to play (see --list)
  --recording NAME|PATH   or a recording: one shipped, or a folder with a dataset.yaml
  --seed N                another rain, other noise; the same number gives the same flood (default 1)
  --broker URL            mqtt:// or mqtts:// (default mqtt://127.0.0.1:1883)
  --remote                allow a broker that is not on this machine
  --username, --password  or AMONT_SIM_USERNAME and AMONT_SIM_PASSWORD in the environment
  --speed N|max           times faster than the river (default 600)
  --live                  dated now, as fast as the river; its run-up is sent at once
  --stdin                 on another's clock: "until INSTANT" and "end" come as lines of the input

Every message carries "simulated": true.`;

export type Command =
  | { kind: 'help' }
  | { kind: 'list' }
  | { kind: 'describe'; scenario: Scenario; seed: number }
  | { kind: 'play'; scenario: Scenario; seed: number; broker: IClientOptions; time: Passing };

/** How time passes: as another says, as it is, or faster. */
export type Passing = { kind: 'driven' } | { kind: 'live' } | { kind: 'speed'; speed: number };

/** Throws `UsageError` where the arguments make no sense. */
export function readArguments(args: string[], env: Record<string, string | undefined>): Command {
  const given = parse(args);
  if (given.help) return { kind: 'help' };
  if (given.list) return { kind: 'list' };
  const scenario = chooseScenario(given.scenario, given.recording);
  const seed = Number(given.seed ?? 1);
  if (!Number.isSafeInteger(seed)) throw new UsageError(`--seed ${given.seed} is no whole number.`);
  if (given.describe) return { kind: 'describe', scenario, seed };
  const username = given.username ?? env['AMONT_SIM_USERNAME'];
  const password = given.password ?? env['AMONT_SIM_PASSWORD'];
  const broker = {
    ...readBroker(given.broker ?? 'mqtt://127.0.0.1:1883', given.remote ?? false),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
  };
  return { kind: 'play', scenario, seed, broker, time: choosePassing(given) };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args,
      options: {
        scenario: text,
        recording: text,
        seed: text,
        broker: text,
        username: text,
        password: text,
        speed: text,
        remote: flag,
        live: flag,
        stdin: flag,
        list: flag,
        describe: flag,
        help: flag,
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}. See --help.`);
  }
}

function chooseScenario(name: string | undefined, recording: string | undefined): Scenario {
  if ((name === undefined) === (recording === undefined)) {
    throw new UsageError('Say what to play: either --scenario NAME or --recording NAME. --list shows what there is.');
  }
  if (recording !== undefined) {
    return { summary: recording, source: { recording }, faults: [], runUpH: 0 };
  }
  const scenario = Object.hasOwn(scenarios, name!) ? scenarios[name!] : undefined;
  if (!scenario) {
    throw new UsageError(`There is no scenario "${name}". There are: ${Object.keys(scenarios).join(', ')}.`);
  }
  return scenario;
}

function choosePassing(given: { stdin?: boolean; live?: boolean; speed?: string }): Passing {
  if ([given.stdin, given.live, given.speed].filter((each) => each !== undefined).length > 1) {
    throw new UsageError('--stdin, --live and --speed exclude each other: each says how time passes.');
  }
  if (given.stdin) return { kind: 'driven' };
  if (given.live) return { kind: 'live' };
  const speed = given.speed === 'max' ? Number.POSITIVE_INFINITY : Number(given.speed ?? 600);
  if (!(speed >= 1)) throw new UsageError(`--speed ${given.speed} is neither a number from 1 up nor "max".`);
  return { kind: 'speed', speed };
}

/** A simulated flood must not reach a real service by a slip of the hand: elsewhere only with `--remote`. */
export function readBroker(url: string, remote: boolean): { protocol: 'mqtt' | 'mqtts'; host: string; port: number } {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const protocol = parsed?.protocol === 'mqtt:' ? 'mqtt' : parsed?.protocol === 'mqtts:' ? 'mqtts' : null;
  const user = parsed && parsed.username + parsed.password;
  if (!parsed || !protocol || parsed.hostname === '' || user !== '' || parsed.pathname.length > 1) {
    const shown = url.replace(/\/\/.*@/, '//***@');
    throw new UsageError(`--broker ${shown} is no address like mqtt://127.0.0.1:1883 (a user goes into --username).`);
  }
  const host = parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  const local = host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
  if (!local && !remote) {
    throw new UsageError(
      `The broker ${url} is not on this machine. Simulated readings do not belong into a service that warns people: say --remote if it is an exercise and you mean it.`,
    );
  }
  return { protocol, host, port: Number(parsed.port) || (protocol === 'mqtt' ? 1883 : 8883) };
}
