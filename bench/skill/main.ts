import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readPrior } from '../../src/forecast/io/prior-file.ts';
import { priorLessons } from '../../src/forecast/prior.ts';
import { readDataset } from '../../src/verification/io/read-dataset.ts';
import { judge } from './judge.ts';
import { markdown, type TestResult } from './markdown.ts';
import { score } from './scores.ts';
import { quickTests, type SkillTest, skillTests } from './tests.ts';

const LEADS = [1, 2, 3, 6, 12];

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
const wanted = (values.quick ? quickTests : skillTests).filter(
  ({ name }) => !values.only || values.only.split(',').includes(name),
);
const rivers = readPrior();
const results: TestResult[] = [];
for (const test of wanted) {
  const read = readDataset(join(values.data, test.dataset));
  if (!read.ok) throw new Error(`${read.error.file}:${read.error.line}: ${read.error.reason}`);
  const dataset = read.value;
  const fitUntil = Date.parse(`${test.fitUntil}T00:00:00Z`);
  const options = {
    fitUntil,
    from: fitUntil,
    to: test.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(`${test.to}T00:00:00Z`),
    everyMs: test.everyMin * 60_000,
    stations: test.stations ?? dataset.stations.filter(({ quantity }) => quantity === 'stage').map(({ id }) => id),
    leadTimesH: LEADS,
    marksM: test.marksM ?? null,
    prior: test.kind === 'weeks' ? priorLessons(rivers, [dataset.id]) : [],
    refit: !values.quick,
  };
  // The peer knows only the marks of dataset.yaml.
  const peer = test.marksM === undefined && !values.quick && !values['no-boosting'] ? boosting(test) : null;
  const judged = judge(dataset, options, peer);
  const byLead = LEADS.map((leadTimeH) => ({
    leadTimeH,
    cases: judged.cases.filter((each) => each.leadTimeH === leadTimeH),
  }))
    .filter(({ cases }) => cases.length > 0)
    .map(({ leadTimeH, cases }) => ({ leadTimeH, score: score(cases) }));
  results.push({ test, byLead, fitSeconds: judged.fitSeconds, forecastMs: judged.forecastMs });
  console.log(markdown(results.slice(-1)));
}
writeFileSync(join(values.out, 'skill.json'), `${JSON.stringify(results, null, 1)}\n`);
writeFileSync(join(values.out, 'skill.md'), markdown(results));
console.log(`written: ${join(values.out, 'skill.json')}, ${join(values.out, 'skill.md')}`);

/** Gradient boosting pooled over marks (scikit-learn), where Debian's python3-sklearn is present; told of the same rivers. */
function boosting(test: SkillTest): string | null {
  const edge = values['right-edge'] ? ['--right-edge'] : [];
  const file = join(values.peers ?? values.out, `${test.dataset}${edge.join('')}.csv`);
  if (existsSync(file)) return file;
  if (spawnSync('/usr/bin/python3', ['-c', 'import sklearn']).status !== 0) {
    console.log('no python3-sklearn: without gradient boosting');
    return null;
  }
  const pool = join(values.out, `pool-${test.dataset}`);
  rmSync(pool, { recursive: true, force: true });
  mkdirSync(pool, { recursive: true });
  const group = rivers.find(({ id }) => id === test.dataset)?.group ?? test.dataset;
  const others = rivers.filter((river) => river.group !== group).map(({ id }) => id);
  for (const id of readdirSync(values.data).filter((each) => others.includes(each))) {
    symlinkSync(join(process.cwd(), values.data, id), join(pool, id));
  }
  const script = new URL('../peers/boosting.py', import.meta.url).pathname;
  const pooled = test.kind === 'weeks' ? ['--pool', pool] : [];
  const args = [
    '-B',
    script,
    join(values.data, test.dataset),
    '--fit-until',
    `${test.fitUntil}T00:00:00`,
    ...pooled,
    ...edge,
    '--out',
    file,
  ];
  const run = spawnSync('/usr/bin/python3', args, { stdio: 'inherit' });
  return run.status === 0 ? file : null;
}
