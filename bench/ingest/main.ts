import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { quickPlan, wholePlan } from './bench-plan.ts';
import { compareWithNoStore } from './compare-with-no-store.ts';
import { compareWithNodeRed } from './compare-with-node-red.ts';
import { keepAYear } from './keep-a-year.ts';
import { type Figures, printFigures } from './print-figures.ts';
import { timeToAlert } from './time-to-alert.ts';

// npm run bench:ingest -- [--quick | --full]: prints the figures; but for --quick also writes them for the README.

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, full: { type: 'boolean' } } });
const plan = { ...(values.quick ? quickPlan : wholePlan), ...(values.full ? { stations: 1_000 } : {}) };
const say = (what: string): void => void process.stderr.write(`${new Date().toISOString()} ${what}\n`);

say('the full path beside no store, Mosquitto');
const noStore = [await compareWithNoStore('mosquitto', plan)];
say('the full path beside no store, embedded broker');
noStore.push(await compareWithNoStore('embedded', plan));
say('beside Node-RED');
const nodeRed = await compareWithNodeRed(plan);
say('time to an alert');
const alert = await timeToAlert(plan);
say(`${plan.days} days of ${plan.stations} stations`);
const year = await keepAYear(plan);

const flag = values.quick ? ' -- --quick' : values.full ? ' -- --full' : '';
const figures: Figures = {
  command: `npm run bench:ingest${flag}`,
  machine: `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}`,
  noStore,
  nodeRed,
  alert,
  year,
  days: plan.days,
  stations: plan.stations,
};
const page = printFigures(figures);
process.stdout.write(page);
if (!values.quick) {
  const results = new URL('../results/', import.meta.url);
  mkdirSync(results, { recursive: true });
  writeFileSync(new URL('ingest.json', results), `${JSON.stringify(figures, null, 2)}\n`);
  writeFileSync(new URL('../../docs/ingest-figures.md', import.meta.url), page);
}
