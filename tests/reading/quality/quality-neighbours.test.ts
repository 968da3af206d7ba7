import { expect, test } from 'vitest';
import { qualityNeighbours } from '../../../src/reading/quality/quality-neighbours.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { stationNamed } from '../../support/station-named.ts';

test('the two nearest gauges of a stage above and below are asked, and no rain gauge', () => {
  const network = createNetwork([
    stationNamed('spring'),
    stationNamed('gorge', { upstream: ['spring'] }),
    stationNamed('rain', { quantity: 'rain' }),
    stationNamed('mill', { upstream: ['gorge', 'rain'] }),
    stationNamed('bridge', { upstream: ['mill'] }),
    stationNamed('quay', { upstream: ['bridge'] }),
    stationNamed('port', { upstream: ['quay'] }),
    stationNamed('mouth', { upstream: ['port'] }),
  ]);
  const asked = qualityNeighbours(network, 'bridge').map(({ id, side }) => `${id} ${side}`);
  expect(asked).toEqual(['mill upstream', 'gorge upstream', 'quay downstream', 'port downstream']);
  expect(qualityNeighbours(network, 'mouth').map(({ id }) => id)).toEqual(['port', 'quay']);
});
