import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/units.ts';
import type { Hindcast } from '../../src/verification/backtest/hindcast.ts';
import { hindcastKey, readHindcast, writeHindcast } from '../../src/verification/io/hindcast-file.ts';
import { syntheticRiver } from '../support/synthetic-river.ts';
import { tempFolder } from '../support/temp-folder.ts';

const river = syntheticRiver(3 * DAY_MS);
const key = hindcastKey(river, ['asked']);
const hindcast: Hindcast = {
  station: 'town',
  marksM: [1.5],
  leadTimesH: [3],
  fitUntil: 0,
  fittedAt: [0],
  issuedAt: Float64Array.of(1, 2),
  stageM: Float64Array.of(0.5, 0.6),
  observedAt: Float64Array.of(1, 2),
  dataAt: Float64Array.of(1, 2),
  trembleM: Float64Array.of(0, 0),
  chances: [Float32Array.of(0.1, 0.2)],
};

it('a hindcast is kept for the readings that it was made from, here and upstream, and for no others', () => {
  const file = join(tempFolder('hindcast'), 'kept.bin');
  writeHindcast(file, key, hindcast);
  expect(readHindcast(file, hindcastKey(syntheticRiver(3 * DAY_MS), ['asked']))).toEqual(hindcast);
  expect(readHindcast(file, hindcastKey(river, ['asked otherwise']))).toBeNull();
  const up = river.series.get('up')!;
  const values = up.values.slice();
  values[7]! += 0.001;
  const corrected = { ...river, series: new Map(river.series).set('up', { times: up.times, values }) };
  expect(readHindcast(file, hindcastKey(corrected, ['asked']))).toBeNull();
});

it('one that a disk spoiled is made again', () => {
  const file = join(tempFolder('hindcast'), 'kept.bin');
  writeHindcast(file, key, hindcast);
  writeFileSync(file, readFileSync(file).subarray(0, 50));
  expect(readHindcast(file, key)).toBeNull();
});
