import { randomBytes } from 'node:crypto';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInfluxReadingStore } from '../../src/store/influx/readings.ts';
import { readingStoreContract } from '../contract/reading-store.ts';
import { hasContainerRuntime } from '../support/services.ts';

const runtime = await hasContainerRuntime();
const required = process.env['AMONT_REQUIRE_CONTAINERS'] === '1';
if (!runtime) console.warn('InfluxDB 2 was NOT tested: no container runtime (Docker or Podman) was found.');

test.runIf(required)('a container runtime is there, as AMONT_REQUIRE_CONTAINERS=1 asks', () => {
  expect(runtime).toBe(true);
});

describe.skipIf(!runtime)('InfluxDB 2 (needs a container runtime)', () => {
  let influx: StartedTestContainer;
  const token = randomBytes(32).toString('hex');
  const open = async () => {
    const url = `http://${influx.getHost()}:${influx.getMappedPort(8086)}`;
    return createInfluxReadingStore({ url, database: 'amont', org: 'town', token });
  };
  beforeAll(async () => {
    influx = await new GenericContainer('influxdb:2.7')
      .withExposedPorts(8086)
      .withEnvironment({
        DOCKER_INFLUXDB_INIT_MODE: 'setup',
        DOCKER_INFLUXDB_INIT_USERNAME: 'amont',
        DOCKER_INFLUXDB_INIT_PASSWORD: randomBytes(16).toString('hex'),
        DOCKER_INFLUXDB_INIT_ORG: 'town',
        DOCKER_INFLUXDB_INIT_BUCKET: 'amont',
        DOCKER_INFLUXDB_INIT_ADMIN_TOKEN: token,
      })
      .withWaitStrategy(Wait.forHttp('/health', 8086).forStatusCode(200))
      .start();
  }, 300_000);
  afterAll(() => influx.stop());

  readingStoreContract('InfluxDB 2', open, { runs: 40, reopens: true });
});
