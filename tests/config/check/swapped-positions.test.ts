import { expect, test } from 'vitest';
import { swappedPositions } from '../../../src/config/check/swapped-positions.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { stationNamed } from '../../support/station-named.ts';

type Position = readonly [lat: number, lon: number] | null;

function swapped(above: Position, below: Position): string[] {
  const placed = (at: Position) => ({ position: at && { lat: at[0], lon: at[1] } });
  const dam = stationNamed('dam', { ...placed(above), upstream: [] });
  const town = stationNamed('town', { ...placed(below), upstream: ['dam'] });
  return swappedPositions(createNetwork([dam, town])).map(({ station, from }) => `${station} ${from}`);
}

test('a gauge far from the one above it, and near it the other way round, has its position swapped', () => {
  expect(swapped([43.2, 2.3], [3.1, 43.3])).toEqual(['town dam']);
  expect(swapped([2.3, 43.2], [43.3, 3.1])).toEqual(['town dam']);
});

test('not one that is near as written, where both ways are alike, nor one far either way, nor without a position', () => {
  expect(swapped([43.2, 2.3], [43.3, 3.1])).toEqual([]);
  expect(swapped([44.9, 45.1], [45, 45.3])).toEqual([]);
  expect(swapped([43.2, 2.3], [60, 25])).toEqual([]);
  expect([swapped(null, [43.3, 3.1]), swapped([43.2, 2.3], null), swapped(null, null)]).toEqual([[], [], []]);
});
