import type { Command } from './cli/command.ts';

const commands: Record<string, { what: string; load: () => Promise<Command> }> = {
  start: { what: 'run the service on config/', load: async () => (await import('./cli/start.ts')).start },
  demo: { what: 'watch a recorded flood run through it', load: async () => (await import('./cli/demo.ts')).demo },
  'check-config': {
    what: 'say what is wrong in the config folder',
    load: async () => (await import('./cli/check-config.ts')).checkConfig,
  },
  backtest: {
    what: 'forecast a recorded river and write the chances as CSV',
    load: async () => (await import('./cli/backtest.ts')).backtest,
  },
  tune: {
    what: "try policies on a river's own past, and propose one",
    load: async () => (await import('./cli/tune.ts')).tuneCommand,
  },
  'migrate-readings': {
    what: 'copy all readings between SQLite and InfluxDB',
    load: async () => (await import('./cli/migrate-readings.ts')).migrateReadings,
  },
  import: {
    what: 'store a record of the past from a file',
    load: async () => (await import('./cli/import.ts')).importCommand,
  },
  'export-dataset': {
    what: 'write what is stored as a dataset for backtest',
    load: async () => (await import('./cli/export-dataset.ts')).exportDataset,
  },
  'preview-mapping': {
    what: 'try a mapping on the last raw frames of a device',
    load: async () => (await import('./cli/preview-mapping.ts')).previewMapping,
  },
  'device-password': {
    what: 'let a device in to the embedded broker',
    load: async () => (await import('./cli/device-password.ts')).devicePassword,
  },
  user: { what: 'add or list accounts', load: async () => (await import('./cli/user.ts')).user },
};

const [name = 'help', ...args] = process.argv.slice(2);
const command = commands[name];
if (command) {
  const run = await command.load();
  try {
    process.exitCode = await run(args, (line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    if (!isMistyped(error)) throw error;
    process.stderr.write(`amont ${name}: ${error.message}\n`);
    process.exitCode = 2;
  }
} else {
  const lines = Object.entries(commands).map(([each, { what }]) => `  ${each.padEnd(18)}${what}`);
  process.stdout.write(`usage: npm run -s amont -- COMMAND [OPTIONS]\n\n${lines.join('\n')}\n`);
  process.exitCode = name === 'help' || name === '--help' ? 0 : 2;
}

/** An option that the command does not know, or one without its value. */
function isMistyped(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}
