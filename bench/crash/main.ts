import { parseArgs } from 'node:util';
import type { CaseResult, CrashPlan } from './case.ts';
import { fullDisk } from './full-disk.ts';
import { kills } from './kills.ts';
import { withoutInflux } from './without-influx.ts';

// npm run bench:crash -- [--messages N] [--rate N] [--broker-rate N] [--seed N] [--only PART]: is every reading that a sensor saw
// acknowledged stored once? Exits with 0 exactly when that holds in every case that is promised.

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '50000' },
    rate: { type: 'string', default: '6000' },
    // What Mosquitto holds when it saves at each change, as it is shipped; a town of a hundred gauges sends ten a minute.
    'broker-rate': { type: 'string', default: '100' },
    // A case, or the beginning of its name.
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
  },
});
const plan: CrashPlan = { messages: Number(values.messages), rate: Number(values.rate), seed: Number(values.seed) };
const slowPlan: CrashPlan = { ...plan, rate: Number(values['broker-rate']) };
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const all: Record<string, () => Promise<CaseResult>> = {
  embedded: () => kills('embedded', plan),
  mosquitto: () => kills('mosquitto', plan),
  // No setting makes Mosquitto save before it acknowledges: the one message in hand can go, which sensors mend that repeat.
  'mosquitto-killed-alone': () => kills('mosquitto, itself killed', slowPlan),
  'mosquitto-killed': () => kills('mosquitto, itself killed, sensors repeat', slowPlan),
  'without-influx': () => withoutInflux(plan),
  'full-disk': () => fullDisk(plan),
};
if (process.getuid?.() !== 0) {
  delete all['full-disk'];
  say('SKIPPED: full disk (mounting a small tmpfs needs root)');
}
const named = Object.hasOwn(all, values.only)
  ? [values.only]
  : Object.keys(all).filter((each) => each.startsWith(values.only));
if (named.length === 0) throw new Error(`--only: found ${values.only}; allowed are ${Object.keys(all).join(', ')}`);

let failed = 0;
say(
  `| case | promised | messages/s | sent, acknowledged | stored | lost | doubled | rejected | publishes that failed visibly | what was done |`,
);
say(`|---|---|---|---|---|---|---|---|---|---|`);
for (const each of named) {
  const { name, promised, rate, events, failures, verdict, note } = await all[each]!();
  const { acknowledged, stored, lost, doubled, rejected, integrity } = verdict;
  const wrong = lost.length > 0 || doubled > 0 || rejected > 0 || integrity !== 'ok' || note === 'NOT PROVEN';
  if (wrong && promised) failed += 1;
  const which = lost.length > 0 ? `lost numbers ${Math.min(...lost)} to ${Math.max(...lost)}` : '';
  const what = [...events, which, `integrity ${integrity}`, note].filter(Boolean).join('; ');
  say(
    `| ${name} | ${promised ? 'yes' : 'no, reported only'} | ${Math.round(rate)} | ${acknowledged} | ${stored} | ${lost.length} | ${doubled} | ${rejected} | ${failures} | ${wrong && promised ? 'FAILED: ' : ''}${what} |`,
  );
}
say(
  failed === 0
    ? 'Promise kept: every acknowledged reading is stored once.'
    : `${failed} of ${named.length} cases FAILED.`,
);
process.exitCode = failed === 0 ? 0 : 1;
