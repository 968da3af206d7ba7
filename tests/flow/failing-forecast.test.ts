import { expect, test, vi } from 'vitest';
import type * as FirstModel from '../../src/forecast/issue/first-model.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { playRiver } from '../support/play-river.ts';
import { END, floodStations, marks, passes, START, syntheticFlood } from '../support/synthetic-flood.ts';

vi.mock('../../src/forecast/issue/first-model.ts', async (original) => {
  const { createFirstModel } = await original<typeof FirstModel>();
  return {
    createFirstModel: (...network: Parameters<typeof createFirstModel>) => {
      const model = createFirstModel(...network);
      const forecast = (inputs: Parameters<typeof model.forecast>[0]) => {
        if (inputs.station === 'town') throw new Error('a fault in the forecast');
        return model.forecast(inputs);
      };
      return { ...model, forecast };
    },
  };
});

test('a forecast that breaks costs the forecast: the water above a mark is told all the same', async () => {
  const { events } = await playRiver({
    stations: floodStations,
    town: { station: 'town', marks },
    sent: syntheticFlood(),
    from: START,
    to: Math.min(END, passes(marks.danger) + 2 * HOUR_MS),
    priorWithout: null,
  });
  const reached = events.filter(({ kind }) => kind === 'raised' || kind === 'escalated');
  expect(reached.map(({ level }) => level)).toEqual(['prepare', 'act', 'danger']);
  const passedAt = [marks.prepare, marks.act, marks.danger].map(passes);
  for (const [index, { at }] of reached.entries()) {
    expect(at).toBeGreaterThanOrEqual(passedAt[index]!);
    expect(at).toBeLessThan(passedAt[index]! + HOUR_MS / 2);
  }
});
