import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Box, overlap, placeTags } from '../../src/http/views/place-tags.ts';

const frame = { width: 440, height: 300 };
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
      const tags = placeTags(wishes, obstacles, frame);
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

test('what is needed is never left out, and stays on the map', () => {
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 80 }), fc.array(obstacle, { maxLength: 80 }), (wishes, obstacles) => {
      const needed = wishes.map((each) => ({ ...each, isNeeded: true }));
      for (const tag of placeTags(needed, obstacles, frame)) {
        expect(tag).not.toBeNull();
        expect(tag!.x).toBeGreaterThanOrEqual(0);
        expect(tag!.x + tag!.width).toBeLessThanOrEqual(frame.width);
        expect(tag!.y + tag!.height).toBeLessThanOrEqual(frame.height);
      }
    }),
  );
});

test('the first in the list has its name, the second at the same place a shorter tag or another side', () => {
  const at = { x: 330, y: 150 };
  const both = { at, away: 8, widths: [100, 18], isNeeded: false };
  expect(placeTags([both, both], [], frame)).toEqual([
    { x: 338, y: 141, width: 100, height: 18, choice: 0 },
    { x: 222, y: 141, width: 100, height: 18, choice: 0 },
  ]);
  const narrow = { width: 360, height: 300 };
  expect(placeTags([{ ...both, widths: [400, 18] }], [], narrow)).toEqual([
    { x: 338, y: 141, width: 18, height: 18, choice: 1 },
  ]);
  // At the edge a name moves along above its place.
  const atEdge = { ...both, at: { x: 355, y: 150 }, widths: [300, 18] };
  const left = { x: 0, y: 143, width: 350, height: 18 };
  expect(placeTags([atEdge], [left], narrow)).toEqual([{ x: 60, y: 124, width: 300, height: 18, choice: 0 }]);
});
