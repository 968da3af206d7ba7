import { existsSync, readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { localBroker } from '../../src/config/local-broker.ts';
import { freePort } from '../support/free-port.ts';
import { spoil } from '../support/spoil.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

test('a start that fails at the last part closes the database and the broker that it had opened', async () => {
  const dataFolder = tempFolder('failed-start');
  const brokerPort = await freePort();
  const config = await demoConfig({ dataFolder, mqtt: localBroker(brokerPort) });
  const busy = createServer();
  await new Promise<void>((resolve) => busy.listen(config.http.port, '127.0.0.1', resolve));
  try {
    const app = await createApp(config, pino({ level: 'silent' }));
    expect(app).toEqual({ ok: false, error: expect.stringContaining('Stop what uses the port') });
  } finally {
    busy.close();
  }
  // SQLite removes these two when its last connection closes.
  expect(existsSync(`${dataFolder}/amont.db`)).toBe(true);
  expect(readdirSync(dataFolder).filter((each) => /-(wal|shm)$/.test(each))).toEqual([]);
  await expect(open(brokerPort)).rejects.toThrow('ECONNREFUSED');
});

test('a start that comes upon a page that the disk has spoiled says what to do, and no stack trace', async () => {
  const dataFolder = tempFolder('spoiled');
  const config = await demoConfig({ dataFolder });
  const first = await createApp(config, pino({ level: 'silent' }));
  if (!first.ok) throw new Error(first.error);
  await first.value.close();
  spoil(join(dataFolder, 'amont.db'), 'policy');
  const app = await createApp(config, pino({ level: 'silent' }));
  expect(app).toEqual({ ok: false, error: expect.stringContaining('restore a backup') });
});

function open(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
