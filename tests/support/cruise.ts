import { join } from 'node:path';
import { projectRoot, runCommand } from './run-command.ts';

export interface Cruise {
  /** Every file that it has read. */
  seen: ReadonlySet<string>;
  /** `rule: from → to`, one a violation. */
  violations: string[];
}

interface CruiseJson {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

/** Measures every import below a folder against the dependency rule of the project. */
export async function cruise(folder: string, parts: readonly string[]): Promise<Cruise> {
  const config = join(projectRoot, '.dependency-cruiser.cjs');
  const { stdout, output } = await runCommand('depcruise', ['--config', config, '--output-type', 'json', ...parts], {
    cwd: folder,
  });
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no answer: ${output}`);
  const { modules, summary }: CruiseJson = JSON.parse(stdout);
  return {
    seen: new Set(modules.map(({ source }) => source)),
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}
