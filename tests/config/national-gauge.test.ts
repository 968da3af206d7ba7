import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatConfigErrors } from '../../src/config/config-error.ts';
import { loadConfig } from '../../src/config/load.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('national');
cpSync(join(import.meta.dirname, '../fixtures/good-config'), folder, { recursive: true });
writeFileSync(
  join(folder, 'stations.yaml'),
  `defaults: { river: Wear }
stations:
  - { id: french, name: F, bankfullRiseM: 2, source: { hubeau: { code: Y161205001 } } }
  - { id: english, name: E, bankfullRiseM: 2, delayMin: 30, attribution: Ours, source: { environmentAgency: { measure: 690140-level-stage-i-15_min-m } } }
  - { id: lower, name: Lower gauge, upstream: [french, english], bankfullRiseM: 2.5 }
`,
);
writeFileSync(
  join(folder, 'amont.yaml'),
  'instance: { name: Test, kind: demonstration }\nhubeau: { url: http://127.0.0.1:9/hydrometrie }\n',
);

test('a station that names a national gauge is late and shows its owner, unless it says otherwise', () => {
  const loaded = loadConfig(folder, {});
  if (!loaded.ok) throw new Error(formatConfigErrors(loaded.error));
  const { national, network } = loaded.value;
  expect(national).toEqual({
    gauges: new Map<string, unknown>([
      ['french', { service: 'hubeau', code: 'Y161205001' }],
      ['english', { service: 'environment-agency', measure: '690140-level-stage-i-15_min-m' }],
    ]),
    hubeauUrl: 'http://127.0.0.1:9/hydrometrie',
    environmentAgencyUrl: null,
  });
  expect([...network.stations.values()].map(({ delayMin, attribution }) => [delayMin, attribution])).toEqual([
    [75, expect.stringContaining('Licence Ouverte 2.0')],
    [30, 'Ours'],
    [0, null],
  ]);
});
