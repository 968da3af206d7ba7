import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Logger, pino, stdTimeFunctions } from 'pino';
import { type App, createApp } from '../app.ts';
import { createTroubleTeller, type TroubleTeller } from '../compose/tell-trouble.ts';
import type { Config } from '../config/config.ts';
import { formatConfigErrors } from '../config/config-error.ts';
import { readConfig } from '../config/load.ts';
import { watchLoop } from '../lib/io/watch-loop.ts';
import { HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import { lostOf } from '../notification/words/trouble.ts';
import { startTicking, TICK_MIN } from '../schedule.ts';
import { diskFails } from '../store/disk-fails.ts';
import { databaseIn, tellsDamage } from '../store/sqlite/database.ts';
import { logDamaged } from '../store/sqlite/log-damaged.ts';
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
  const trouble = createTroubleTeller(config, log);
  const mendAndTell = async (): Promise<boolean> => {
    const mended = await mending.mend(log);
    if (mended === null) return false;
    if (mended === 'failed') trouble.tell({ kind: 'not-mended', at: Date.now() });
    else trouble.tell({ kind: 'mended', at: mended.at, lost: lostOf(mended.lost) });
    return mended !== 'failed';
  };
  // It would start well, and have forgotten.
  if (logDamaged(databaseIn(config.dataFolder))) await mendAndTell();
  let told: Promise<NodeJS.Signals> | null = null;
  for (;;) {
    const app = await createApp(config, log);
    if (!app.ok) {
      if (tellsDamage(app.error) && (await mendAndTell())) continue;
      out(app.error);
      // Whoever starts it by hand reads why. Where a town's disk has failed nobody may be there: it waits, and tells those who decide.
      if (!tellsDamage(app.error) && !diskFails(config.dataFolder)) {
        await trouble.close();
        return 1;
      }
      log.error('amont cannot start like this: it tries again each minute');
      trouble.look(false);
      const waiting = new AbortController();
      const stopped = await Promise.race([
        setTimeout(MINUTE_MS, null, { signal: waiting.signal }),
        told ?? new Promise<never>(() => {}),
      ]);
      if (stopped === null) continue;
      // The rest of the minute would hold the process.
      waiting.abort();
      await trouble.close();
      return 1;
    }
    for (const warning of warnings) log.warn(warning);
    told ??= toStop();
    const why = await runUntil(Promise.race([told, mending.due()]), app.value, { config, trouble, log });
    if (why !== 'spoiled') {
      await trouble.close();
      return 0;
    }
    await mendAndTell();
  }
}

/** Resolves once the service is told to stop. */
function toStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    // Also of a terminal that is closed: ended hard amid learning, it would not learn for an hour. A whole group is told twice, by who ends it
    // and by own-node.js: the second must not end it amid what it still stores.
    process.on('SIGTERM', resolve);
    process.on('SIGHUP', resolve);
    if ('npm_lifecycle_event' in process.env) onceOrphaned(() => resolve('SIGTERM'));
  });
}

/** Gives why it has stopped. */
async function runUntil<Why>(
  end: Promise<Why>,
  { schedule, refit, passTime, doors, beat, started, url, brokerUrl, close }: App,
  { config, trouble, log }: { config: Pick<Config, 'heartbeat'>; trouble: TroubleTeller; log: Logger },
): Promise<Why> {
  const unwatch = watchLoop((err) => log.warn({ err }, 'nothing would end the service if it hung'));
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
  const stopMinutes = startTicking(() => {
    passTime();
    void doors.stores().then(trouble.look);
  }, 1);
  const beatOrSay = () =>
    void beat?.().catch((error: unknown) => log.error({ err: error }, 'a sign of life could not be given'));
  const stopBeating = startTicking(beatOrSay, config.heartbeat?.everyMin ?? 1);
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
  await unwatch();
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
