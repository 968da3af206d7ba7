import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { checkConfig } from '../../src/cli/check-config.ts';
import { user } from '../../src/cli/user.ts';
import { loadConfig } from '../../src/config/load.ts';
import { localBroker } from '../../src/config/local-broker.ts';
import { iso } from '../../src/lib/units.ts';
import { freePort } from '../support/free-port.ts';
import { connectPublisher } from '../support/publish.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('one-town');

test('the town to begin with is in order, starts as it stands and takes in a reading', async () => {
  const town = join(folder, 'my-town');
  cpSync('config/one-town', town, { recursive: true });
  const anne = ['anne', '--role', 'mayor', '--name', 'Anne Martin', '--communes', 'my-town'];
  expect(await user(['add', ...anne, '--config', town], () => undefined)).toBe(0);
  const lines: string[] = [];
  expect(await checkConfig([town], (line) => lines.push(line), {})).toBe(0);
  expect(lines).toEqual([
    expect.stringMatching(/^config OK: 2 stations, 1 commune watching 1 of them, 3 rules, embedded broker/),
    expect.stringMatching(/^asked in turn in my-town: mayor → duty-officer/),
    expect.stringMatching(/^warning: this is an exercise/),
    expect.stringMatching(/^warning: no mail server is set/),
  ]);

  const config = loadConfig(town, {});
  if (!config.ok) throw new Error('it is in order');
  expect(config.value.dataFolder).toBe(join(folder, 'data/my-town'));
  const http = { ...config.value.http, port: await freePort() };
  const app = await createApp({ ...config.value, http, mqtt: localBroker(0) }, pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  const { brokerUrl, doors, settled, close } = app.value;
  const sensor = await connectPublisher(brokerUrl);
  const message = { observedAt: iso(Date.now()), stageM: 0.62 };
  await sensor.publishAsync('amont/v1/bridge/stage', JSON.stringify(message), { qos: 1 });
  await settled();
  expect(await doors.readings.latest({ station: 'bridge', quantity: 'stage' }, Date.now())).toMatchObject({
    value: 0.62,
  });
  for (const language of ['fr', 'en']) {
    const page = await (await fetch(`http://127.0.0.1:${http.port}/${language}/communes/my-town`)).text();
    expect(page).toContain('My town');
  }
  await sensor.endAsync(true);
  await close();
});
