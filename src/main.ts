import { commands } from './cli/commands.ts';
import { printable } from './cli/shown/printable.ts';
import { closest } from './lib/io/closest.ts';

const [name = 'help', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) {
  const { run, usage } = await command.load();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `amont imports | head`: who reads along has seen enough, and what is under way is done to its end.
    if (error.code !== 'EPIPE' && name !== 'start') throw error;
  });
  const print = (line: string): void => void process.stdout.write(`${printable(line)}\n`);
  try {
    if (args.includes('--help')) print(usage);
    else process.exitCode = await run(args, print);
  } catch (error) {
    if (!isMistyped(error)) throw error;
    process.stderr.write(`amont ${name}: ${error.message}\n`);
    process.exitCode = 2;
  }
} else {
  const isAsked = name === 'help' || name === '--help';
  const meant = closest(name, Object.keys(commands));
  const hint = meant === null ? '' : `; did you mean ${meant}?`;
  if (!isAsked) process.stderr.write(`amont: found ${name}, which is no command${hint}\n`);
  const lines = Object.entries(commands).map(([each, { what }]) => `  ${each.padEnd(18)}${what}`);
  process.stdout.write(`usage: npm run -s amont -- COMMAND [OPTIONS]\n\n${lines.join('\n')}\n`);
  process.exitCode = isAsked ? 0 : 2;
}

/** An option that the command does not know, or one without its value. */
function isMistyped(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}
