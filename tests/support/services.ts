import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { getContainerRuntimeClient } from 'testcontainers';

/** The real programs that some tests speak with, and the Debian package that brings each. */
export const services = {
  mosquitto: { program: 'mosquitto', debianPackage: 'mosquitto', tests: 'MQTT against Mosquitto' },
  influxd: { program: 'influxd', debianPackage: 'influxdb', tests: 'readings in InfluxDB 1' },
  chromium: { program: 'chromium', debianPackage: 'chromium', tests: 'the pages in a browser' },
  sqlite3: { program: 'sqlite3', debianPackage: 'sqlite3', tests: 'the backup of docs/backup.md' },
  xmlsec1: { program: 'xmlsec1', debianPackage: 'xmlsec1', tests: 'signatures of XML' },
  prometheus: { program: 'prometheus', debianPackage: 'prometheus', tests: 'the rules for Prometheus' },
  systemd: { program: 'systemd-analyze', debianPackage: 'systemd', tests: 'the unit for systemd' },
  poppler: { program: 'pdftotext', debianPackage: 'poppler-utils', tests: 'what stands on each printed page' },
  xmllint: { program: 'xmllint', debianPackage: 'libxml2-utils', tests: 'XML against its schema' },
} as const;

export type Service = keyof typeof services;
export const serviceNames = Object.keys(services).filter((name): name is Service => name in services);

export function hasService(service: Service): boolean {
  return findProgram(services[service].program) !== null;
}

/**
 * For `describe.skipIf(lacks('mosquitto'))`. With AMONT_REQUIRE_SERVICES=1 nothing is skipped: the tests run, and fail
 * where the program is not there. `npm test` names at its end what was skipped and how to get it.
 */
export function lacks(service: Service): boolean {
  return process.env['AMONT_REQUIRE_SERVICES'] !== '1' && !hasService(service);
}

/** Docker or Podman, as testcontainers finds them. The one service that may always be absent. */
export async function hasContainerRuntime(): Promise<boolean> {
  return getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
}

/** Where a program is, on the path or among the system's own (a user's path often lacks those); `null` where it is not. */
function findProgram(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}
