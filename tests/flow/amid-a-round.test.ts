import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import { createApp } from '../../src/app.ts';
import type * as FirstModel from '../../src/forecast/issue/first-model.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../src/lib/units.ts';
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

test('a gauge that a person puts under maintenance while a round is under way raises nothing in that round', async () => {
  const events: AlertEvent[] = [];
  const config = await demoConfig({ dataFolder: tempFolder('amid-a-round') });
  const clock = manualClock(T0);
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
  amid.forecast = () => {
    if (app.doors.suppressions.of(station)) return;
    clock.advanceTo(T0 + 100);
    const who = { person: 'anne', commune: 'limoux' };
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
