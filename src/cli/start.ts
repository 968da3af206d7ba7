import { parseArgs } from 'node:util';
import { pino, stdTimeFunctions } from 'pino';
import { createApp } from '../app.ts';
import { formatConfigErrors } from '../config/config-error.ts';
import { readConfig } from '../config/load.ts';
import { HOUR_MS } from '../lib/units.ts';
import { startTicking, TICK_MIN } from '../schedule.ts';

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
  const log = pino({ redact, timestamp: stdTimeFunctions.isoTime }, process.stdout);
  const app = await createApp(config, log);
  if (!app.ok) {
    out(app.error);
    return 1;
  }
  for (const warning of warnings) log.warn(warning);
  const { schedule, refit, passTime, doors, beat } = app.value;
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
  const stopBeating = startTicking(beatOrSay, config.heartbeat?.everyMin ?? 1);
  const refitting = setInterval(refitOrSay, REFIT_MS);
  const told = new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    if ('npm_lifecycle_event' in process.env) onceOrphaned(() => resolve('SIGTERM'));
  });
  // With an external broker not before it keeps readings for us: what starts a sensor on this line loses nothing.
  void app.value.started().then(() => {
    const sensors = doors.brokerConnected() ? 'reach the service' : 'cannot reach the service yet, trying on';
    log.info({ pages: app.value.url, broker: app.value.brokerUrl, sensors }, 'amont runs');
  });
  log.info({ signal: await told }, 'amont stops');
  isStopping = true;
  clearInterval(refitting);
  stopTicking();
  stopMinutes();
  stopBeating();
  await app.value.close();
  log.info('amont has stopped');
  return 0;
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
