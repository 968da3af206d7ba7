import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createSetRight } from '../../../src/reading/clock/set-right.ts';
import { createRecentReadings } from '../../../src/reading/recent-readings.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { stationNamed } from '../../support/station-named.ts';

const EIGHT = Date.parse('2026-11-27T20:00:00Z');
const AHEAD_MS = 65 * MINUTE_MS;
const series = { station: 'weir', quantity: 'stage' } as const;

/** A gauge that reports at eight, a value with a time of its own and one without, by a clock that is ahead by so much. */
async function reportedAhead(byMs = AHEAD_MS) {
  const at = { now: EIGHT + byMs, sinceBoot: 0 };
  const clock = { now: () => at.now };
  const { readings, held, clockSteps } = memoryStores();
  const recent = createRecentReadings(readings, 48);
  const failed = (station: string) => expect.unreachable(station);
  const network = createNetwork([stationNamed('weir')]);
  const right = createSetRight({ clock, network, readings, held, steps: clockSteps, recent, failed });
  const clockSet = (stepMs: number) =>
    right.clockSet({ boot: 'first', at: at.now, byMs: stepMs, offsetMs: at.now - at.sinceBoot });
  const received = { ...series, receivedAt: at.now, quality: 'pass', tests: [] } as const;
  await readings.append([
    { ...received, observedAt: EIGHT, value: 1 },
    { ...received, observedAt: at.now, value: 9 },
  ]);
  return {
    /** The clock is set, and seen to be, by so much; then it is so late. */
    async set(stepMs: number) {
      at.now += stepMs;
      await clockSet(stepMs);
    },
    /** Set back and on again while the first is still being put right. */
    async setTwice(stepMs: number) {
      at.now -= stepMs;
      const back = clockSet(-stepMs);
      at.now += stepMs;
      await Promise.all([back, clockSet(stepMs)]);
    },
    passes(ms: number) {
      at.now += ms;
      at.sinceBoot += ms;
    },
    restart: () => right.received(),
    /** What pages show, what they call the newest, and what judgement counts after a restart. */
    async seen() {
      const shown = await readings.window(series, EIGHT - HOUR_MS, at.now, at.now);
      const latest = await readings.latest(series, at.now);
      const counted = await createRecentReadings(readings, 48).of(series, at.now);
      const values = (all: readonly { value: number }[]) => all.map(({ value }) => value);
      return { shown: values(shown), latest: latest?.value, counted: values(counted) };
    },
  };
}

test('once the clock is set right, pages show what judgement counts, and what is of no true time never counts', async () => {
  for (const byMs of [AHEAD_MS, 3 * 365 * 24 * HOUR_MS]) {
    const gauge = await reportedAhead(byMs);
    await gauge.set(-byMs);
    const right = { shown: [1], latest: 1, counted: [1] };
    expect(await gauge.seen()).toEqual(right);
    gauge.passes(byMs + MINUTE_MS);
    expect((await gauge.seen()).latest).toBe(1);
    expect((await gauge.seen()).counted).not.toContain(9);
  }
});

test('where the setting back was the mistake, and the clock is set on again, all counts again', async () => {
  const gauge = await reportedAhead();
  await gauge.set(-AHEAD_MS);
  gauge.passes(10 * MINUTE_MS);
  await gauge.set(AHEAD_MS);
  expect(await gauge.seen()).toEqual({ shown: [1, 9], latest: 9, counted: [1, 9] });
});

test('set on again before all was taken back, all counts as well', async () => {
  const gauge = await reportedAhead();
  await gauge.setTwice(AHEAD_MS);
  expect(await gauge.seen()).toEqual({ shown: [1, 9], latest: 9, counted: [1, 9] });
});

test('a machine that stood still for long after the clock was set right brings nothing back', async () => {
  const gauge = await reportedAhead();
  await gauge.set(-AHEAD_MS);
  await gauge.set(8 * HOUR_MS);
  expect((await gauge.seen()).counted).toEqual([1]);
});

test('at a start with a clock behind what was recorded nothing is taken back: it may be this clock that is wrong', async () => {
  const gauge = await reportedAhead();
  gauge.passes(-AHEAD_MS);
  await gauge.restart();
  expect(await gauge.seen()).toEqual({ shown: [1], latest: 1, counted: [1] });
  gauge.passes(AHEAD_MS);
  expect(await gauge.seen()).toEqual({ shown: [1, 9], latest: 9, counted: [1, 9] });
});
