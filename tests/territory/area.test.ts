import { expect, test } from 'vitest';
import { boundsOf, KM_A_DEGREE, kmFrom } from '../../src/territory/area.ts';

test('the box of a circle is wider in degrees the further north it lies', () => {
  const [southWest, northEast] = boundsOf({ circle: { lat: 60, lon: 10, radiusKm: KM_A_DEGREE } });
  expect([southWest.lat, northEast.lat]).toEqual([59, 61]);
  expect(southWest.lon).toBeCloseTo(8, 9);
  expect(northEast.lon).toBeCloseTo(12, 9);
});

test('the box of an outline holds all its rings', () => {
  const ring = (lat: number, lon: number) => [
    { lat, lon },
    { lat: lat + 1, lon },
    { lat, lon: lon + 1 },
    { lat, lon },
  ];
  expect(boundsOf({ rings: [ring(43, 3), ring(-2, 5)] })).toEqual([
    { lat: -2, lon: 3 },
    { lat: 44, lon: 6 },
  ]);
});

test('what lies on both sides of the 180th meridian lies side by side', () => {
  const circle = { lat: 0, lon: 179.5, radiusKm: 1 };
  expect(kmFrom({ lat: 0, lon: -179.5 }, { circle })).toBe(111);
});
