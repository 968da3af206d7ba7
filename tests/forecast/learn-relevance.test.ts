import { expect, it } from 'vitest';
import { fitNetwork, type PriorLesson } from '../../src/forecast/fit-network.ts';
import { createRiverRecord, rowsOfRiver, scalesUntil } from '../../src/forecast/river-record.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import { syntheticRiver } from '../support/synthetic-river.ts';

const until = 60 * DAY_MS;
const river = syntheticRiver(until);
const record = createRiverRecord(river.stations, river.series, scalesUntil(river.stations, river.series, until));

/** Two other rivers that saw what this one saw: as much came of it there, told so many times as fast, or nothing at all. */
function prior(): PriorLesson[] {
  return rowsOfRiver(record, () => ({ until, quietThinning: 6, weight: 1 })).flatMap(({ station, rows }) => {
    const gauge = { station: null, name: station, river: 'other' };
    return [
      { river: 'alike', gauge, pace: 1, rows },
      { river: 'unlike', gauge, pace: 2, rows: { ...rows, rises: rows.rises.map(() => 0) } },
    ];
  });
}

it('a river on which the same came of the same counts more than one on which it did not, and so does the own past', () => {
  const { pooled } = fitNetwork(record, prior(), until);
  const [own, , ...others] = pooled!.relevance.get('town')!;
  const { paces } = pooled!.origins;
  const [alike, unlike] = [1, 2].map((pace) => others[paces.indexOf(pace)]!);
  expect(alike).toBeGreaterThan(1.5 * unlike!);
  expect(own).toBeGreaterThan(1.5 * unlike!);
}, 60_000);
