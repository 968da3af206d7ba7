import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameOf } from '../../src/http/views/map/map-frame.ts';
import { projectionOf, roundKm, thinned } from '../../src/http/views/map/projection.ts';
import type { Place } from '../../src/territory/area.ts';

/** The map that holds some places, with room around them. */
const mapOf = (places: readonly Place[]) => projectionOf(frameOf(places)!, 440);
const margin = 20;

/** A basin anywhere on earth where people live, also across the antimeridian. */
const basin = fc
  .tuple(
    fc.double({ min: -70, max: 70, noNaN: true }),
    fc.double({ min: -180, max: 180, noNaN: true }),
    fc.array(fc.tuple(fc.double({ min: -4, max: 4, noNaN: true }), fc.double({ min: -4, max: 4, noNaN: true })), {
      minLength: 1,
      maxLength: 40,
    }),
  )
  .map(([lat, lon, offsets]) => {
    const wrapped = (value: number) => ((((value + 180) % 360) + 360) % 360) - 180;
    return offsets.map(([north, east]) => ({ lat: lat + north, lon: wrapped(lon + east), north, east }));
  });

test('every place of any basin is on the map, east is right of west and north above south', () => {
  fc.assert(
    fc.property(basin, (places) => {
      const { point, height } = mapOf(places);
      const points = places.map(point);
      for (const { x, y } of points) {
        expect(x).toBeGreaterThanOrEqual(margin);
        expect(x).toBeLessThanOrEqual(440 - margin);
        expect(y).toBeGreaterThanOrEqual(0.06 * height);
        expect(y).toBeLessThanOrEqual(0.94 * height);
      }
      for (const [index, place] of places.entries()) {
        for (const [other, { north, east }] of places.entries()) {
          if (east > place.east) expect(points[other]!.x).toBeGreaterThanOrEqual(points[index]!.x);
          if (north > place.north) expect(points[other]!.y).toBeLessThanOrEqual(points[index]!.y);
        }
      }
    }),
  );
});

test('a kilometre is as long to the east as to the north', () => {
  fc.assert(
    fc.property(basin, (places) => {
      const { point, unitsAKm } = mapOf(places);
      const middle = (Math.min(...places.map(({ lat }) => lat)) + Math.max(...places.map(({ lat }) => lat))) / 2;
      const from = { lat: middle, lon: places[0]!.lon };
      const tenKm = 10 / 111.2;
      const north = point(from).y - point({ ...from, lat: middle + tenKm }).y;
      const east = point({ ...from, lon: from.lon + tenKm / Math.cos((middle * Math.PI) / 180) }).x - point(from).x;
      expect(Math.abs(north - 10 * unitsAKm)).toBeLessThan(0.2);
      expect(Math.abs(east - 10 * unitsAKm)).toBeLessThan(0.2);
    }),
  );
});

test('a single gauge stands in the middle, and four kilometres around it are shown', () => {
  const map = mapOf([{ lat: 43, lon: 3 }]);
  expect([map.point({ lat: 43, lon: 3 }), map.height]).toEqual([{ x: 220, y: 99 }, 198]);
  expect(440 / map.unitsAKm).toBeCloseTo(4);
});

test('the height follows the places, so that they fill the map but for its margin, up to what a screen holds', () => {
  const south = { lat: 0, lon: 0 };
  const north = { lat: 0.75, lon: 1 };
  const map = mapOf([south, north]);
  const fills = { x: 440 / 1.16, y: map.height / 1.16 };
  expect(map.point(north).x - map.point(south).x).toBeCloseTo(fills.x, 0);
  expect(map.point(south).y - map.point(north).y).toBeCloseTo(fills.y, 0);
  expect(map.height).toBe(330);
  expect(mapOf([south, { lat: 3, lon: 0.1 }]).height).toBe(367);
  expect(mapOf([south, { lat: 0, lon: 3 }]).height).toBe(198);
});

test('the Fiji islands are not drawn around the world', () => {
  const islands = (...lons: readonly number[]) => mapOf(lons.map((lon) => ({ lat: -17, lon })));
  const { point, unitsAKm } = islands(179.5, -179.5);
  expect(unitsAKm).toBeCloseTo(islands(20, 21).unitsAKm);
  expect([point({ lat: -17, lon: 179.5 }).x, point({ lat: -17, lon: -179.5 }).x]).toEqual([30.3, 409.7]);
});

test.each([
  [6, 100, 10],
  [50, 100, 2],
  [100, 100, 1],
  [0.3, 100, 200],
])('of %d units a kilometre, %d units hold %d round kilometres', (unitsAKm, units, km) => {
  expect(roundKm({ unitsAKm }, units)).toBe(km);
});

test('corners that nobody can tell apart are left out', () => {
  const line = [0, 0.4, 0.9, 1.1, 3].map((x) => ({ x, y: 0 }));
  expect(thinned(line, 1).map(({ x }) => x)).toEqual([0, 1.1, 3]);
});
