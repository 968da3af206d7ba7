import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../../src/verification/io/read-dataset.ts';
import { tempFolder } from '../support/temp-folder.ts';

const yaml = `name: test
stations:
  - id: up
    file: up.csv
    quantity: stage
    stepMin: 10
    bankfullRiseM: 2.0
  - id: town
    file: town.csv
    quantity: stage
    stepMin: 10
    upstream: [up]
    rain: [rain]
    bankfullRiseM: 2.5   # rough
    marks: {act: 1.5, danger: 2}
rain:
  - id: rain
    file: rain.csv
    stepMin: 60
`;
const csv = 'time,level_m\n2020-01-01T00:00:00Z,0.5\n2020-01-01T00:10:00Z,0.6\n';

const root = tempFolder('dataset');
let made = 0;

function folderWith(files: Record<string, string>): string {
  const folder = join(root, String(made++));
  mkdirSync(folder);
  const all = { 'dataset.yaml': yaml, 'up.csv': csv, 'town.csv': csv, 'rain.csv': csv.replace('level_m', 'rain_mm') };
  for (const [name, text] of Object.entries({ ...all, ...files })) writeFileSync(join(folder, name), text);
  return folder;
}

describe('reading a dataset', () => {
  it('gives stations, marks, the tree with its rain gauges, and the values', () => {
    const read = readDataset(folderWith({}));
    if (!read.ok) throw new Error(read.error.reason);
    expect(read.value.stations.map(({ id, quantity }) => [id, quantity])).toEqual([
      ['up', 'stage'],
      ['town', 'stage'],
      ['rain', 'rain'],
    ]);
    expect(read.value.network.upstreamOf('town')).toEqual(['up', 'rain']);
    expect(read.value.stations[1]!.marks).toEqual({ act: 1.5, danger: 2 });
    expect([...read.value.series.get('town')!.values]).toEqual([0.5, 0.6]);
  });

  const faults: [string, Record<string, string>, string, number, RegExp][] = [
    [
      'a value that is no number',
      { 'town.csv': `${csv}2020-01-01T00:20:00Z,n/a\n` },
      'town.csv',
      4,
      /"n\/a" is no number/,
    ],
    ['a time without its offset', { 'up.csv': `${csv}2020-01-01T00:20:00,1\n` }, 'up.csv', 4, /ISO 8601/],
    ['rows out of order', { 'up.csv': `${csv}2020-01-01T00:00:00Z,1\n` }, 'up.csv', 4, /sorted/],
    ['a moment that stands twice', { 'up.csv': `${csv}${csv.trim().split('\n').at(-1)}\n` }, 'up.csv', 4, /twice/],
    ['a decimal comma', { 'up.csv': `${csv}2020-01-01T00:20:00Z,1,5\n` }, 'up.csv', 4, /3 values below 2 columns/],
    ['a hexadecimal value', { 'up.csv': `${csv}2020-01-01T00:20:00Z,0x10\n` }, 'up.csv', 4, /"0x10" is no number/],
    ['a day that is not', { 'up.csv': `${csv}2020-02-30T00:00:00Z,1\n` }, 'up.csv', 4, /"2020-02-30/],
    [
      'what is no gzip',
      { 'dataset.yaml': yaml.replace('up.csv', 'up.csv.gz'), 'up.csv.gz': csv },
      'up.csv.gz',
      1,
      /no gzip/,
    ],
    [
      'a mark in words',
      { 'dataset.yaml': yaml.replace('act: 1.5', 'act: high') },
      'dataset.yaml',
      8,
      /`act` .* "high"/,
    ],
    ['an empty mark', { 'dataset.yaml': yaml.replace('act: 1.5', 'act:') }, 'dataset.yaml', 8, /`act` .* null/],
    [
      'a neighbour without a list',
      { 'dataset.yaml': yaml.replace('[up]', 'up') },
      'dataset.yaml',
      8,
      /`upstream` is a list/,
    ],
    ['an id with a comma', { 'dataset.yaml': yaml.replace('id: town', 'id: "a,b"') }, 'dataset.yaml', 8, /`id`/],
    ['no station', { 'dataset.yaml': 'stations: []\n' }, 'dataset.yaml', 1, /one at least/],
    [
      'a flow where a stage is said to be',
      { 'up.csv': 'time,discharge_m3s\n' },
      'up.csv',
      1,
      /header of a stage is time,level_m/,
    ],
    ['another header', { 'up.csv': 'when,what\n' }, 'up.csv', 1, /header/],
    ['an unknown neighbour', { 'dataset.yaml': yaml.replace('[up]', '[upp]') }, 'dataset.yaml', 8, /"upp"/],
    ['no scale', { 'dataset.yaml': yaml.replace('    bankfullRiseM: 2.0\n', '') }, 'dataset.yaml', 3, /bankfullRiseM/],
    [
      'water in a circle',
      { 'dataset.yaml': yaml.replace('    stepMin: 10\n', '    stepMin: 10\n    upstream: [town]\n') },
      'dataset.yaml',
      3,
      /circle/,
    ],
    ['no YAML', { 'dataset.yaml': 'stations: [' }, 'dataset.yaml', 1, /./],
  ];
  it.each(faults)('names file, line and reason of %s', (_, files, file, line, reason) => {
    const folder = folderWith(files);
    const read = readDataset(folder);
    if (read.ok) throw new Error('it should be refused');
    expect(read.error).toMatchObject({ file: join(folder, file), line });
    expect(read.error.reason).toMatch(reason);
  });
});
