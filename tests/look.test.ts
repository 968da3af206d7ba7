import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Suppression } from '../src/alert/suppress.ts';
import type { ForecastInputs, ForecastModel } from '../src/forecast/forecast-model.ts';
import { createFirstModel } from '../src/forecast/issue/first-model.ts';
import { MINUTE_MS } from '../src/lib/units.ts';
import { type LookParts, look } from '../src/look.ts';
import type { Reading } from '../src/reading/reading.ts';
import { createRecentReadings } from '../src/reading/recent-readings.ts';
import { createNetwork } from '../src/territory/network.ts';
import { stations } from './support/aude.ts';
import { NOW } from './support/flood-world.ts';
import { memoryStores } from './support/memory-database.ts';
import { stageReading } from './support/stage-reading.ts';

const network = createNetwork(stations);
const gauges = ['carcassonne', 'trebes', 'marseillette'];

function reading(station: string, observedAt: number, value: number): Reading {
  return stageReading(station, observedAt, value);
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

describe('what cannot be looked at', () => {
  /** What is known of these gauges, what the forecasts were made of, and what was told. */
  async function lookedAt(
    asked: readonly string[],
    change: { unreadable?: string; breaksAt?: string; suppressions?: readonly Suppression[] },
  ) {
    const { readings } = memoryStores();
    await readings.append([
      ...gauges.map((each) => reading(each, NOW - 40 * MINUTE_MS, 1)),
      ...gauges.map((each) => reading(each, NOW - 20 * MINUTE_MS, 1.1)),
      ...gauges.map((each): Reading => ({ ...reading(each, NOW - 10 * MINUTE_MS, 7), quality: 'suspect' })),
    ]);
    const held = createRecentReadings(readings, 48);
    const recent: LookParts['recent'] = {
      ...held,
      of: async (series, at) => {
        if (series.station === change.unreadable) throw new Error('a damaged page');
        return held.of(series, at);
      },
    };
    const first = createFirstModel(network);
    const inputs = new Map<string, ForecastInputs>();
    const model: ForecastModel = {
      ...first,
      noiseM: (station) => (station === 'trebes' ? 0.04 : 0),
      forecast(given) {
        inputs.set(given.station, given);
        if (given.station === change.breaksAt) throw new Error('a fault in the forecast');
        return first.forecast(given);
      },
    };
    const told: string[] = [];
    const failed = (place: string, error: unknown) => void told.push(`${place}: ${String(error)}`);
    const parts = { network, recent, model: () => model, failed };
    const known = await look(parts, asked, change.suppressions ?? [], NOW);
    return { known, inputs, told };
  }
  const without = (station: string) => ({
    station: network.stations.get(station),
    recent: [
      expect.objectContaining({ value: 1 }),
      expect.objectContaining({ value: 1.1 }),
      expect.objectContaining({ value: 7 }),
    ],
    forecast: { ok: false, error: { kind: 'failed' } },
    // What is suspect is no sight of the water.
    dataAt: NOW - 20 * MINUTE_MS,
    trembleM: 0.04,
  });

  it('a gauge that is in the files no more is told by name, and the others are looked at', async () => {
    const { known, told } = await lookedAt(['gone', 'trebes'], {});
    expect([...known.keys()]).toEqual(['trebes']);
    expect(told).toEqual([
      expect.stringContaining('gone: Error: an alert stands at gone, which is no longer in stations.yaml'),
    ]);
  });

  it('a gauge whose readings cannot be read is told and left out; forecasts below it are made as where it is silent', async () => {
    const { known, inputs, told } = await lookedAt(gauges, { unreadable: 'carcassonne' });
    expect([...known.keys()]).toEqual(['trebes', 'marseillette']);
    expect([...known.values()].map(({ forecast }) => forecast.ok)).toEqual([true, true]);
    expect(inputs.get('marseillette')?.others.get('carcassonne')).toEqual([]);
    expect(inputs.get('marseillette')?.others.get('trebes')).toHaveLength(2);
    expect(new Set(told)).toEqual(new Set(['carcassonne: Error: a damaged page']));
  });

  it('a forecast that breaks is told, and costs no other gauge anything', async () => {
    const { known, told } = await lookedAt(gauges, { breaksAt: 'trebes' });
    expect([...known.keys()]).toEqual(gauges);
    expect(known.get('trebes')).toEqual(without('trebes'));
    expect(known.get('marseillette')).toMatchObject({ forecast: { ok: true }, trembleM: 0 });
    expect(told).toEqual(['trebes: Error: a fault in the forecast']);
  });

  it.each([
    ['maintenance', 0],
    ['silenced', 2],
  ] as const)('a gauge under %s gives %i readings to forecasts, its own and those below it', async (kind, wanted) => {
    const held = { id: 1, station: 'trebes', kind, from: NOW - MINUTE_MS, until: NOW + MINUTE_MS };
    const { inputs, known } = await lookedAt(gauges, {
      suppressions: [{ ...held, reason: 'Nettoyage', person: 'anne', ended: null }],
    });
    expect(inputs.get('trebes')?.own.length).toBe(wanted);
    expect(inputs.get('marseillette')?.others.get('trebes')?.length).toBe(wanted);
    expect(inputs.get('marseillette')?.own.length).toBe(2);
    // What it shows stays to be seen.
    expect(known.get('trebes')?.recent.length).toBe(3);
  });

  it('a gauge that never said anything has no newest reading', async () => {
    const { known } = await lookedAt(['lagrasse'], { breaksAt: 'lagrasse' });
    expect(known.get('lagrasse')).toMatchObject({ recent: [], dataAt: null });
  });
});
