import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { restored } from '../../src/reading/exclusions/exclusion.ts';
import { intakeFetched } from '../../src/reading/intake.ts';
import { assessQuality } from '../../src/reading/quality/quality.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { createRecentReadings } from '../../src/reading/recent-readings.ts';
import { timeGaps } from '../../src/reading/time-gaps.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { memoryStores } from '../support/memory-database.ts';
import { stationNamed } from '../support/station-named.ts';

const T0 = Date.parse('2020-01-22T12:00:00Z');
const station = stationNamed('bridge');
const network = createNetwork([station]);

/** What becomes of values of the sensor, every ten minutes after six calm hours at 0.6 m, and of a person's, a second after one of them. */
async function judged(values: readonly number[], reads: Readonly<Record<number, number>>): Promise<string[]> {
  const { readings } = memoryStores();
  const context = {
    network,
    recent: createRecentReadings(readings, 48),
    limits: { of: () => null },
    excluding: () => [],
  };
  const calm = Array.from({ length: 36 }, (_, index) => 0.6 + 0.02 * (index % 2));
  const said: string[] = [];
  for (const [index, value] of [...calm, ...values].entries()) {
    const step = index - calm.length;
    const observedAt = T0 + step * 10 * MINUTE_MS;
    const take = async (at: number, stageM: number, byPerson?: true) => {
      const observation = { station: 'bridge', quantity: 'stage', observedAt: at, value: stageM } as const;
      const fetched = { receivedAt: at, observations: [observation], rejections: [], ...(byPerson && { byPerson }) };
      const taken = (await intakeFetched(fetched, context)).readings;
      await readings.append(taken);
      return taken.map(({ quality, tests }) => [quality, ...tests].join(' '));
    };
    const found = await take(observedAt, value);
    if (step >= 0) said.push(...found);
    const read = reads[step];
    if (read !== undefined) said.push(...(await take(observedAt + 1000, read, true)));
  }
  return said;
}

describe('beside what a person read', () => {
  test('no test of a sensor is held against it, however far it jumps', async () => {
    expect(await judged([0.62], { 0: 5.9 })).toEqual(['pass', 'pass by-person']);
  });

  test('a jammed sensor is not believed, for hours, however steadily it tells its value', async () => {
    const said = await judged(
      Array.from({ length: 40 }, () => 0.62),
      { 0: 3.4 },
    );
    expect(said.slice(0, 2)).toEqual(['pass', 'pass by-person']);
    expect(new Set(said.slice(2))).toEqual(new Set(['suspect spike']));
  });

  test('nor by a second reading that finds the water higher; near to one it is', async () => {
    const said = await judged([0.62, 0.62, 0.62, 3.7, 3.8], { 0: 3.4, 2: 3.6 });
    expect(said).toEqual([
      'pass',
      'pass by-person',
      'suspect spike',
      'suspect spike',
      'pass by-person',
      'pass',
      'pass',
    ]);
  });

  test('a sensor that jumps up to where a person has read is believed at once', async () => {
    expect(await judged([0.62, 3.3], { 0: 3.4 })).toEqual(['pass', 'pass by-person', 'pass']);
    expect(await judged([0.62, 3.3], {})).toEqual(['pass', 'suspect rate-of-change']);
  });

  test('but no further than that: from the sensor up to what a person read is no rise that another may follow', async () => {
    // A jammed sensor, a person, and a false value of the sensor far above both.
    expect((await judged([0.62, 8.9], { 0: 3.4 })).at(-1)).toBe('suspect rate-of-change');
    expect((await judged([0.62, 7], { 0: 3.4 })).at(-1)).toBe('suspect rate-of-change');
    // Nor is it one from a figure too low up to the sensor.
    expect((await judged([0.62, 0.62, 8], { 0: -1.9 })).at(-1)).toBe('suspect rate-of-change');
  });

  test('who reads three times beside a jammed sensor does not make it restless: freed, it is believed', async () => {
    const said = await judged([0.62, 0.62, 0.62, 0.62, 3.7], { 0: 3.4, 1: 3.5, 2: 3.6, 3: 3.6 });
    expect(said.at(-1)).toBe('pass');
  });

  test('a figure that is too low holds nothing back that the sensor shows', async () => {
    expect(await judged([2.1, 2.2, 2.4, 2.6], { 1: -1.9 })).toEqual([
      'suspect rate-of-change',
      'pass',
      'pass by-person',
      'pass',
      'pass',
    ]);
  });
});

const byPerson = (minute: number): Reading => ({
  station: 'bridge',
  quantity: 'stage',
  observedAt: minute * MINUTE_MS + 1000,
  receivedAt: HOUR_MS,
  value: 3.4,
  revision: 0,
  quality: 'pass',
  tests: ['by-person'],
});

test('a sensor that jams amid a rise is found out whatever a person reads meanwhile', () => {
  const stage = (minute: number, value: number): Reading => ({ ...byPerson(minute), value, tests: [] });
  const values = [
    ...Array.from({ length: 36 }, (_, step) => 0.1 + 0.002 * (step % 2)),
    ...Array.from({ length: 20 }, (_, step) => 0.12 + 0.04 * step),
    ...Array.from({ length: 7 }, () => 0.88),
  ];
  const own = values.map((value, step) => stage(step * 10, value));
  const verdict = (readings: readonly Reading[]) => {
    const observation = stage(values.length * 10, 0.88);
    const context = { station, receivedAt: observation.observedAt, own: readings, neighbours: [] };
    return assessQuality(observation, { ...context, limits: { rise: 1, fall: 1 } });
  };
  const stuck = { quality: 'suspect', tests: ['flat-line'] };
  expect(verdict(own)).toEqual(stuck);
  const read = { ...byPerson(605), value: 0.97 };
  expect(verdict([...own, read].toSorted((a, b) => a.observedAt - b.observedAt))).toEqual(stuck);
});

test('a sensor that was silent for long, or not believed, is held against what a person read until it confirms itself', () => {
  const verdict = (own: readonly Reading[], value: number) => {
    const observation = { ...byPerson(2_000), observedAt: 2_000 * MINUTE_MS, value };
    return assessQuality(observation, { station, receivedAt: observation.observedAt, own, neighbours: [] });
  };
  const read = { ...byPerson(1_990), value: 0.7 };
  const jumped = { quality: 'suspect', tests: ['rate-of-change'] };
  const calm: Reading = { ...read, observedAt: 0, tests: [] };
  expect(verdict([calm, read], 6)).toEqual(jumped);
  expect(verdict([calm, read], 0.8)).toEqual({ quality: 'pass', tests: [] });
  const doubted: Reading = { ...read, observedAt: 1_980 * MINUTE_MS, value: -1, quality: 'suspect', tests: ['spike'] };
  expect(verdict([doubted, read], 6)).toEqual(jumped);
});

test('a silent sensor has its gap also where a person has read', () => {
  const sensor = [0, 10, 40].map((minute) => ({ observedAt: minute * MINUTE_MS, tests: [] }));
  const readings = [...sensor.slice(0, 2), byPerson(20), byPerson(30), ...sensor.slice(2)];
  expect(timeGaps(readings, station, 0, 40 * MINUTE_MS)).toMatchObject([{ missing: 2 }]);
});

test('excluded and put back it counts as it did', () => {
  expect(restored({ value: 3.4, tests: ['excluded', 'by-person'] }, [])).toEqual({
    quality: 'not-evaluated',
    tests: ['by-person'],
  });
  expect(restored({ value: 3.4, tests: ['excluded', 'by-person'] }, [byPerson(0)])).toEqual({
    quality: 'pass',
    tests: ['by-person'],
  });
});
