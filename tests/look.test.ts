import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { ForecastInputs, ForecastModel } from '../src/forecast/forecast-model.ts';
import { createFirstModel } from '../src/forecast/issue/first-model.ts';
import { MINUTE_MS } from '../src/lib/units.ts';
import { look } from '../src/look.ts';
import type { Reading } from '../src/reading/reading.ts';
import { createRecentReadings } from '../src/reading/recent-readings.ts';
import { createNetwork } from '../src/territory/network.ts';
import { stations } from './support/aude.ts';
import { NOW } from './support/flood-world.ts';
import { memoryStores } from './support/memory-database.ts';

const network = createNetwork(stations);
const gauges = ['carcassonne', 'trebes', 'marseillette'];

function reading(station: string, observedAt: number, value: number): Reading {
  return {
    station,
    quantity: 'stage',
    observedAt,
    receivedAt: observedAt,
    value,
    revision: 0,
    quality: 'pass',
    tests: [],
  };
}

/** What is looked at where something happens whenever a forecast is made. */
async function looked(during: (inputs: ForecastInputs, add: (reading: Reading) => void) => void) {
  const { readings } = memoryStores();
  await readings.append(gauges.map((each) => reading(each, NOW - 20 * MINUTE_MS, 1)));
  const recent = createRecentReadings(readings, 48);
  const first = createFirstModel(network);
  const model: ForecastModel = {
    ...first,
    forecast(inputs) {
      during(inputs, (each) => recent.add(each, NOW));
      return first.forecast(inputs);
    },
  };
  const failed = (_: string, error: unknown) => {
    throw error;
  };
  return look({ network, recent, model: () => model, failed }, gauges, [], NOW);
}

it('lets others have their turn before each forecast of a round', async () => {
  let turn = 0;
  let isOver = false;
  const others = (async () => {
    for (; !isOver; turn++) await setImmediate();
  })();
  const forecastIn: number[] = [];
  await looked(() => void forecastIn.push(turn));
  isOver = true;
  await others;
  expect(new Set(forecastIn).size).toBe(gauges.length);
});

it('knows nothing of a reading that comes while the forecasts of the round are made', async () => {
  const seen: ForecastInputs[] = [];
  const known = await looked((inputs, add) => {
    seen.push(inputs);
    if (seen.length === 1) for (const each of gauges) add(reading(each, NOW, 4));
  });
  expect(seen.map(({ station }) => station)).toEqual(gauges);
  for (const { own, others } of seen) {
    expect([...own, ...[...others.values()].flat()].map(({ value }) => value)).not.toContain(4);
  }
  for (const { recent } of known.values()) expect(recent.map(({ value }) => value)).toEqual([1]);
});
