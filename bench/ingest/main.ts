import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { quickPlan, wholePlan } from './bench-plan.ts';
import { compareWithNoStore } from './compare-with-no-store.ts';
import { compareWithNodeRed } from './compare-with-node-red.ts';
import { keepAYear } from './keep-a-year.ts';
import { type Figures, printFigures } from './print-figures.ts';
import { timeToAlert } from './time-to-alert.ts';

// npm run bench:ingest -- [--quick | --full] [--only no-store|node-red|alert|year|full-year] [--stations N]: prints the figures;
// but for --quick also writes them for the README. With --only the other parts stay as they were measured; each has its day.
// --full adds a year of 1,000 stations, or of as many as --stations says: minutes, and gigabytes on the disk.

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    full: { type: 'boolean' },
    only: { type: 'string', default: '' },
    stations: { type: 'string' },
  },
});
const plan = values.quick ? quickPlan : wholePlan;
const fullPlan = { ...plan, stations: Number(values.stations ?? 1_000) };
const say = (what: string): void => void process.stderr.write(`${new Date().toISOString()} ${what}\n`);

const parts: Record<string, () => Promise<Partial<Figures>>> = {
  'no-store': async () => ({
    noStore: [await compareWithNoStore('mosquitto', plan), await compareWithNoStore('embedded', plan)],
  }),
  'node-red': async () => ({ nodeRed: await compareWithNodeRed(plan) }),
  alert: async () => ({ alert: await timeToAlert(plan) }),
  year: async () => ({ year: await keepAYear(plan) }),
  'full-year': async () => ({ fullYear: await keepAYear(fullPlan) }),
};
const results = new URL('../results/ingest.json', import.meta.url);
const only = Object.keys(parts).filter((each) =>
  values.only === '' ? each !== 'full-year' || values.full : each === values.only,
);
if (only.length === 0) throw new Error(`--only: found ${values.only}; allowed are ${Object.keys(parts).join(', ')}`);

const before: Partial<Figures> =
  values.only !== '' && existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {};
let figures: Partial<Figures> = { ...before, measuredOn: before.measuredOn ?? {} };
for (const name of only) {
  say(name);
  const measured = await parts[name]!();
  const measuredOn = { ...figures.measuredOn, [name]: new Date().toISOString().slice(0, 10) };
  figures = { ...figures, ...measured, measuredOn };
}
figures.machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}`;
const page = printFigures(figures);
process.stdout.write(page);
if (!values.quick) {
  mkdirSync(new URL('./', results), { recursive: true });
  writeFileSync(results, `${JSON.stringify(figures, null, 2)}\n`);
  writeFileSync(new URL('../../docs/ingest-figures.md', import.meta.url), page);
}
