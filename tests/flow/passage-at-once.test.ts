import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import { createApp } from '../../src/app.ts';
import { iso, MINUTE_MS } from '../../src/lib/units.ts';
import { connectPublisher } from '../support/publish.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';
import { within } from '../support/within.ts';

test('by the machine’s clock a mark that is passed is told at once, by a gauge that was heard a moment ago too', async () => {
  const config = await demoConfig({ dataFolder: tempFolder('passage-at-once') });
  const { promise: told, resolve } = Promise.withResolvers<AlertEvent>();
  const created = await createApp(config, pino({ level: 'silent' }), {
    observe: (event) => void (event.reason.because === 'observed-passage' && event.level === 'act' && resolve(event)),
  });
  if (!created.ok) throw new Error(created.error);
  const { doors, schedule, brokerUrl, close } = created.value;
  const now = Date.now();
  const { station, marks } = doors.communes.get('limoux')!.watches[0]!;
  await doors.readings.append(
    Array.from({ length: 36 }, (_, n) => stageReading(station, now - (n + 1) * 10 * MINUTE_MS, marks.act - 0.1)),
  );
  schedule.start();
  const sensor = await connectPublisher(brokerUrl);
  const report = (observedAt: number, stageM: number) =>
    sensor.publishAsync(`amont/v1/${station}/stage`, JSON.stringify({ observedAt: iso(observedAt), stageM }), {
      qos: 1,
    });
  await report(now - MINUTE_MS, marks.act - 0.05);
  // Judged: from here on the commune rests for half a minute.
  await expect
    .poll(() => doors.journal.state('limoux')?.gauges[station]?.recent.at(-1)?.observedAt)
    .toBe(now - MINUTE_MS);
  await report(now, marks.act + 0.05);
  expect(await within(5_000, 'the alert', told)).toMatchObject({ station, observedAt: now });
  await sensor.endAsync();
  await close();
}, 20_000);
