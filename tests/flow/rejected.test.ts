import { pino } from 'pino';
import { expect, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { HOUR_MS, iso } from '../../src/lib/units.ts';
import { connectPublisher } from '../support/publish.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const folder = tempFolder('rejected');

test('a sensor with a wrong clock is counted for the operator’s watch and told in the log, and a restart forgets none', async () => {
  const config = await demoConfig({ dataFolder: folder });
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const start = async (): Promise<App> => {
    const app = await createApp(config, log);
    if (!app.ok) throw new Error(app.error);
    return app.value;
  };
  const app = await start();
  const sensor = await connectPublisher(app.brokerUrl);
  for (const stageM of [1.1, 1.2]) {
    const message = { observedAt: iso(Date.now() + HOUR_MS), stageM };
    await sensor.publishAsync('amont/v1/trebes/stage', JSON.stringify(message), { qos: 1 });
  }
  await sensor.publishAsync('amont/v1/trebes/stage', '{}', { qos: 1 });
  const counted = async ({ doors }: App) =>
    (await doors.metrics()).split('\n').filter((line) => /^amont_rejected_total.* [1-9]/.test(line));
  const expected = ['amont_rejected_total{reason="future"} 2', 'amont_rejected_total{reason="malformed"} 1'];
  expect(await counted(app)).toEqual(expected);
  expect(await counted(app)).toEqual(expected);
  expect(lines.filter(({ msg }) => msg === 'a message was refused')).toMatchObject([
    { topic: 'amont/v1/trebes/stage', reason: 'future', detail: expect.stringContaining('5 minutes') },
    { topic: 'amont/v1/trebes/stage', reason: 'malformed' },
  ]);
  await sensor.endAsync(true);
  await app.close();
  const again = await start();
  expect(await counted(again)).toEqual(expected);
  await again.close();
});
