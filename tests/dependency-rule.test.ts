import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { cruise } from './support/cruise.ts';
import { tempFolder } from './support/temp-folder.ts';

/** File, what it imports (`type:` as a type only), and the rule that must refuse it, `null` where it is allowed. */
const planted: [string, string, string | null][] = [
  ['src/policy/decide.ts', '../alert/alert.ts', 'policy-imports-to-its-left'],
  ['src/alert/alert.ts', '../policy/policy.ts', null],
  ['src/reading/quality/quality.ts', '../io/mqtt.ts', 'reading-imports-to-its-left'],
  ['src/reading/io/mqtt.ts', '../reading.ts', null],
  ['src/reading/io/hubeau.ts', '../../store/database.ts', 'io-imports-rooms'],
  ['src/notification/io/smtp.ts', '../../reading/io/mqtt.ts', 'io-imports-rooms'],
  ['src/verification/io/read-dataset.ts', '../../lib/io/yaml-file.ts', null],
  ['src/config/device-file.ts', '../lib/io/yaml-file.ts', null],
  ['src/verification/backtest/dataset.ts', '../../lib/io/yaml-file.ts', 'verification-imports-to-its-left'],
  ['src/lib/io/mistake.ts', '../../reading/reading.ts', 'lib-io-imports-lib'],
  ['src/store/readings.ts', 'type:../config/config.ts', 'store-imports-rooms'],
  ['src/store/forecasts.ts', '../forecast/forecast-store.ts', null],
  ['src/config/load.ts', '../http/server.ts', 'config-imports-rooms'],
  ['src/http/routes.ts', '../store/database.ts', 'http-imports-rooms'],
  ['src/http/instance.ts', '../config/config.ts', 'http-imports-only-types-of-config'],
  ['src/http/pages.ts', 'type:../config/config.ts', null],
  ['src/pipeline.ts', './store/database.ts', 'flow-imports-rooms'],
  ['src/schedule.ts', './app.ts', 'flow-imports-rooms'],
  ['src/app.ts', './store/database.ts', null],
  ['src/forecast/paths.ts', 'node:fs', 'pure-rooms-touch-no-machine'],
  ['src/forecast/seeds.ts', 'node:crypto', 'only-people-hash'],
  ['src/people/password.ts', 'node:crypto', null],
  ['src/forecast/model/dress.ts', 'type:../learn/tellings.ts', 'what-is-learned-knows-not-how'],
  ['src/forecast/learn/fit-due.ts', '../model/ridge.ts', null],
  ['src/text/fr.ts', 'fastify', 'pure-rooms-use-few-parts'],
  ['sensors-sim/main.ts', '../src/lib/units.ts', 'simulator-is-a-stranger'],
  ['src/demo.ts', '../sensors-sim/main.ts', 'nothing-imports-the-simulator-or-tests'],
  ['src/verification/scores.ts', './nowhere.ts', 'not-found'],
  ['src/lib/clock.ts', './units.ts', 'no-circle'],
];

const targets = [
  'src/lib/io/yaml-file.ts',
  'src/reading/reading.ts',
  'src/store/database.ts',
  'src/config/config.ts',
  'src/http/server.ts',
  'src/policy/policy.ts',
  'src/forecast/forecast-store.ts',
  'src/forecast/learn/tellings.ts',
  'src/forecast/model/ridge.ts',
  'node_modules/fastify/index.js',
];

const folder = tempFolder('dependency-rule');
write('package.json', '{ "type": "module", "dependencies": { "fastify": "1.0.0" } }');
write('node_modules/fastify/package.json', '{ "name": "fastify", "version": "1.0.0", "main": "index.js" }');
for (const path of targets) write(path, 'export const x = 1;\n');
// The other half of a circle, which is told of once.
write('src/lib/units.ts', "import { y } from './clock.ts';\nexport const x = 1;\nexport { y };\n");
for (const [from, to] of planted) {
  const [kind, source] = to.startsWith('type:') ? ['import type', to.slice(5)] : ['import', to];
  write(
    from,
    `${kind} { x } from '${source}';\nexport const y: typeof x = 1;\n${kind === 'import' ? 'export { x };\n' : ''}`,
  );
}
const found = await cruise(folder, ['src', 'sensors-sim']);

test.each(planted)('%s importing %s: %s', (from, _, rule) => {
  const broken = found.violations.filter((each) => each.includes(`: ${from} → `)).map((each) => each.split(':')[0]);
  expect(broken).toEqual(rule === null ? [] : expect.arrayContaining([rule]));
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
