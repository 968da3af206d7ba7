import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/load.ts';
import { localBroker } from '../../src/config/local-broker.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteRecordBook } from '../../src/store/sqlite/record.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { testMailServers } from '../support/mail-server.ts';
import { tempFolder } from '../support/temp-folder.ts';

const scratch = tempFolder('test-rounds');
const mailServer = testMailServers();

test('a test of all communes goes out by the service that runs, and amid its pause the service stops at once and without a fault', async () => {
  const config = join(scratch, 'config');
  mkdirSync(config);
  cpSync(join(import.meta.dirname, '../fixtures/good-config'), config, { recursive: true });
  const read = loadConfig(config, {});
  if (!read.ok) throw new Error('config');
  const { communes } = read.value;
  const town = communes.get('town')!;
  const other = { ...town, id: 'other', contacts: [{ ...town.contacts[0]!, email: 'other@example.org' }] };
  const server = await mailServer();
  const mail = {
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    username: null,
    password: null,
    from: 'a@b.fr',
    connections: 3,
  };
  const faults: string[] = [];
  const app = await createApp(
    {
      ...read.value,
      mail,
      communes: new Map([...communes, ['other', other]]),
      http: { ...read.value.http, port: await freePort() },
      mqtt: localBroker(0),
    },
    pino({ level: 'error' }, { write: (line) => void faults.push(line) }),
  );
  if (!app.ok) throw new Error(app.error);
  const { doors, close } = app.value;
  expect(doors.testRounds.start(['town', 'other'], { machineUser: 'root' }, 0)).toBe(true);
  await eventually(() => server.mails.length === 1, 'the first commune is told');
  expect(server.mails.map(({ to, parsed }) => [to, parsed.subject])).toEqual([
    [['mayor@example.org'], expect.stringContaining('TEST')],
  ]);
  await close();
  await new Promise((resolve) => setImmediate(resolve));
  expect(doors.testRounds.last()).toMatchObject({ tested: 1, ended: 'failed' });
  expect([server.mails.length, faults]).toEqual([1, []]);
  const opened = await openDatabase(join(read.value.dataFolder, 'amont.db'));
  if (!opened.ok) throw new Error(opened.error);
  const ended = createSqliteRecordBook(opened.value).ofAction(null, 'message.round-ended');
  opened.value.close();
  expect(ended.map(({ detail }) => detail)).toMatchObject([{ ended: 'failed', communes: 1 }]);
});
