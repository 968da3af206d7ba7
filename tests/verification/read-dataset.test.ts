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

  type Fault = [string, Record<string, string>, string, number, RegExp];
  const faults: Fault[] = [
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
    ['letters of two bytes', { 'up.csv': csv.split('').join('\0') }, 'up.csv', 1, /no text in UTF-8/],
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
      15,
      /marks\.act: found "high"; allowed: a number of metres/,
    ],
    ...['.nan', '-.inf'].map(
      (none): Fault => [
        `a mark that is ${none}`,
        { 'dataset.yaml': yaml.replace('act: 1.5', `act: ${none}`) },
        'dataset.yaml',
        15,
        new RegExp(`marks\\.act: found ${none.replace('.', '\\.')}; allowed: a number of metres`),
      ],
    ),
    [
      'an empty mark',
      { 'dataset.yaml': yaml.replace('act: 1.5', 'act:') },
      'dataset.yaml',
      15,
      /marks\.act: found nothing/,
    ],
    [
      'a neighbour without a list',
      { 'dataset.yaml': yaml.replace('[up]', 'up') },
      'dataset.yaml',
      12,
      /upstream: found "up"; allowed: a list of ids/,
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
    [
      'an unknown neighbour',
      { 'dataset.yaml': yaml.replace('[up]', '[upp]') },
      'dataset.yaml',
      12,
      /"upp".*did you mean up\?/,
    ],
    ['no scale', { 'dataset.yaml': yaml.replace('    bankfullRiseM: 2.0\n', '') }, 'dataset.yaml', 3, /bankfullRiseM/],
    [
      'water in a circle',
      { 'dataset.yaml': yaml.replace('    stepMin: 10\n', '    stepMin: 10\n    upstream: [town]\n') },
      'dataset.yaml',
      7,
      /circle/,
    ],
    [
      'an anchor that is nowhere',
      { 'dataset.yaml': yaml.replace('{act: 1.5, danger: 2}', '*usual') },
      'dataset.yaml',
      15,
      /usual/,
    ],
    [
      'an id that stands twice',
      { 'dataset.yaml': yaml.replace('id: town', 'id: up').replace('[up]', '[]') },
      'dataset.yaml',
      8,
      /no other station/,
    ],
    ['no YAML', { 'dataset.yaml': 'stations: [' }, 'dataset.yaml', 1, /./],
  ];
  const slips: [string, string, string, number, string][] = [
    ['upstream', 'upstream: [up]', 'upsteam: [up]', 12, 'upsteam'],
    ['upstream in the plural, and no list', 'upstream: [up]', 'upstreams: up', 12, 'upstreams'],
    ['upstream by two letters changed round', 'upstream: [up]', 'uptsream: [up]', 12, 'uptsream'],
    ['marks', 'marks: {act', 'mark: {act', 15, 'mark'],
    ['the rain of a station', 'rain: [rain]', 'rains: [rain]', 13, 'rains'],
    ['the rain gauges', 'rain:\n', 'rian:\n', 16, 'rian'],
    ['the step', 'stepMin: 60', 'stepMins: 60', 19, 'stepMins'],
    ['the scale', 'bankfullRiseM: 2.5 ', 'bankfulRiseM: 2.5 ', 14, 'bankfulRiseM'],
  ];
  it.each(slips)('names the line of a key that misses %s, and what is meant', (_, right, wrong, line, key) => {
    const folder = folderWith({ 'dataset.yaml': yaml.replace(right, wrong) });
    const read = readDataset(folder);
    if (read.ok) throw new Error('it should be refused');
    expect(read.error).toMatchObject({ file: join(folder, 'dataset.yaml'), line });
    expect(read.error.reason).toMatch(
      new RegExp(`${key}: found unknown key ${key}; allowed: did you mean ${right.split(':')[0]}\\?`),
    );
  });

  it('lets anything stand beside that is meant for people, also where its name is near a key', () => {
    const plain = folderWith({});
    const remarks = ['owner: DREAL', 'licence: Etalab', 'note: dry', 'remarks: [tide, dam]', 'date: 2020', 'km: 3'];
    const near = ['stream: Aude', 'main: true', 'train: 2010', 'basin: Aude', 'timezone: UTC', 'files: 3', 'site: A1'];
    const top = [...remarks, ...near].map((line) => `${line}\n`).join('');
    const inEach = [...remarks, ...near].map((line) => `    ${line}\n`).join('');
    // The first gauge has neither upstream nor rain nor marks, which these come near.
    const text = top + yaml.replaceAll(/^ {4}file: .*\n/gm, (line) => line + inEach);
    const [read, same] = [readDataset(folderWith({ 'dataset.yaml': text })), readDataset(plain)];
    if (!read.ok || !same.ok) throw new Error(JSON.stringify([read, same]));
    expect(read.value.stations).toEqual(same.value.stations);
    expect(read.value.name).toBe('test');
  });

  it('takes an empty key as one that was not filled in', () => {
    const text = yaml
      .replace(/marks: .*/, 'marks:')
      .replace(', rain: [rain]', '')
      .replace(/rain:\n[^]*/, 'rain:\n');
    const read = readDataset(folderWith({ 'dataset.yaml': text.replace('    rain: [rain]\n', '') }));
    if (!read.ok) throw new Error(read.error.reason);
    expect(read.value.stations.map(({ id, marks }) => [id, marks])).toEqual([
      ['up', {}],
      ['town', {}],
    ]);
  });

  it.each(faults)('names file, line and reason of %s', (_, files, file, line, reason) => {
    const folder = folderWith(files);
    const read = readDataset(folder);
    if (read.ok) throw new Error('it should be refused');
    expect(read.error).toMatchObject({ file: join(folder, file), line });
    expect(read.error.reason).toMatch(reason);
  });
});
