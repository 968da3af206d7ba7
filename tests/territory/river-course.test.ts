import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gaugesBeside, riverLine } from '../../src/territory/river-course.ts';

const line = fc.array(
  fc.record({
    lat: fc.double({ min: 43, max: 43.2, noNaN: true }),
    lon: fc.double({ min: 3, max: 3.2, noNaN: true }),
  }),
  { minLength: 2, maxLength: 60 },
);

test('the middle of a bend is needed by drawings finer than it is off', () => {
  const bend = [
    { lat: 0, lon: 0 },
    { lat: 0.001, lon: 1 },
    { lat: 0, lon: 2 },
  ];
  const { points, bounds } = riverLine(bend);
  expect(points.map(({ seenM }) => Math.round(seenM * 10) / 10)).toEqual([Infinity, 111.2, Infinity]);
  expect(bounds).toEqual([
    { lat: 0, lon: 0 },
    { lat: 0.001, lon: 2 },
  ]);
  expect(riverLine(bend, 112).points).toHaveLength(2);
});

test('a place on the straight way between its neighbours is in no drawing, and left out of none unasked', () => {
  const straight = [0, 1, 2].map((lon) => ({ lat: 0, lon }));
  expect(riverLine(straight).points.map(({ seenM }) => seenM)).toEqual([Infinity, 0, Infinity]);
  expect(riverLine(straight, 1).points).toHaveLength(2);
});

test('no place that is left out lies further from the drawn line than the tolerance, and both ends stay', () => {
  const metresA = 111_200;
  fc.assert(
    fc.property(line, fc.integer({ min: 1, max: 5_000 }), (places, tolerance) => {
      const kept = riverLine(places, tolerance).points;
      expect(kept[0]).toMatchObject(places[0]!);
      expect(kept.at(-1)).toMatchObject(places.at(-1)!);
      for (const { lat, lon } of places) {
        const shrink = Math.cos((lat * Math.PI) / 180);
        const off = kept.slice(1).map((to, index) => {
          const from = kept[index]!;
          const [x, y] = [(to.lon - from.lon) * shrink, to.lat - from.lat];
          const [px, py] = [(lon - from.lon) * shrink, lat - from.lat];
          const along = Math.min(1, Math.max(0, (px * x + py * y) / (x * x + y * y || 1)));
          return metresA * Math.hypot(px - along * x, py - along * y);
        });
        expect(Math.min(...off)).toBeLessThanOrEqual(tolerance + 0.1);
      }
    }),
  );
});

test('nothing is needed for a coarser drawing than the bend that it hangs on', () => {
  const zigzag = [
    { lat: 0, lon: 0 },
    { lat: -0.00099, lon: 0.5 },
    { lat: 0.001, lon: 1 },
    { lat: 0, lon: 2 },
  ];
  const seen = riverLine(zigzag).points.map(({ seenM }) => Math.round(seenM));
  expect(seen).toEqual([Infinity, 111, 111, Infinity]);
});

test('what a coarser drawing needs a finer one needs too', () => {
  fc.assert(
    fc.property(line, (places) => {
      const fine = riverLine(places, 10).points;
      for (const point of riverLine(places, 500).points) expect(fine).toContainEqual(point);
    }),
  );
});

test('a gauge within half a kilometre of a course stands beside it, one without a position beside none', () => {
  const course = riverLine([
    { lat: 43, lon: 3 },
    { lat: 43, lon: 3.5 },
  ]);
  const at = (id: string, lat: number, lon: number) => ({ id, position: { lat, lon } });
  const gauges = [
    at('near', 43.004, 3.2),
    at('far', 43.005, 3.2),
    at('past the end', 43, 3.507),
    at('just past', 43, 3.505),
    { id: 'nowhere', position: null },
  ];
  expect([...gaugesBeside(gauges, [course])]).toEqual(['near', 'just past']);
});

test('a course that nobody has cut where the degrees begin anew lies there, and not all around the world', () => {
  const course = riverLine([
    { lat: -17, lon: 179.99 },
    { lat: -17.01, lon: -179.99 },
  ]);
  const at = (id: string, lat: number, lon: number) => ({ id, position: { lat, lon } });
  expect([...gaugesBeside([at('near', -17.001, 179.992), at('far', -17.005, 20)], [course])]).toEqual(['near']);
});

test('a staircase, as of a river out of a raster, is read while one waits', () => {
  const stairs = Array.from({ length: 100_000 }, (_, n) => {
    return { lat: 43 + 0.0001 * Math.floor(n / 2), lon: 2 + 0.0001 * Math.floor((n + 1) / 2) };
  });
  expect(riverLine(stairs, 20).points).toHaveLength(2);
}, 20_000);

test('what is finer than the finest is not looked for, and nothing else is missed', () => {
  const bends = Array.from({ length: 3_000 }, (_, n) => {
    return { lat: 43 + 0.01 * Math.sin(n / 200) + 0.0001 * Math.sin(n * n), lon: 2 + 0.00005 * n };
  });
  const all = riverLine(bends).points.filter(({ seenM }) => seenM >= 8);
  expect(all.length).toBeGreaterThan(100);
  expect(riverLine(bends, 8).points).toEqual(all);
});
