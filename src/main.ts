import type { Command } from './cli/command.ts';
import { printable } from './cli/printable.ts';
import { closest } from './lib/io/closest.ts';

const commands: Record<string, { what: string; load: () => Promise<{ run: Command; usage: string }> }> = {
  start: {
    what: 'run the service on config/',
    load: () => import('./cli/start.ts').then(({ start, usage }) => ({ run: start, usage })),
  },
  demo: {
    what: 'watch a recorded flood run through it',
    load: () => import('./cli/demo.ts').then(({ demo, usage }) => ({ run: demo, usage })),
  },
  'check-config': {
    what: 'say what is wrong in the config folder',
    load: () => import('./cli/check-config.ts').then(({ checkConfig, usage }) => ({ run: checkConfig, usage })),
  },
  backtest: {
    what: 'forecast a recorded river and write the chances as CSV',
    load: () => import('./cli/backtest.ts').then(({ backtest, usage }) => ({ run: backtest, usage })),
  },
  tune: {
    what: "try policies on a river's own past, and propose one",
    load: () => import('./cli/tune.ts').then(({ tuneCommand, usage }) => ({ run: tuneCommand, usage })),
  },
  'migrate-readings': {
    what: 'copy all readings between SQLite and InfluxDB',
    load: () =>
      import('./cli/migrate-readings.ts').then(({ migrateReadings, usage }) => ({ run: migrateReadings, usage })),
  },
  import: {
    what: 'store a record of the past from a file',
    load: () => import('./cli/import.ts').then(({ importCommand, usage }) => ({ run: importCommand, usage })),
  },
  imports: {
    what: 'list what was imported, and take an import back',
    load: () => import('./cli/imports.ts').then(({ importsCommand, usage }) => ({ run: importsCommand, usage })),
  },
  'export-dataset': {
    what: 'write what is stored as a dataset for backtest',
    load: () => import('./cli/export-dataset.ts').then(({ exportDataset, usage }) => ({ run: exportDataset, usage })),
  },
  'preview-mapping': {
    what: 'try a mapping on the last raw frames of a device',
    load: () =>
      import('./cli/preview-mapping.ts').then(({ previewMapping, usage }) => ({ run: previewMapping, usage })),
  },
  'device-password': {
    what: 'let a device in to the embedded broker',
    load: () =>
      import('./cli/device-password.ts').then(({ devicePassword, usage }) => ({ run: devicePassword, usage })),
  },
  'push-key': {
    what: "make the key that signs notifications of residents' browsers",
    load: () => import('./cli/push-key.ts').then(({ pushKey, usage }) => ({ run: pushKey, usage })),
  },
  'test-message': {
    what: 'try whether messages reach a contact or a machine',
    load: () =>
      import('./cli/test-message.ts').then(({ testMessageCommand, usage }) => ({ run: testMessageCommand, usage })),
  },
  seal: {
    what: 'prove that nothing on record was changed',
    load: () => import('./cli/seal.ts').then(({ sealCommand, usage }) => ({ run: sealCommand, usage })),
  },
  'end-alert': {
    what: 'end the alert of a commune that was taken out',
    load: () => import('./cli/end-alert.ts').then(({ endAlert, usage }) => ({ run: endAlert, usage })),
  },
  user: {
    what: 'add, list and remove accounts, set a password',
    load: () => import('./cli/user.ts').then(({ user, usage }) => ({ run: user, usage })),
  },
};

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
