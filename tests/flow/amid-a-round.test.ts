import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import { createApp } from '../../src/app.ts';
import type * as FirstModel from '../../src/forecast/issue/first-model.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const amid = vi.hoisted(() => ({ forecast: (): void => undefined }));

vi.mock('../../src/forecast/issue/first-model.ts', async (original) => {
  const { createFirstModel } = await original<typeof FirstModel>();
  return {
    createFirstModel: (...network: Parameters<typeof createFirstModel>) => {
      const model = createFirstModel(...network);
      const forecast = (inputs: Parameters<typeof model.forecast>[0]) => {
        amid.forecast();
        return model.forecast(inputs);
      };
      return { ...model, forecast };
    },
  };
});

const T0 = Date.parse('2020-01-22T02:00:00Z');

/** A town in which the gauge of Limoux shows water above the mark of `act`. */
async function risen(folder: string, start = T0) {
  const events: AlertEvent[] = [];
  const config = await demoConfig({ dataFolder: tempFolder(folder) });
  const clock = manualClock(start);
  const created = await createApp(config, pino({ level: 'silent' }), {
    clock,
    observe: (event) => void events.push(event),
  });
  if (!created.ok) throw new Error(created.error);
  const app = created.value;
  const { station, marks } = app.doors.communes.get('limoux')!.watches[0]!;
  await app.doors.readings.append(
    Array.from({ length: 13 }, (_, step) => {
      const observedAt = T0 + (step - 12) * 10 * MINUTE_MS;
      const value = marks.act + 0.2 + (step - 12) * 0.05;
      return stageReading(station, observedAt, value);
    }),
  );
  return { app, clock, events, station };
}

const who = { person: 'anne', commune: 'limoux' };

test('nor does one whose maintenance a person ends meanwhile, by what it said during the work', async () => {
  const { app, clock, events, station } = await risen('ended-amid-a-round', T0 - 3 * HOUR_MS);
  const begun = app.doors.suppressions.begin(
    { station, kind: 'maintenance', until: T0 + DAY_MS, reason: 'a pail' },
    who,
  );
  if (!begun.ok) throw new Error(begun.error);
  clock.advanceTo(T0);
  app.schedule.start();
  await app.settled();
  let ended = 0;
  amid.forecast = () => {
    if (!app.doors.suppressions.of(station)) return;
    clock.advanceTo(T0 + 100);
    ended += Number(app.doors.suppressions.end(station, begun.value.id, 'the sensor is back', who));
  };
  app.schedule.tick();
  await app.settled();
  expect(ended).toBe(1);
  expect(events.map(({ kind }) => kind)).not.toContain('raised');
  app.schedule.tick();
  await app.settled();
  await app.close();
  expect(events.filter((each) => each.station === station).map(({ kind }) => kind)).toEqual(['suppressed']);
});

test('a gauge that a person puts under maintenance while a round is under way raises nothing in that round', async () => {
  const { app, clock, events, station } = await risen('amid-a-round');
  amid.forecast = () => {
    if (app.doors.suppressions.of(station)) return;
    clock.advanceTo(T0 + 100);
    const begun = app.doors.suppressions.begin(
      { station, kind: 'maintenance', until: T0 + DAY_MS, reason: 'the mast is lifted' },
      who,
    );
    expect(begun.ok).toBe(true);
  };
  app.schedule.start();
  app.schedule.tick();
  await app.settled();
  await app.close();
  expect(events.filter(({ kind }) => kind === 'raised')).toEqual([]);
  expect(events.filter((each) => each.station === station).map(({ kind }) => kind)).toEqual(['suppressed']);
});
