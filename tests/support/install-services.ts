import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { runCommand } from './run-command.ts';
import { type Service, services } from './services.ts';

const policy = '/usr/sbin/policy-rc.d';

export function canInstall(): boolean {
  const isDebian = existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  return isDebian && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

export function installCommand(missing: readonly Service[]): string {
  const packages = missing.map((service) => services[service].debianPackage);
  return `apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Debian starts a server as soon as it is installed. Tests bring up their own on ports of their own, so nothing is started:
 * policy-rc.d says no (invoke-rc.d(8), code 101: action forbidden), and goes again afterwards unless it was there before.
 */
export async function installServices(missing: readonly Service[], say: (line: string) => void): Promise<void> {
  const ours = !existsSync(policy);
  const tidy = (): void => {
    if (ours) rmSync(policy, { force: true });
  };
  const interrupted = (): void => {
    tidy();
    process.exit(130);
  };
  if (ours) {
    writeFileSync(policy, '#!/bin/sh\nexit 101\n');
    chmodSync(policy, 0o755);
  }
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const packages = missing.map((service) => services[service].debianPackage);
    const update = await runCommand('apt-get', ['update', '-q'], { env });
    if (update.code !== 0) say(`apt-get update failed: ${update.output.trim()}`);
    const install = await runCommand('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], {
      env,
    });
    say(install.code === 0 ? `installed ${packages.join(', ')}` : `apt-get install failed: ${install.output.trim()}`);
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    tidy();
  }
}
