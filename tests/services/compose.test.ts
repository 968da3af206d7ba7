import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/load.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Service {
  image: string;
  cap_drop: string[];
  security_opt: string[];
  environment?: Record<string, string>;
  secrets: string[];
  ports: string[];
  volumes: string[];
  healthcheck: { test: string[] };
}
interface Compose {
  services: Record<'amont' | 'mosquitto' | 'influxdb', Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const root = join(import.meta.dirname, '../..');
const compose: Compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true });
const services = Object.entries(compose.services);
const docker = spawnable('docker', ['compose', 'version']);

function spawnable(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('docker-compose.yml', () => {
  test.each(services)(
    '%s: no rights that it does not need, reachable from this machine only, watched',
    (_, service) => {
      expect(service.cap_drop).toEqual(['ALL']);
      expect(service.security_opt).toEqual(['no-new-privileges:true']);
      expect(service.healthcheck.test[0]).toBe('CMD');
      for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    },
  );

  test.each(services)('%s: secrets come from files, and every file and volume is declared', (_, service) => {
    const secret = Object.entries(service.environment ?? {}).filter(([name]) => /PASSWORD|TOKEN|SECRET/.test(name));
    const files = service.secrets.map((each) => `/run/secrets/${each}`);
    expect(secret.filter(([name, value]) => !name.endsWith('_FILE') || !files.includes(value))).toEqual([]);
    const declared = service.secrets.map((each) => compose.secrets[each]?.file);
    expect(declared.filter((path) => !path || !/^\.\/secrets\/\w+\.txt$/.test(path))).toEqual([]);
    const sources = service.volumes.map((volume) => volume.split(':')[0]!);
    const known = (source: string) =>
      source.startsWith('.') ? existsSync(join(root, source)) : Object.hasOwn(compose.volumes, source);
    expect(sources.filter((source) => !known(source))).toEqual([]);
  });

  test('secrets/ is no part of the repository nor of the image', () => {
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toMatch(/^\/secrets\/$/m);
    expect(readFileSync(join(root, '.dockerignore'), 'utf8').split('\n')[0]).toBe('*');
  });

  test('config/amont.docker.yaml is sound and speaks of the services beside it', () => {
    const folder = tempFolderOnce();
    const env = { AMONT_MQTT_PASSWORD: 'x', AMONT_INFLUX_TOKEN_FILE: join(folder, 'token.txt') };
    writeFileSync(env.AMONT_INFLUX_TOKEN_FILE, 'a token\n');
    const loaded = loadConfig(folder, env);
    expect(loaded.ok ? [] : loaded.error).toEqual([]);
    const { mqtt, store, dataFolder } = loaded.ok ? loaded.value : {};
    const influxdb = compose.services.influxdb.environment!;
    expect(mqtt).toMatchObject({ url: 'mqtt://mosquitto:1883', username: 'amont', password: 'x' });
    expect(store).toMatchObject({
      influx: {
        url: 'http://influxdb:8086',
        database: influxdb['DOCKER_INFLUXDB_INIT_BUCKET'],
        org: influxdb['DOCKER_INFLUXDB_INIT_ORG'],
        token: 'a token',
      },
    });
    expect(dataFolder).toBe(join(folder, '../data'));
  });

  test.skipIf(!docker)('docker compose config accepts it (needs docker compose)', () => {
    expect(() => execFileSync('docker', ['compose', 'config', '--quiet'], { cwd: root })).not.toThrow();
  });
});

const folder = tempFolder('compose');
function tempFolderOnce(): string {
  cpSync(join(root, 'config'), folder, { recursive: true });
  cpSync(join(root, 'config/amont.docker.yaml'), join(folder, 'amont.yaml'));
  return folder;
}
