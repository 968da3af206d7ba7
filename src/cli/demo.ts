import { parseArgs } from 'node:util';
import { localBroker } from '../config/local-broker.ts';
import { printJson } from '../demo/print-json.ts';
import { printTimeline } from '../demo/print-timeline.ts';
import type { DemoWatcher } from '../demo/watcher.ts';
import { runDemo } from '../demo.ts';
import { err, ok } from '../lib/result.ts';
import { configIn } from './config-in.ts';
import { statusLine } from './shown/status-line.ts';
import { mistyped } from './typed/mistyped.ts';

/** The eight days in some six minutes. */
const DEFAULT_SPEED = 2016;

export const usage = `usage: npm run demo -- [--speed N|max] [--recording NAME|DIR] [--port N] [--json]
  --speed      times real time (default ${DEFAULT_SPEED}: a week in five minutes); max: as fast as the machine allows
  --recording  a folder of sensors-sim/recordings, or a path (default aude-2020-01)
  --port       of the pages (default as in config/amont.yaml)
  --json       one JSON object a line for every alert event and notification; ends by itself`;

/** `amont demo`: a recorded flood through the whole service. */
export async function demo(args: readonly string[], out: (line: string) => void): Promise<number> {
  const asked = readOptions(args);
  if (!asked.ok) {
    out(asked.error);
    return 2;
  }
  const options = asked.value;
  const town = configIn('config', out, process.env);
  if (town === null) return 1;
  const port = options.port ?? town.http.port;
  const config = {
    ...town,
    http: { ...town.http, port },
    mqtt: localBroker(0),
    instance: { ...town.instance, kind: 'demonstration' as const, baseUrl: `http://127.0.0.1:${port}` },
  };
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const watcher: DemoWatcher = options.json ? printJson(out, statusLine()) : printTimeline(out, config, stop.signal);
  const run = await runDemo(config, { ...options, stop: stop.signal }, watcher);
  if (run.ok) return 0;
  // What reads objects line by line reads nothing else.
  if (options.json) console.error(run.error);
  else out(run.error);
  return 1;
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      speed: { type: 'string', default: String(DEFAULT_SPEED) },
      recording: { type: 'string', default: 'aude-2020-01' },
      port: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const speed = values.speed === 'max' ? Number.POSITIVE_INFINITY : Number(values.speed);
  const port = values.port === undefined ? null : Number(values.port);
  if (!(speed > 0)) return err(mistyped('--speed', values.speed, 'is a number above 0, or max', usage));
  if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65_536))
    return err(mistyped('--port', values.port, 'is a number from 1 to 65535', usage));
  return ok({ speed, port, recording: values.recording, json: values.json });
}
