import type { Config } from '../../src/config/config.ts';
import { formatConfigErrors } from '../../src/config/config-error.ts';
import { loadConfig } from '../../src/config/load.ts';
import { localBroker } from '../../src/config/local-broker.ts';
import { freePort } from './free-port.ts';

/** The configuration that the project ships, with doors and data of its own. */
export async function demoConfig(change: Partial<Config> = {}): Promise<Config> {
  const read = loadConfig('config', {});
  if (!read.ok) throw new Error(formatConfigErrors(read.error));
  const port = await freePort();
  return {
    ...read.value,
    instance: { ...read.value.instance, baseUrl: `http://127.0.0.1:${port}` },
    http: { ...read.value.http, port },
    mqtt: localBroker(0),
    ...change,
  };
}
