import { expect, test } from 'vitest';
import { ofRiver } from '../../../src/config/check/river-warnings.ts';
import type { NationalGauge } from '../../../src/reading/national/national-gauge.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { coursan } from '../../support/notices.ts';
import { station } from '../../support/synthetic-river.ts';

/** One commune that watches the bridge, where the bed is full two metres up. */
function warned(
  upstream: Record<string, string[]>,
  {
    marks = { prepare: 1.5, act: 2.5, danger: 3.5 },
    gauges = [],
  }: { marks?: Record<'prepare' | 'act' | 'danger', number>; gauges?: [string, NationalGauge][] } = {},
): string[] {
  const stations = Object.entries(upstream).map(([id, above]) => ({ ...station(id, above), bankfullRiseM: 2 }));
  const communes = new Map([['coursan', { ...coursan, id: 'coursan', watches: [{ station: 'bridge', marks }] }]]);
  const national = { gauges: new Map(gauges), hubeauUrl: null, environmentAgencyUrl: null };
  return ofRiver({ communes, network: createNetwork(stations), national });
}

test('a gauge above no watched one is asked about, as where upstream is written the other way round', () => {
  expect(warned({ mill: [], bridge: ['mill'] })).toEqual([]);
  expect(warned({ bridge: ['mill'], mill: ['spring', 'hill'], spring: [], hill: [] })).toEqual([]);
  expect(warned({ mill: ['bridge'], bridge: [] })).toEqual([
    expect.stringContaining('no gauge that a commune watches has mill above it'),
  ]);
});

test('a bankfull rise that the marks contradict by ten times is asked about, either way', () => {
  const said = [
    expect.stringContaining('the bed of bridge is full 2 m above normal water, and prepare and danger lie'),
  ];
  expect(warned({ bridge: [] }, { marks: { prepare: 1.5, act: 5, danger: 21.5 } })).toEqual(said);
  expect(warned({ bridge: [] }, { marks: { prepare: 0.15, act: 0.2, danger: 0.31 } })).toEqual(said);
  expect(warned({ bridge: [] }, { marks: { prepare: 1.5, act: 1.6, danger: 1.65 } })[0]).toContain(
    '0.15 m apart in coursan (a lake or a tide may be so)',
  );
  expect(warned({ bridge: [] }, { marks: { prepare: 1.5, act: 5, danger: 21.5 } })[0]).not.toContain('tide');
  // As at Naegok and at Witton Park.
  expect(warned({ bridge: [] }, { marks: { prepare: 1, act: 5, danger: 12.04 } })).toEqual([]);
  expect(warned({ bridge: [] }, { marks: { prepare: 3.4, act: 3.6, danger: 3.8 } })).toEqual([]);
});

test('one national gauge at two stations is asked about', () => {
  const river = { mill: [], bridge: ['mill'] };
  const hubeau = (code: string): NationalGauge => ({ service: 'hubeau', code });
  const at = (mill: string): [string, NationalGauge][] => [
    ['mill', hubeau(mill)],
    ['bridge', hubeau('Y161205001')],
  ];
  expect(warned(river, { gauges: at('Y161202001') })).toEqual([]);
  expect(warned(river, { gauges: at('Y161205001') })).toEqual([
    expect.stringContaining('one and the same gauge is fetched for mill and bridge'),
  ]);
});
