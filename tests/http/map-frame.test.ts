import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameOf, frameQuery, isIn, placeIn, readFrame, scaled, within } from '../../src/http/views/map-frame.ts';

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
