import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { clockOff } from '../../../src/reading/clock/clock-off.ts';
import { createWorld, NOW } from '../../support/flood-world.ts';
import { stageReading } from '../../support/stage-reading.ts';

const coursan = createWorld().doors.network.stations.get('coursan')!;

/** The last three of a gauge: how far apart they were observed and came in, the newest so long after it was observed. */
function offOf(
  change: { intervalMin: number; delayMin?: number },
  { observedMin, receivedMs, delayMin }: { observedMin: number; receivedMs: number; delayMin: number },
) {
  const past = [2, 1, 0].map((before) => ({
    ...stageReading('coursan', NOW - (delayMin + before * observedMin) * MINUTE_MS, 0.8),
    receivedAt: NOW - before * receivedMs,
  }));
  return clockOff({ station: { ...coursan, ...change }, past }, { refused: [], devices: [] }, NOW);
}

test('a clock that is behind is known by what comes in at its interval', () => {
  for (const intervalMin of [1, 2, 10])
    expect(
      offOf({ intervalMin }, { observedMin: intervalMin, receivedMs: intervalMin * MINUTE_MS, delayMin: 60 }),
    ).toBe(-HOUR_MS);
});

test('so is one of a gauge that reports more often in a flood', () => {
  const hurried = { observedMin: 2, receivedMs: 2 * MINUTE_MS, delayMin: 60 };
  expect(offOf({ intervalMin: 60 }, hurried)).toBe(-HOUR_MS);
});

test('a line that was cut and gives back each minute’s message one right after the other says nothing of a clock', () => {
  for (const intervalMin of [1, 2])
    expect(offOf({ intervalMin }, { observedMin: intervalMin, receivedMs: 900, delayMin: 120 })).toBeNull();
});

test('a service that is later than usual with all that it publishes says nothing of a clock', () => {
  const late = { observedMin: 10, receivedMs: 10 * MINUTE_MS, delayMin: 150 };
  expect(offOf({ intervalMin: 10, delayMin: 75 }, late)).toBeNull();
});
