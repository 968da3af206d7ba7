import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { connectPublisher } from '../support/publish.ts';
import { stageReading } from '../support/stage-reading.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const T0 = Date.parse('2026-03-29T02:00:00Z');
const EVERY_MS = 10 * MINUTE_MS;

/** Coursan reported each ten minutes until `T0`; from then on by a clock that is so far off, or not at all. */
async function afterAnHourOf(offMs: number | null) {
  const clock = manualClock(T0);
  const config = await demoConfig({ dataFolder: tempFolder('wrong-clock') });
  const made = await createApp(config, pino({ level: 'silent' }), { clock });
  if (!made.ok) throw new Error(made.error);
  const { doors, schedule, brokerUrl, settled, close } = made.value;
  onTestFinished(close);
  const sensor = await connectPublisher(brokerUrl, { keepalive: 0 });
  onTestFinished(() => sensor.endAsync(true));
  await doors.readings.append(
    Array.from({ length: 12 }, (_, n) => stageReading('limoux', T0 - (11 - n) * EVERY_MS, 0.8 + n / 1_000)),
  );
  schedule.start();
  for (let n = 1; n <= 6; n += 1) {
    clock.advanceTo(T0 + n * EVERY_MS);
    const observedAt = iso(clock.now() + (offMs ?? 0));
    const payload = JSON.stringify({ observedAt, stageM: 0.8 + n / 1_000 });
    if (offMs !== null) await sensor.publishAsync('amont/v1/limoux/stage', payload, { qos: 1 });
    schedule.tick();
    await settled();
  }
  const lost = doors.journal.events('limoux', { limit: 10 }).find(({ kind }) => kind === 'sight-lost');
  const mails = doors.journal.deliveries('limoux', 20).filter(({ event }) => event === lost?.id);
  return { lost, mails };
}

test.each([
  [HOUR_MS, "La sonde parle, mais son horloge avance d'environ 1 h : ses messages sont refusés."],
  [-HOUR_MS, "La sonde parle, mais son horloge retarde d'environ 1 h : ses mesures passent pour anciennes."],
])('whoever is told that a gauge is not seen reads that its clock is off (by %i ms)', async (offMs, sentence) => {
  const { lost, mails } = await afterAnHourOf(offMs);
  expect(lost?.reason).toMatchObject({ because: 'not-seen', clockOffMs: offMs });
  expect(mails.length).toBeGreaterThan(0);
  for (const { text } of mails) expect(text).toContain(sentence);
});

test('of one that says nothing it is not said', async () => {
  const { lost, mails } = await afterAnHourOf(null);
  expect(lost?.reason).toEqual({ because: 'not-seen', since: T0 });
  for (const { text } of mails) expect(text).not.toContain('horloge');
});
