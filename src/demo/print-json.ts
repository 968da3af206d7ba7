import { iso } from '../lib/units.ts';
import type { DemoWatcher } from './watcher.ts';

/** How far long work is, told beside what it prints. */
interface Status {
  show(line: string): void;
  /** The same at once. */
  begin(line: string): void;
  clear(): void;
}

/** One JSON object a line for every alert event and notification; instants in ISO 8601. How far it is goes to `status`. */
export function printJson(print: (line: string) => void, status: Status): DemoWatcher {
  let [from, to] = [0, 0];
  let begun = '';
  /** Each tenth of the loading and each day, at whose beginning learning alone takes minutes, is told at once, to a file or a pipe too. */
  const tell = (part: string, line: string, atOnce = line): void => {
    if (part === begun) status.show(line);
    else status.begin(atOnce);
    begun = part;
  };
  const out = (line: string) => {
    status.clear();
    print(line);
  };
  return {
    ready: () => undefined,
    loading(share) {
      tell(`tenth ${Math.floor(share * 10)}`, `loading the weeks before the flood, ${percent(share)}`);
    },
    replaying(first, last) {
      [from, to] = [first, last];
    },
    reached(at) {
      const line = `replayed up to ${iso(at)}, ${percent((at - from) / (to - from))}`;
      tell(iso(at).slice(0, 10), line, `${line}; learning from all before`);
    },
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
