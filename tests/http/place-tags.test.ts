import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Box, overlap, placeTags } from '../../src/http/views/place-tags.ts';

const frame = { width: 440, height: 300, tagHigh: 18 };
const place = fc.record({ x: fc.integer({ min: 10, max: 430 }), y: fc.integer({ min: 10, max: 290 }) });
const wish = fc.record({
  at: place,
  away: fc.constant(8),
  widths: fc.constantFrom([120, 60, 18], [18]),
  isNeeded: fc.constant(false),
});
const obstacle = place.map(({ x, y }): Box => ({ x: x - 9, y: y - 9, width: 18, height: 18 }));

test('no tag covers another, a gauge or the edge, however many there are', () => {
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 80 }), fc.array(obstacle, { maxLength: 40 }), (wishes, obstacles) => {
      const { tags } = placeTags(wishes, obstacles, frame);
      expect(tags).toHaveLength(wishes.length);
      const placed = tags.filter((each) => each !== null);
      for (const [index, tag] of placed.entries()) {
        expect(tag.x).toBeGreaterThanOrEqual(0);
        expect(tag.y).toBeGreaterThanOrEqual(0);
        expect(tag.x + tag.width).toBeLessThanOrEqual(frame.width);
        expect(tag.y + tag.height).toBeLessThanOrEqual(frame.height);
        expect([...obstacles, ...placed.slice(0, index)].some((other) => overlap(tag, other))).toBe(false);
      }
    }),
  );
});

test('what is needed is never left out: it has a tag or is counted in one, and none of them covers another', () => {
  const some = wish.chain((each) => fc.boolean().map((isNeeded) => ({ ...each, isNeeded })));
  fc.assert(
    fc.property(fc.array(some, { maxLength: 80 }), fc.array(obstacle, { maxLength: 80 }), (wishes, obstacles) => {
      const { tags, clusters } = placeTags(wishes, obstacles, frame);
      const counted = clusters.flatMap(({ members }) => members);
      const needed = wishes.flatMap(({ isNeeded }, index) => (isNeeded ? [index] : []));
      const own = needed.filter((index) => tags[index] !== null);
      expect([...own, ...counted].sort((a, b) => a - b)).toEqual(needed);
      expect(clusters.every(({ members }) => members.length > 1)).toBe(true);
      const boxes = [...tags.filter((each) => each !== null), ...clusters];
      for (const [index, box] of boxes.entries()) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.y).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(frame.width);
        expect(box.y + box.height).toBeLessThanOrEqual(frame.height);
        expect(boxes.slice(0, index).some((other) => overlap(box, other))).toBe(false);
      }
    }),
  );
});

test('of thirty on one spot there is one sign, and of three each has a name', () => {
  const one = { at: { x: 220, y: 150 }, away: 8, widths: [100, 18], isNeeded: true };
  const of = (count: number) =>
    placeTags(
      Array.from({ length: count }, () => one),
      [],
      frame,
    );
  expect(of(30).clusters.map(({ members }) => members.length)).toEqual([30]);
  expect(of(3).tags.map((tag) => tag?.choice)).toEqual([0, 0, 0]);
});

test('the first in the list has its name, the second at the same place a shorter tag or another side', () => {
  const at = { x: 330, y: 150 };
  const both = { at, away: 8, widths: [100, 18], isNeeded: false };
  expect(placeTags([both, both], [], frame).tags).toEqual([
    { x: 338, y: 141, width: 100, height: 18, choice: 0 },
    { x: 222, y: 141, width: 100, height: 18, choice: 0 },
  ]);
  const narrow = { ...frame, width: 360 };
  expect(placeTags([{ ...both, widths: [400, 18] }], [], narrow).tags).toEqual([
    { x: 338, y: 141, width: 18, height: 18, choice: 1 },
  ]);
  // At the edge a name moves along above its place.
  const atEdge = { ...both, at: { x: 355, y: 150 }, widths: [300, 18] };
  const left = { x: 0, y: 143, width: 350, height: 18 };
  expect(placeTags([atEdge], [left], narrow).tags).toEqual([{ x: 60, y: 124, width: 300, height: 18, choice: 0 }]);
});
