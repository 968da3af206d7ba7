import { expect, test } from 'vitest';
import { ofNamesakes } from '../../../src/config/check/namesakes.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { communes } from '../../support/aude.ts';
import { stationNamed } from '../../support/station-named.ts';

const [first, second] = communes;
const called = (...names: [string, string]) => {
  const both = [
    { ...first!, name: names[0] },
    { ...second!, name: names[1] },
  ];
  return new Map(both.map((each) => [each.id, each]));
};
const gauges = (...names: [string, string]) =>
  createNetwork(names.map((name, index) => stationNamed(`gauge-${index}`, { name, upstream: [] })));

test('two communes of one name, and two gauges, are told with their ids', () => {
  const told = ofNamesakes({
    communes: called('Saint-Hilaire', 'Saint-hilaire'),
    network: gauges('L’Orb à Béziers', 'L’Orb à Béziers'),
  });
  expect(told).toEqual([
    expect.stringContaining(`${first!.id} and ${second!.id} (Saint-Hilaire)`),
    expect.stringContaining('gauge-0 and gauge-1 (L’Orb à Béziers)'),
  ]);
});

test('nothing is told of what is told apart', () => {
  const apart = called('Saint-Hilaire (Aude)', 'Saint-Hilaire (Gard)');
  expect(ofNamesakes({ communes: apart, network: gauges('Pont', 'Moulin') })).toEqual([]);
});
