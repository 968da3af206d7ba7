import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
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

test.each([
  { from: 'one-town', id: 'my-town', name: 'My town', station: 'bridge' },
  { from: 'une-commune', id: 'ma-commune', name: 'Ma commune', station: 'pont' },
])('the town to begin with ($from) is in order, starts as it stands and takes in a reading', async (begin) => {
  const { from, id, name, station } = begin;
  const town = join(folder, id);
  cpSync(join('config', from), town, { recursive: true });
  const anne = ['anne', '--role', 'mayor', '--name', 'Anne Martin', '--communes', id];
  expect(await user(['add', ...anne, '--config', town], () => undefined)).toBe(0);
  const lines: string[] = [];
  expect(await checkConfig([town], (line) => lines.push(line), {})).toBe(0);
  expect(lines).toEqual([
    expect.stringMatching(/^config OK: 2 stations, 1 commune watching 1 of them, 3 rules, embedded broker/),
    expect.stringContaining(`asked in turn in ${id}: mayor → duty-officer`),
    expect.stringMatching(/^warning: this is an exercise/),
    expect.stringMatching(/^warning: no mail server is set/),
  ]);

  const config = loadConfig(town, {});
  if (!config.ok) throw new Error('it is in order');
  expect(config.value.dataFolder).toBe(join(folder, 'data', id));
  const http = { ...config.value.http, port: await freePort() };
  const app = await createApp({ ...config.value, http, mqtt: localBroker(0) }, pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  const { brokerUrl, doors, settled, close } = app.value;
  const sensor = await connectPublisher(brokerUrl);
  const message = { observedAt: iso(Date.now()), stageM: 0.62 };
  await sensor.publishAsync(`amont/v1/${station}/stage`, JSON.stringify(message), { qos: 1 });
  await settled();
  expect(await doors.readings.latest({ station, quantity: 'stage' }, Date.now())).toMatchObject({
    value: 0.62,
  });
  for (const language of ['fr', 'en']) {
    const page = await (await fetch(`http://127.0.0.1:${http.port}/${language}/communes/${id}`)).text();
    expect(page).toContain(name);
  }
  await sensor.endAsync(true);
  await close();
});

const withoutComments = (folder: string, file: string) =>
  readFileSync(join('config', folder, file), 'utf8').replaceAll(/^ *#.*$| +# .*$/gm, '');

/** French names of the same things, back to those of the English files. */
const inEnglish: readonly (readonly [string, string])[] = [
  ["Premières règles, telles qu'elles sont intégrées", 'First policy, as it is built in'],
  ['Ma commune', 'My town'],
  ['ma-commune', 'my-town'],
  ['La rivière au moulin', 'The river at the mill'],
  ['La rivière au pont', 'The river at the bridge'],
  ['La rivière', 'The river'],
  ['moulin', 'mill'],
  ['pont', 'bridge'],
  ['maire@', 'mayor@'],
  ['astreinte@', 'duty@'],
  ['id: maire', 'id: mayor'],
  ['id: astreinte', 'id: duty-officer'],
  ['name: Astreinte', 'name: Duty officer'],
];

test.each(['amont.yaml', 'communes.yaml', 'policy.yaml', 'stations.yaml'])(
  'the French %s to begin with sets what the English one sets',
  (file) => {
    const french = inEnglish.reduce(
      (text, [from, to]) => text.replaceAll(from, to),
      withoutComments('une-commune', file),
    );
    expect(parse(french)).toEqual(parse(withoutComments('one-town', file)));
  },
);
