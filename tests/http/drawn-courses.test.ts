import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawnCourses } from '../../src/http/pages/river/drawn-courses.ts';
import { projectionOf } from '../../src/http/views/map/projection.ts';
import { riverLine } from '../../src/territory/river-course.ts';

const frame = { lat: 0, lon: 3, kmWide: 11.12, kmHigh: 11.12 };
const map = projectionOf(frame, 100);
const course = (...places: readonly (readonly [lon: number, lat: number])[]) =>
  riverLine(places.map(([lon, lat]) => ({ lat, lon })));

/** Where each piece of a path goes. */
function walk(path: string): [x: number, y: number][][] {
  return path
    .split('M')
    .filter((piece) => piece !== '')
    .map((piece) => {
      const [start = '', steps = ''] = piece.split('l');
      const numbers = (text: string) => (text.match(/-?\d+/g) ?? []).map(Number);
      let [x = NaN, y = NaN] = numbers(start);
      const list: [number, number][] = [[x, y]];
      const by = numbers(steps);
      for (let index = 0; index < by.length; index += 2) {
        [x, y] = [x + by[index]!, y + by[index + 1]!];
        list.push([x, y]);
      }
      return list;
    });
}

test('a course is drawn from place to place', () => {
  const path = drawnCourses([course([2.95, -0.05], [3, 0.02], [3.05, 0.05])], frame, map);
  expect(path).toBe('M0 100l50-70 50-30');
  expect(walk(path)).toEqual([
    [
      [0, 100],
      [50, 30],
      [100, 0],
    ],
  ]);
});

test('what lies beyond the frame is left out, and what runs through it is not, though it has no place within', () => {
  const through = course([2, 0.01], [4, 0.01]);
  const beside = course([2, 0.2], [4, 0.2]);
  const backAgain = course([2.98, 0], [3, 0.01], [3, 0.5], [4, 0.5], [4, 0], [3.02, 0]);
  expect(drawnCourses([beside], frame, map)).toBe('');
  expect(walk(drawnCourses([through], frame, map))).toEqual([
    [
      [-950, 40],
      [1050, 40],
    ],
  ]);
  expect(walk(drawnCourses([backAgain], frame, map))).toHaveLength(2);
});

test('a bend that no unit shows is left out; a stream shorter than one is no stroke', () => {
  expect(walk(drawnCourses([course([2.95, 0], [3, 0.0005], [3.05, 0])], frame, map))[0]).toHaveLength(2);
  expect(drawnCourses([course([3, 0], [3.0001, 0])], frame, map)).toBe('');
});

test('however many streams a file holds, a page stays light', () => {
  const bend = (east: number, row: number): [number, number] => [
    2.95 + east / 4_000,
    -0.05 + row / 1_000 + 0.003 * Math.sin(east),
  ];
  const streams = Array.from({ length: 100 }, (_, row) =>
    course(...Array.from({ length: 400 }, (__, east) => bend(east, row))),
  );
  const path = drawnCourses(streams, frame, map);
  expect(walk(path)).toHaveLength(100);
  expect(path.length).toBeLessThan(30_000);
});

test('however short they are: of thirty thousand a page has the longest thousand, and the river among them', () => {
  const short = Array.from({ length: 30_000 }, (_, index): readonly [number, number][] => {
    const [lon, lat] = [2.95 + (index % 200) / 2_000, -0.05 + Math.floor(index / 200) / 1_500];
    return [
      [lon, lat],
      [lon + 0.002, lat],
    ];
  });
  const river = course([2.95, -0.05], [3, 0.02], [3.05, 0.05]);
  const path = drawnCourses([...short.map((each) => course(...each)), river], frame, map);
  expect(walk(path)).toHaveLength(1_000);
  expect(path).toContain('M0 100l50-70 50-30');
  expect(path.length).toBeLessThan(30_000);
});

test('every place of a course that is in the frame is near what is drawn', () => {
  const place = fc.record({
    lat: fc.integer({ min: -100, max: 100 }).map((value) => value / 1_000),
    lon: fc.integer({ min: 2_900, max: 3_100 }).map((value) => value / 1_000),
  });
  fc.assert(
    fc.property(fc.array(place, { minLength: 2, maxLength: 30 }), (places) => {
      const pieces = walk(drawnCourses([riverLine(places)], frame, map));
      for (const { x, y } of places.map(map.point)) {
        if (x < 1 || y < 1 || x > 99 || y > 99) continue;
        const off = pieces.flatMap((piece) =>
          piece.slice(1).map(([toX, toY], index) => {
            const [fromX, fromY] = piece[index]!;
            const [dx, dy] = [toX - fromX, toY - fromY];
            const along = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1)));
            return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
          }),
        );
        expect(Math.min(...off)).toBeLessThan(2.5);
      }
    }),
  );
});
