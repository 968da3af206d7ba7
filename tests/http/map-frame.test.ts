import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  frameOf,
  frameQuery,
  isIn,
  type MapFrame,
  meets,
  placeIn,
  readFrame,
  scaled,
  within,
} from '../../src/http/views/map/map-frame.ts';
import { placeOf } from '../../src/http/views/map/placed-commune.ts';

const place = fc.record({
  lat: fc.double({ min: -70, max: 70, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});
const frame = fc
  .tuple(place, fc.double({ min: 4, max: 500, noNaN: true }))
  .map(([middle, kmWide]) => ({ ...middle, kmWide, kmHigh: (kmWide * 5) / 6 }));

test('an address that a frame makes is read as that frame, to some metres', () => {
  fc.assert(
    fc.property(frame, (asked) => {
      const query = new URLSearchParams(frameQuery(asked));
      const read = readFrame(query.get('at')!, query.get('km')!)!;
      expect(read).not.toBeNull();
      expect(read.lat).toBeCloseTo(asked.lat, 3);
      expect(read.kmWide).toBeCloseTo(asked.kmWide, 0);
      expect(isIn(read, asked)).toBe(true);
    }),
  );
});

test.each([
  ['43.2', '40'],
  ['43.2,2.3,1', '40'],
  [' 43.2,2.3', '40'],
  ['4e1,2', '40'],
  ['86,2', '40'],
  ['43,180.5', '40'],
  ['NaN,2', '40'],
  ['43,2', ''],
  ['43,2', '3.9'],
  ['43,2', '5001'],
  ['43,2', '-40'],
  ['43,2', '0x40'],
])('%s and %s are no frame', (at, km) => {
  expect(readFrame(at, km)).toBeNull();
});

test('where something lies in a frame, and what lies there, are one', () => {
  const inside = fc.double({ min: -0.5, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(frame, inside, inside, (one, east, north) => {
      const back = within(one, placeIn(one, { east, north }));
      expect(back.east).toBeCloseTo(east, 6);
      expect(back.north).toBeCloseTo(north, 6);
    }),
  );
});

test('a closer look never ends below four kilometres, and a wider one holds what it came from', () => {
  fc.assert(
    fc.property(frame, (one) => {
      expect(scaled(one, 0.5).kmWide).toBeGreaterThanOrEqual(4);
      expect(scaled(one, 2).kmWide).toBeCloseTo(2 * one.kmWide);
      expect(scaled(one, 2)).toMatchObject({ lat: one.lat, lon: one.lon });
    }),
  );
});

test('a frame holds all that it is made of, across the date line too', () => {
  const near = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(place, fc.array(fc.tuple(near, near), { minLength: 1, maxLength: 30 }), (middle, steps) => {
      const wrapped = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180;
      const places = steps.map(([north, east]) => ({ lat: middle.lat + north, lon: wrapped(middle.lon + east) }));
      const around = frameOf(places)!;
      expect(places.every((each) => isIn(around, each))).toBe(true);
      expect(around.kmHigh / around.kmWide).toBeLessThanOrEqual(5 / 6 + 1e-9);
    }),
  );
  expect(frameOf([])).toBeNull();
});

test('an address names a frame to ten metres and a tenth of a kilometre, as far as maps go', () => {
  expect(frameQuery({ lat: 43.23456, lon: 2.34564, kmWide: 40.06, kmHigh: 30 })).toBe('?at=43.2346,2.3456&km=40.1');
  expect(readFrame('43.2,2.35', '40')).toEqual({ lat: 43.2, lon: 2.35, kmWide: 40, kmHigh: expect.closeTo(33.33) });
  expect([readFrame('85,180', '5000'), readFrame('-85,-180', '4')]).not.toContain(null);
});

/** A hundred kilometres wide and half as high, at the equator. */
const hundred: MapFrame = { lat: 0, lon: 0, kmWide: 100, kmHigh: 50 };
const at = (east: number, north: number) => placeIn(hundred, { east, north });

test.each([
  [0.4, -0.4, true],
  [0.6, 0, false],
  [-0.6, 0, false],
  [0, 0.6, false],
  [0, -0.6, false],
])('at %d to the east and %d to the north something is in a frame: %s', (east, north, isInside) => {
  expect(isIn(hundred, at(east, north))).toBe(isInside);
});

test.each([
  ['within', at(-0.1, -0.1), at(0.1, 0.1), true],
  ['from one side to the other', at(-2, -2), at(2, 2), true],
  ['over an edge', at(0.4, 0), at(2, 0), true],
  ['to the east', at(0.6, -1), at(2, 1), false],
  ['to the west', at(-2, 1), at(-0.6, -1), false],
  ['to the north', at(-1, 2), at(1, 0.6), false],
  ['to the south', at(1, -0.6), at(-1, -2), false],
])('a line %s meets a frame', (_, from, to, isMet) => {
  expect([meets(hundred, [from, to]), meets(hundred, [to, from])]).toEqual([isMet, isMet]);
});

test('a frame is as wide as its places lie apart on the ground, and a look around it keeps its form', () => {
  const wide = (lat: number) =>
    frameOf([
      { lat, lon: 2 },
      { lat, lon: 3 },
    ]);
  expect(wide(0)).toMatchObject({ lat: 0, lon: 2.5, kmWide: expect.closeTo(129, 0), kmHigh: expect.closeTo(58, 0) });
  expect(wide(60)?.kmWide).toBeCloseTo(64.5, 0);
  expect(scaled(hundred, 2)).toMatchObject({ kmWide: 200, kmHigh: expect.closeTo(166.7, 1) });
  expect([
    placeIn({ ...hundred, lat: 85 }, { east: 0, north: 1 }).lat,
    placeIn({ ...hundred, lat: -85 }, { east: 0, north: -1 }).lat,
  ]).toEqual([85, -85]);
});

test('a commune stands in the middle of its outline or circle, else at its first gauge that has a position', () => {
  const [b, c] = [
    { lat: 43, lon: 2 },
    { lat: 44, lon: 3 },
  ];
  const positions = new Map(Object.entries({ b, c }));
  const marks = { prepare: 1, act: 2, danger: 3 };
  const watches = ['a', 'b', 'c'].map((station) => ({ station, marks }));
  const standing = (area: Parameters<typeof placeOf>[0]['area'], from = 0) =>
    placeOf({ area, watches: watches.slice(from) }, (station) => positions.get(station) ?? null);
  expect([standing(null), standing(null, 2)]).toEqual([b, c]);
  expect(placeOf({ area: null, watches: watches.slice(0, 1) }, () => null)).toBeNull();
  expect(standing({ circle: { lat: 45, lon: 4, radiusKm: 5 } })).toMatchObject({ lat: 45, lon: 4 });
  const ring = [
    { lat: 40, lon: 1 },
    { lat: 42, lon: 1 },
    { lat: 42, lon: 5 },
    { lat: 40, lon: 1 },
  ];
  expect(standing({ rings: [ring] })).toEqual({ lat: 41, lon: 3 });
});
