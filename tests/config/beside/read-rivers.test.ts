import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCourses } from '../../../src/config/beside/read-courses.ts';
import { readConfig } from '../../../src/config/load.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const bend = [
  [3, 43, 12],
  [3.01, 43.01, 11],
  [3.02, 43, 10],
];
const courses = (geometry: object) => {
  const read = readCourses(JSON.stringify(geometry));
  if (!read.ok) throw new Error(`${read.error.found}; ${read.error.allowed}`);
  return read.value.lines.map(({ points }) => points.map(({ lat, lon }) => [lon, lat]));
};
const flat = bend.map(([lon, lat]) => [lon, lat]);

test('lines are read by themselves, in features, or several of them; what is no line is passed over', () => {
  const line = { type: 'LineString', coordinates: bend };
  const feature = { type: 'Feature', properties: { CdOH: 'Y1---0' }, geometry: line };
  const lake = { type: 'Feature', properties: null, geometry: { type: 'Polygon', coordinates: [] } };
  const nowhere = { type: 'Feature', properties: null, geometry: null };
  expect(courses(line)).toEqual([flat]);
  expect(courses({ type: 'MultiLineString', coordinates: [bend, bend] })).toEqual([flat, flat]);
  expect(courses({ type: 'FeatureCollection', features: [lake, feature, nowhere] })).toEqual([flat]);
});

test('a mark of byte order and lines as Windows ends them are no fault', () => {
  const text = `\uFEFF${JSON.stringify({ type: 'LineString', coordinates: bend }, null, 1).replaceAll('\n', '\r\n')}`;
  expect(readCourses(text)).toMatchObject({ ok: true, value: { lines: [{ points: [{}, {}, {}] }] } });
});

test('what no map shows is left out: a bend of two metres, not one of ten', () => {
  const off = (metres: number) => [
    [3, 43],
    [3.01, 43 + metres / 111_200],
    [3.02, 43],
  ];
  const kept = (metres: number) => courses({ type: 'LineString', coordinates: off(metres) })[0];
  expect([kept(2), kept(10)].map((line) => line?.length)).toEqual([2, 3]);
});

test('a line or feature without a place, as surveys hold them, is passed over and counted', () => {
  const empties = [{ type: 'LineString', coordinates: [] }, { type: 'MultiLineString', coordinates: [] }, null].map(
    (geometry) => ({ type: 'Feature', properties: null, geometry }),
  );
  const broken = {
    type: 'Feature',
    properties: null,
    geometry: { type: 'MultiLineString', coordinates: [[], bend, []] },
  };
  const text = JSON.stringify({ type: 'FeatureCollection', features: [...empties, broken] });
  expect(readCourses(text)).toMatchObject({ ok: true, value: { lines: [{}], empty: 5 } });
  const read = town(text);
  expect(read.ok && read.value.warnings.find((each) => each.includes('without a place'))).toBe(
    'the file of rivers has 5 lines or features without a place, which are passed over (stations.yaml, rivers)',
  );
});

test('a river in pieces is one line, through confluences too', () => {
  const pieces = [
    bend.slice(1),
    bend.slice(0, 2),
    [
      [3.01, 43.01],
      [3.01, 43.02],
    ],
  ];
  expect(courses({ type: 'MultiLineString', coordinates: pieces })).toHaveLength(2);
});

const many = Array.from({ length: 300_001 }, (_, index) => [3 + index / 1e6, 43]);
test.each([
  ['{"type":', 'GeoJSON'],
  ['{"type":"Point","coordinates":[3,43]}', 'a LineString or MultiLineString'],
  ['{"type":"LineString","coordinates":[[3,43],["3",43]]}', 'coordinates[1]: ["3",43]'],
  ['{"type":"LineString","coordinates":[[43.2,3],[700000,6230000]]}', 'not metres'],
  ['{"type":"LineString","coordinates":[[3,43]]}', 'a line of two places at least'],
  ['{"type":"MultiLineString","coordinates":7}', 'a list of places'],
  [JSON.stringify({ type: 'LineString', coordinates: many }), '300001 points; 300000 points at most'],
  ['null', 'no line'],
])('%.60s is refused, and said why', (text, why) => {
  const read = readCourses(text);
  expect(read.ok ? '' : `${read.error.found}; ${read.error.allowed}`).toContain(why);
});

/** A town with rivers, of which `lower` stands at 43° N. */
function town(file: string) {
  const folder = mkdtempSync(join(tempFolder('rivers'), 'config-'));
  cpSync('tests/fixtures/good-config', folder, { recursive: true });
  const stations = join(folder, 'stations.yaml');
  const plain = readFileSync(stations, 'utf8').replace(
    '  - id: lower\n',
    '  - id: lower\n    position: { lat: 43.2, lon: 3 }\n',
  );
  writeFileSync(stations, `rivers: { file: rivers.geojson, attribution: "IGN, BD TOPAGE" }\n${plain}`);
  writeFileSync(join(folder, 'rivers.geojson'), file);
  return readConfig(folder, {});
}

test('a town reads its rivers and whose they are; a file of another region deserves a second look', () => {
  const at = (lat: number) =>
    JSON.stringify({
      type: 'LineString',
      coordinates: [
        [2.9, lat],
        [3.1, lat],
      ],
    });
  const here = town(at(43.2));
  const elsewhere = town(at(48));
  if (!here.ok || !elsewhere.ok) throw new Error(JSON.stringify([here, elsewhere]));
  expect(here.value.config.rivers).toMatchObject({ attribution: 'IGN, BD TOPAGE', lines: [{ points: [{}, {}] }] });
  expect([...here.value.config.rivers!.gauges]).toEqual(['lower']);
  const told = (read: typeof here) => read.value.warnings.filter((each) => each.includes('stations.yaml, rivers'));
  expect([told(here), told(elsewhere)]).toEqual([
    [],
    ['no gauge stands within 500 m of a river of the file: see that it is of this region (stations.yaml, rivers)'],
  ]);
});

test('a file that is too large to be read is refused by its size', () => {
  const read = town(' '.repeat(30_000_001));
  expect(read.ok ? [] : read.error).toMatchObject([
    {
      file: 'stations.yaml',
      path: 'rivers.file',
      found: 'rivers.geojson, 30 MB',
      allowed: expect.stringMatching(/^30 MB at most/),
    },
  ]);
});
