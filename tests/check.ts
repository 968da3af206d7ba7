import { existsSync, globSync } from 'node:fs';
import { cruise } from './support/cruise.ts';
import { projectRoot, runCommand } from './support/run-command.ts';

/** Empty when all is well; otherwise what is wrong. */
type Check = () => Promise<string>;

const folders = ['src', 'sensors-sim', 'tests', 'bench'].filter((each) => existsSync(`${projectRoot}/${each}`));

/** A tool that speaks through its exit code. */
function tool(command: string, ...args: string[]): Check {
  return async () => {
    const { code, output } = await runCommand(command, args);
    return code === 0 ? '' : output.trim() || `exit code ${code}`;
  };
}

async function dependencies(): Promise<string> {
  const { seen, violations } = await cruise(projectRoot, folders);
  // A cruise that sees nothing finds nothing, and says that all is well: it must have read every file of ours.
  const patterns = folders.map((each) => `${each}/**/*.ts`);
  const files = globSync(patterns, { cwd: projectRoot }).map((path) => path.replaceAll('\\', '/'));
  const unseen = files.filter((path) => !seen.has(path)).map((path) => `not read, so not checked: ${path}`);
  return [...(files.length === 0 ? ['there is nothing to check'] : unseen), ...violations].join('\n');
}

const checks: Record<string, Check> = {
  'format (biome)': tool('biome', 'ci', '--colors=off', '.'),
  'lint (oxlint)': tool('oxlint', '--type-aware', ...folders),
  'types (tsc)': tool('tsc', '-p', '.'),
  'dependency rule (dependency-cruiser)': dependencies,
  'dead code (knip)': tool('knip', '--no-progress'),
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  const start = performance.now();
  const wrong = await check();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${wrong === '' ? 'ok    ' : 'FAILED'} ${name.padEnd(38)}${seconds.padStart(5)} s\n`);
  if (wrong !== '') {
    failed += 1;
    process.stdout.write(`${wrong.replaceAll(/^/gm, '    ')}\n`);
  }
}
process.stdout.write(
  failed === 0 ? 'checks: all passed\n' : `checks: ${failed} of ${Object.keys(checks).length} failed\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
