import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeAgainstBoosting } from './against-boosting.ts';
import { coldStart } from './cold-start.ts';
import { type Context, createContext } from './context.ts';
import { cost } from './cost.ts';
import { faults } from './faults.ts';
import { folds } from './folds.ts';
import { type ForwardFigures, forward } from './forward.ts';
import { leadTime } from './lead-time.ts';
import { oneYear } from './one-year.ts';
import type { Outcome } from './outcome.ts';
import { describeSurest } from './surest.ts';
import { quickTests, type SkillTest, skillTests } from './tests.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    data: { type: 'string', default: '../shared/data' },
    out: { type: 'string', default: 'data/bench-skill' },
    only: { type: 'string' },
    'no-boosting': { type: 'boolean', default: false },
    /** The peer in slots named by their end: it sees nothing past the issue time. */
    'right-edge': { type: 'boolean', default: false },
    /** Where the peer's forecasts of an earlier run lie: it takes minutes a river. */
    peers: { type: 'string' },
  },
});
if (!existsSync(values.data)) throw new Error(`no recordings in ${values.data}: give --data DIR`);
mkdirSync(values.out, { recursive: true });
const tests = values.quick ? quickTests : skillTests;
const names = values.only?.split(',') ?? tests.map(({ name }) => name);
const unknown = names.find((name) => !tests.some((test) => test.name === name));
if (unknown !== undefined) throw new Error(`no test "${unknown}": ${tests.map(({ name }) => name).join(', ')}`);
const { data, out, peers } = values;
const context = createContext({
  data,
  out,
  peers,
  rightEdge: values['right-edge'],
  withBoosting: !values.quick && !values['no-boosting'],
  quick: values.quick,
});

for (const test of tests.filter(({ name }) => names.includes(name))) {
  const started = performance.now();
  const outcome = run(test, context);
  writeFileSync(fileOf(test.name), `${JSON.stringify(outcome, null, 1)}\n`);
  console.log(`### ${test.name}\n\n${outcome.markdown}`);
  console.log(`(${((performance.now() - started) / 1000).toFixed(0)} s)\n`);
}
// What earlier runs found stays until it is measured again, so that tests can be run one by one.
const known = tests.filter(({ name }) => existsSync(fileOf(name)));
const outcomes = known.map(({ name }): Outcome => JSON.parse(readFileSync(fileOf(name), 'utf8')));
const runs = outcomes.flatMap(({ figures }) => (isForward(figures) ? [figures] : []));
const parts = outcomes.map(({ name, markdown }) => `### ${name}\n\n${markdown}`);
writeFileSync(join(out, 'skill.md'), [describeAgainstBoosting(runs), describeSurest(runs), ...parts].join('\n'));
writeFileSync(
  join(out, 'skill.json'),
  `${JSON.stringify(
    outcomes.map(({ name, figures }) => ({ name, figures })),
    null,
    1,
  )}\n`,
);
console.log(`written: ${join(out, 'skill.json')}, ${join(out, 'skill.md')}`);

function fileOf(name: string): string {
  return join(out, `${name.replaceAll(/\W+/g, '-')}.json`);
}

function run(test: SkillTest, context: Context): Outcome {
  if (test.kind === 'folds') return folds(test, context);
  if (test.kind === 'one-year') return oneYear(test, context);
  if (test.kind === 'cold-start') return coldStart(test, context);
  if (test.kind === 'lead-time') return leadTime(test, context);
  if (test.kind === 'faults') return faults(test, context);
  return test.kind === 'cost' ? cost(test, context) : forward(test, context);
}

function isForward(figures: unknown): figures is ForwardFigures {
  return typeof figures === 'object' && figures !== null && 'hourBefore' in figures;
}
