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
  const { modules, violations } = await cruise(projectRoot, folders);
  // A cruise that sees nothing finds nothing: it must have seen at least every file of ours.
  const files = globSync(
    folders.map((each) => `${each}/**/*.ts`),
    { cwd: projectRoot },
  ).length;
  const blind = modules < files ? [`saw ${modules} modules, and there are ${files} files: the check is blind`] : [];
  return [...blind, ...violations].join('\n');
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
