import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const T0 = Date.parse('2020-01-22T02:00:00Z');

test('where nobody answers in several communes, others have their turn before the next of each is asked', async () => {
  const clock = manualClock(T0);
  let turn = 0;
  const passedOnIn = new Map<string, number>();
  const config = await demoConfig({ dataFolder: tempFolder('pass-time') });
  const created = await createApp(config, pino({ level: 'silent' }), {
    clock,
    observe: ({ kind, commune }) => void (kind === 'passed-on' && passedOnIn.set(commune, turn)),
  });
  if (!created.ok) throw new Error(created.error);
  const app = created.value;
  const floodedAt = ['limoux', 'trebes', 'coursan'].flatMap((id) => app.doors.communes.get(id)?.watches ?? []);
  for (const { station, marks } of floodedAt) {
    const readings = Array.from({ length: 13 }, (_, step) => {
      const observedAt = T0 + (step - 12) * 10 * MINUTE_MS;
      const value = marks.act + 0.2 + (step - 12) * 0.05;
      return stageReading(station, observedAt, value);
    });
    await app.doors.readings.append(readings);
  }
  app.schedule.start();
  app.schedule.tick();
  await app.settled();
  clock.advanceTo(T0 + HOUR_MS);
  let isOver = false;
  const others = (async () => {
    for (; !isOver; turn++) await setImmediate();
  })();
  app.passTime();
  await app.settled();
  isOver = true;
  await others;
  await app.close();
  expect([...passedOnIn.keys()].toSorted()).toEqual(['coursan', 'limoux', 'trebes']);
  expect(new Set(passedOnIn.values()).size).toBe(3);
});
