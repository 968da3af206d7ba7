import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startLearning } from '../../../src/compose/learning/start-learning.ts';
import { readPrior } from '../../../src/forecast/io/prior-file.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { demoConfig } from '../../support/town.ts';

async function cutShort({ diedLearning, isSilent = false }: { diedLearning: boolean; isSilent?: boolean }) {
  const config = await demoConfig({ dataFolder: tempFolder('cut-short') });
  if (diedLearning) writeFileSync(join(config.dataFolder, 'learning.json'), JSON.stringify({ underWay: true }));
  const stores = memoryStores();
  const entry = { at: 0, actor: { service: true }, action: 'policy.seeded', commune: null, detail: {} } as const;
  stores.policies.append({ author: 'x', reason: 'first', createdAt: 0, rules: [] }, entry);
  const [coursan] = config.communes.get('coursan')!.watches;
  const asked = { commune: 'coursan', station: coursan!.station, policyVersion: 1, askedBy: 'staff', askedAt: 0 };
  stores.tuningStore.begin(asked);
  // Of no other river either: learned at once.
  const priorWithout = readPrior().map(({ id }) => id);
  const parts = new AsyncDisposableStack();
  const silent = { window: async () => Promise.reject(new Error('InfluxDB cannot be reached')) };
  const whole = isSilent ? silent : stores.readings;
  const given = { stores, whole, readings: stores.readings, clock: manualClock(0), priorWithout };
  const log = pino({ level: 'silent' });
  const { fitter, tuner } = startLearning(config, parts, { ...given, log });
  const latest = () => stores.tuningStore.latest(asked.commune, asked.station);
  return { fitter, tuner, latest, parts };
}

test('a tuning that was cut short begins again when the service has learned what is due: not at the start, beside that', async () => {
  const { fitter, latest, parts } = await cutShort({ diedLearning: false });
  await setImmediate();
  expect(latest()).toMatchObject({ id: 1, failure: 'stopped' });
  await fitter.refresh(0);
  expect(latest()).toMatchObject({ id: 2, askedBy: 'staff' });
  await parts.disposeAsync();
});

test('it does not while learning is held back, as where memory ran out', async () => {
  const { fitter, latest, parts } = await cutShort({ diedLearning: true });
  await fitter.refresh(0);
  expect(latest()).toMatchObject({ id: 1, failure: 'stopped' });
  await parts.disposeAsync();
});

test('no rule is proposed, nor is anything learned, of the part of the past that is left here', async () => {
  const { fitter, tuner, latest, parts } = await cutShort({ diedLearning: false, isSilent: true });
  tuner.start('coursan', latest()!.station, 'staff');
  await eventually(() => tuner.running() === null, 'it is over');
  expect(latest()).toMatchObject({ id: 2, failure: 'past-unread' });
  await expect(fitter.refresh(0)).rejects.toThrow('InfluxDB cannot be reached');
  await parts.disposeAsync();
});
