import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOutline } from '../../../src/config/beside/read-outline.ts';
import { readConfig } from '../../../src/config/load.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const square = [
  [3.02, 43.22],
  [3.06, 43.22],
  [3.06, 43.25],
  [3.02, 43.22],
];
const outline = (geometry: object) => readOutline(JSON.stringify(geometry));
const first = { lat: 43.22, lon: 3.02 };

test('a polygon is read with latitude first, by itself, in a feature, or several of them', () => {
  const ring = [first, { lat: 43.22, lon: 3.06 }, { lat: 43.25, lon: 3.06 }, first];
  const polygon = { type: 'Polygon', coordinates: [square] };
  const several = { type: 'MultiPolygon', coordinates: [[square], [square]] };
  const one = { ok: true, value: { rings: [ring], hasHoles: false } };
  expect(outline(polygon)).toEqual(one);
  expect(outline({ type: 'Feature', properties: {}, geometry: polygon })).toEqual(one);
  expect(outline({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry: polygon }] })).toEqual(one);
  expect(outline({ type: 'GeometryCollection', geometries: [polygon] })).toEqual(one);
  expect(outline(several)).toEqual({ ok: true, value: { rings: [ring, ring], hasHoles: false } });
});

test('a ring that stays open is closed, heights are left out, and no place is told to less than a metre', () => {
  const open = { type: 'Polygon', coordinates: [square.slice(0, 3).map(([lon, lat]) => [lon! + 1e-9, lat, 12])] };
  expect(outline(open)).toMatchObject({ value: { rings: [[first, {}, {}, first]] } });
});

test('a ring is closed only by its first place itself', () => {
  for (const last of [
    [4, 43],
    [3, 44],
  ]) {
    const ring = [[3, 43], [4, 44], last];
    const read = outline({ type: 'Polygon', coordinates: [ring] });
    expect(read).toMatchObject({ value: { rings: [{ length: 4, 0: { lat: 43, lon: 3 }, 3: { lat: 43, lon: 3 } }] } });
  }
});

test('the ends of the Earth are places, and what is beyond is none', () => {
  const ring = (lon: number, lat: number) => ({
    type: 'Polygon',
    coordinates: [
      [
        [3, 43],
        [4, 44],
        [lon, lat],
      ],
    ],
  });
  const corners = [
    [180, 90],
    [-180, -90],
    [180.1, 0],
    [-180.1, 0],
    [0, 90.1],
    [0, -90.1],
  ];
  expect(corners.map(([lon, lat]) => outline(ring(lon!, lat!)).ok)).toEqual([true, true, false, false, false, false]);
});

test('what is wrong is found where it stands, and shown in short', () => {
  const good = { type: 'Feature', geometry: { type: 'Polygon', coordinates: [square] } };
  const found = (value: object) => {
    const read = outline(value);
    return read.ok ? null : read.error.found;
  };
  const wrong = { type: 'Polygon', coordinates: [[...square.slice(0, 2), ['x'.repeat(80), 43], square[3]]] };
  expect(found({ type: 'FeatureCollection', features: [good, { type: 'Feature', geometry: wrong }] })).toBe(
    `features[1].geometry.coordinates[0][2]: ["${'x'.repeat(55)}...`,
  );
  const several = { type: 'MultiPolygon', coordinates: [[square], [[[3, 43]]]] };
  expect(found({ type: 'GeometryCollection', geometries: [several] })).toBe(
    'geometries[0].coordinates[1][0]: [[3,43]]',
  );
  expect(found({ type: 'MultiPolygon', coordinates: [[square], 7] })).toBe('coordinates[1]: 7');
  expect(found({ type: 'Polygon', coordinates: [7] })).toBe('coordinates[0]: 7');
  expect(found({ type: 'Polygon' })).toBe('coordinates: nothing');
});

test('two thousand places are taken', () => {
  const ring = Array.from({ length: 1_999 }, (_, index) => [3 + index / 10_000, 43]);
  expect(outline({ type: 'Polygon', coordinates: [ring] })).toMatchObject({ value: { rings: [{ length: 2_000 }] } });
  expect(outline({ type: 'Polygon', coordinates: [[...ring, [4, 43]]] }).ok).toBe(false);
});

test('a hole is known to be one', () => {
  expect(outline({ type: 'MultiPolygon', coordinates: [[square, square], [square]] })).toMatchObject({
    value: { hasHoles: true },
  });
  expect(outline({ type: 'Polygon', coordinates: [square, square] })).toMatchObject({
    value: { rings: [{ length: 4 }], hasHoles: true },
  });
});

const many = Array.from({ length: 2_001 }, (_, index) => [3 + index / 10_000, 43]);
test.each([
  ['{"type":', 'GeoJSON'],
  ['{"type":"Point","coordinates":[3,43]}', 'a Polygon or MultiPolygon'],
  ['{"type":"Polygon","coordinates":[[[700000,6230000],[3,43],[3,44]]]}', 'not metres'],
  ['{"type":"Polygon","coordinates":[[["3",43],[3,43],[3,44]]]}', 'coordinates[0][0]: ["3",43]'],
  ['{"type":"Polygon","coordinates":[]}', 'the rings of a polygon'],
  ['{"type":"MultiPolygon","coordinates":7}', 'the rings of a polygon'],
  ['{"type":"Polygon","coordinates":[[[3,43],[3,44],[3,43]]]}', 'three places at least'],
  [JSON.stringify({ type: 'Polygon', coordinates: [many] }), 'simplify the outline'],
  ['null', 'no polygon'],
])('%.60s is refused, and said why', (text, why) => {
  const read = readOutline(text);
  expect(read.ok ? '' : `${read.error.found}; ${read.error.allowed}`).toContain(why);
});

test('a town reads its outline; holes, and an area far from its gauges, deserve a second look', () => {
  const folder = mkdtempSync(join(tempFolder('areas'), 'config-'));
  cpSync('tests/fixtures/good-config', folder, { recursive: true });
  const file = join(folder, 'communes.yaml');
  const plain = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    plain.replace(
      '    name: Town\n',
      '    name: Town\n    codes: [{ scheme: INSEE, value: "11106" }]\n    area: { file: town.geojson }\n',
    ),
  );
  const stations = join(folder, 'stations.yaml');
  writeFileSync(
    stations,
    readFileSync(stations, 'utf8').replace('  - id: lower\n', '  - id: lower\n    position: { lat: 43.2, lon: 3 }\n'),
  );
  const write = (place: (at: number[]) => number[]) => {
    const ring = square.map(place);
    writeFileSync(join(folder, 'town.geojson'), JSON.stringify({ type: 'Polygon', coordinates: [ring, ring] }));
  };
  const read = () => {
    const config = readConfig(folder, {});
    if (!config.ok) throw new Error(JSON.stringify(config.error));
    return config.value;
  };
  write((at) => at);
  const { config, warnings } = read();
  expect(config.communes.get('town')).toMatchObject({
    codes: [{ scheme: 'INSEE', value: '11106' }],
    area: { rings: [[first, {}, {}, first]] },
  });
  expect(warnings.filter((each) => each.includes('communes.yaml, area'))).toEqual([
    'the outline of town has holes, which CAP cannot say: they count as part of the area (communes.yaml, area)',
  ]);
  write(([lon, lat]) => [lat!, lon!]);
  expect(read().warnings).toContainEqual(
    expect.stringMatching(/^the area of town lies \d{4} km from its gauges \(communes\.yaml, area\)$/),
  );
});
