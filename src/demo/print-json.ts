import { iso } from '../lib/units.ts';
import type { DemoWatcher } from './watcher.ts';

/** How far long work is, told beside what it prints. */
interface Status {
  show(line: string): void;
  clear(): void;
}

/** One JSON object a line for every alert event and notification; instants in ISO 8601. How far it is goes to `status`. */
export function printJson(print: (line: string) => void, status: Status): DemoWatcher {
  let [from, to] = [0, 0];
  const out = (line: string) => {
    status.clear();
    print(line);
  };
  return {
    ready: () => undefined,
    loading: (share) => status.show(`loading the weeks before the flood, ${percent(share)}`),
    replaying(first, last) {
      [from, to] = [first, last];
    },
    reached: (at) => status.show(`replayed up to ${iso(at)}, ${percent((at - from) / (to - from))}`),
    waiting: () => undefined,
    failed: (error) => process.stderr.write(`${String(error)}\n`),
    finished: async () => status.clear(),
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

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}
