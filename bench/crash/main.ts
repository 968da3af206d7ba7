import { parseArgs } from 'node:util';
import type { CaseResult, CrashPlan } from './case.ts';
import { fullDisk } from './full-disk.ts';
import { kills } from './kills.ts';
import { withoutInflux } from './without-influx.ts';

// npm run bench:crash -- [--messages N] [--rate N] [--seed N]: is every reading that a sensor saw acknowledged stored once?

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '50000' },
    rate: { type: 'string', default: '6000' },
    seed: { type: 'string', default: '1' },
  },
});
const plan: CrashPlan = { messages: Number(values.messages), rate: Number(values.rate), seed: Number(values.seed) };
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const cases: (() => Promise<CaseResult>)[] = [
  () => kills('embedded', plan),
  () => kills('mosquitto', plan),
  () => kills('mosquitto, itself killed', plan),
  () => withoutInflux(plan),
];
if (process.getuid?.() === 0) cases.push(() => fullDisk(plan));
else say('SKIPPED: full disk (mounting a small tmpfs needs root)');

let failed = 0;
say(
  `| case | sent, acknowledged | stored | lost | doubled | rejected | publishes that failed visibly | what was done |`,
);
say(`|---|---|---|---|---|---|---|---|`);
for (const run of cases) {
  const { name, events, failures, verdict, note } = await run();
  const { acknowledged, stored, lost, doubled, rejected, integrity } = verdict;
  const wrong = lost.length > 0 || doubled > 0 || rejected > 0 || integrity !== 'ok' || note === 'NOT PROVEN';
  if (wrong) failed += 1;
  const which = lost.length > 0 ? `lost numbers ${Math.min(...lost)} to ${Math.max(...lost)}` : '';
  const what = [...events, which, `integrity ${integrity}`, note].filter(Boolean).join('; ');
  say(
    `| ${name} | ${acknowledged} | ${stored} | ${lost.length} | ${doubled} | ${rejected} | ${failures} | ${wrong ? 'FAILED: ' : ''}${what} |`,
  );
}
say(failed === 0 ? 'Every acknowledged reading is stored once.' : `${failed} of ${cases.length} cases FAILED.`);
process.exitCode = failed === 0 ? 0 : 1;
