import { createServer } from 'node:net';
import type { Config } from '../../src/config/config.ts';
import { formatConfigErrors } from '../../src/config/config-error.ts';
import { loadConfig } from '../../src/config/load.ts';
import { localBroker } from '../../src/config/local-broker.ts';

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

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
