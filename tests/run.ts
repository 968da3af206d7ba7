import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canInstall, installCommand, installServices } from './support/install-services.ts';
import { runCommand } from './support/run-command.ts';
import { hasContainerRuntime, hasService, serviceNames, services } from './support/services.ts';
import { type Counts, countTests, type VitestReport } from './support/vitest-counts.ts';

// npm test [-- --no-install] [arguments for vitest]: every check, then every test.

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const missing = () => serviceNames.filter((service) => !hasService(service));

const args = process.argv.slice(2);
const mayInstall = !args.includes('--no-install');
const required = process.env['AMONT_REQUIRE_SERVICES'] === '1';

if (missing().length > 0 && mayInstall && canInstall()) {
  say(`The tests lack ${missing().join(', ')}. Running as root on Debian, so this is done now (--no-install refuses):`);
  say(`  ${installCommand(missing())}   (no service is started)`);
  await installServices(missing(), say);
}

const absent = missing();
const checks = await runCommand(process.execPath, [join(import.meta.dirname, 'check.ts')], { show: true });
const { counts, exitCode } = await runTests(args.filter((arg) => arg !== '--no-install'));

for (const service of absent) {
  say(
    `${required ? 'MISSING' : 'SKIPPED'}: ${services[service].tests} (no ${services[service].program} on this machine)`,
  );
}
if (absent.length > 0)
  say(`  To get ${absent.length === 1 ? 'it' : 'them'} on Debian or Ubuntu: sudo ${installCommand(absent)}`);
if (!(await hasContainerRuntime()))
  say('SKIPPED: readings in InfluxDB 2 (no container runtime: install Docker or Podman)');
if (checks.code !== 0) say('FAILED: npm run check (see above)');
if (required && absent.length > 0) say('FAILED: AMONT_REQUIRE_SERVICES=1, and something is missing (see above)');

process.exitCode = checks.code !== 0 || exitCode !== 0 || (required && absent.length > 0) ? 1 : 0;
say(`tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);

async function runTests(vitestArgs: readonly string[]): Promise<{ counts: Counts; exitCode: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'amont-tests-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await runCommand('vitest', ['run', ...reporters, ...vitestArgs], { show: true });
  const report: VitestReport | null = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  rmSync(folder, { recursive: true });
  return { counts: countTests(report, code), exitCode: code };
}
