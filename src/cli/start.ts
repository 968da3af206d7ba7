import { parseArgs } from 'node:util';
import { type Logger, pino, stdTimeFunctions } from 'pino';
import { type App, createApp } from '../app.ts';
import type { Config } from '../config/config.ts';
import { formatConfigErrors } from '../config/config-error.ts';
import { readConfig } from '../config/load.ts';
import { HOUR_MS } from '../lib/units.ts';
import { startTicking, TICK_MIN } from '../schedule.ts';
import { createMending } from './mending.ts';

/** Asked often, done when due: once the record has grown, and once a day for the usual levels. */
const REFIT_MS = HOUR_MS;

export const usage = `usage: amont start [--config DIR]   (DIR is config when it is not given)
Runs the service until it is told to stop (Ctrl-C, SIGTERM).`;

/** `amont start [--config DIR]`: runs the service until it is told to stop. */
export async function start(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { config: { type: 'string', default: 'config' } } });
  const read = readConfig(values.config, process.env);
  if (!read.ok) {
    out(formatConfigErrors(read.error));
    return 1;
  }
  const { config, warnings } = read.value;
  // On a full disk the log costs its lines; pino's own writer would try to write them for ever, and nothing else be done.
  process.stdout.on('error', () => undefined);
  const redact = ['password', 'token', 'email', 'address'];
  const mending = createMending(config.dataFolder);
  const log = pino({ redact, timestamp: stdTimeFunctions.isoTime, hooks: mending.hooks }, process.stdout);
  let told: Promise<NodeJS.Signals> | null = null;
  for (;;) {
    const app = await createApp(config, log);
    if (!app.ok) {
      if (await mending.mend(log)) continue;
      out(app.error);
      return 1;
    }
    for (const warning of warnings) log.warn(warning);
    told ??= toStop();
    const why = await runUntil(Promise.race([told, mending.due()]), app.value, config, log);
    if (why !== 'spoiled') return 0;
    await mending.mend(log);
  }
}

/** Resolves once the service is told to stop. */
function toStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    if ('npm_lifecycle_event' in process.env) onceOrphaned(() => resolve('SIGTERM'));
  });
}

/** Gives why it has stopped. */
async function runUntil<Why>(
  end: Promise<Why>,
  { schedule, refit, passTime, doors, beat, started, url, brokerUrl, close }: App,
  { heartbeat }: Pick<Config, 'heartbeat'>,
  log: Logger,
): Promise<Why> {
  let isStopping = false;
  const refitOrSay = () =>
    void refit().catch((error: unknown) => {
      // A stop gives up what is asked of InfluxDB.
      if (!isStopping) log.error({ err: error }, 'the forecast was not fitted');
    });
  schedule.start();
  schedule.tick();
  refitOrSay();
  const stopTicking = startTicking(() => schedule.tick(), TICK_MIN);
  // A ladder of five minutes does not wait for the next assessment.
  const stopMinutes = startTicking(passTime, 1);
  const beatOrSay = () =>
    void beat?.().catch((error: unknown) => log.error({ err: error }, 'a sign of life could not be given'));
  const stopBeating = startTicking(beatOrSay, heartbeat?.everyMin ?? 1);
  const refitting = setInterval(refitOrSay, REFIT_MS);
  // With an external broker not before it keeps readings for us: what starts a sensor on this line loses nothing.
  void started().then(() => {
    const sensors = doors.brokerConnected() ? 'reach the service' : 'cannot reach the service yet, trying on';
    log.info({ pages: url, broker: brokerUrl, sensors }, 'amont runs');
  });
  const why = await end;
  log.info({ signal: why }, 'amont stops');
  isStopping = true;
  clearInterval(refitting);
  stopTicking();
  stopMinutes();
  stopBeating();
  await close();
  log.info('amont has stopped');
  return why;
}

/** npm hands a SIGTERM to the shell that it has started and no further: the shell ends, and nobody would tell us. */
function onceOrphaned(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 1_000);
  timer.unref();
}
