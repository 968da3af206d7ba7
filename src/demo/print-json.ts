import { iso } from '../lib/units.ts';
import type { DemoWatcher } from './watcher.ts';

/** One JSON object a line for every alert event and notification; instants in ISO 8601. */
export function printJson(out: (line: string) => void): DemoWatcher {
  return {
    ready: () => undefined,
    loading: () => undefined,
    replaying: () => undefined,
    waiting: () => undefined,
    failed: (error) => process.stderr.write(`${String(error)}\n`),
    finished: () => Promise.resolve(),
    event({ at, passage, ...event }) {
      const window = passage && {
        p10At: iso(passage.p10At),
        p50At: iso(passage.p50At),
        p90At: iso(passage.p90At),
      };
      out(JSON.stringify({ ...event, at: iso(at), passage: window }));
    },
    told({ event, commune, recipient, channel, language, subject }, at) {
      out(JSON.stringify({ at: iso(at), kind: 'notification', commune, event, recipient, channel, language, subject }));
    },
  };
}
