import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Box, overlap, placeTags } from '../../src/http/views/map/place-tags.ts';

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

test('of thirty or four on one spot there is one sign, and of three each has a name', () => {
  const one = { at: { x: 220, y: 150 }, away: 8, widths: [100, 18], isNeeded: true };
  const of = (count: number) =>
    placeTags(
      Array.from({ length: count }, () => one),
      [],
      frame,
    );
  expect([30, 4].map((count) => of(count).clusters.map(({ members }) => members.length))).toEqual([[30], [4]]);
  expect(of(3).tags.map((tag) => tag?.choice)).toEqual([0, 0, 0]);
  // A sign as high as wide, and two digits.
  expect(of(30).clusters[0]?.width).toBeGreaterThan(1.5 * frame.tagHigh);
});

test('where there is room, what is needed has its name right beside its place, as all else', () => {
  const one = { at: { x: 220, y: 150 }, away: 8, widths: [100, 18] };
  const [needed, other] = [true, false].map((isNeeded) => placeTags([{ ...one, isNeeded }], [], frame).tags);
  expect(needed).toEqual([{ x: 228, y: 141, width: 100, height: 18, choice: 0 }]);
  expect(other).toEqual(needed);
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

test('a sign alone stands above its place where there is no room for a name, and within the edge at the edge', () => {
  const full = [{ x: 0, y: 0, width: frame.width, height: frame.height }];
  const sign = (x: number, y: number, widths = [100, 60, 18]) =>
    placeTags([{ at: { x, y }, away: 8, widths, isNeeded: true }], full, frame).tags;
  expect(sign(220, 150)).toEqual([{ x: 211, y: 124, width: 18, height: 18, choice: 2 }]);
  // No wider than the room that is kept for it.
  expect(sign(220, 150, [100])).toMatchObject([{ y: 124, width: 1.9 * 18, choice: 0 }]);
  const [atCorner] = sign(2, 2);
  expect(atCorner).toMatchObject({ y: 0, width: 18 });
  expect(sign(220, 300)).toMatchObject([{ y: 274 }]);
});

test('a sign for several stands above the place of the first', () => {
  const one = { at: { x: 220, y: 150 }, away: 8, widths: [100, 18], isNeeded: true };
  const near = { ...one, at: { x: 225, y: 152 } };
  const { clusters } = placeTags([one, near, near, near], [], frame);
  expect(clusters).toMatchObject([{ at: one.at, x: 220 - 1.9 * 9, y: 124, members: [0, 1, 2, 3] }]);
});

test('a name stands where it just has room between the edges, and below or above where both sides are taken', () => {
  const one = { at: { x: 50, y: 27 }, away: 8, widths: [100, 18], isNeeded: false };
  const small = { width: 100, height: 54, tagHigh: 18 };
  const [tag] = placeTags([one], [], small).tags;
  expect(tag).toEqual({ x: 0, y: 1, width: 100, height: 18, choice: 0 });
  const above = { x: 0, y: 0, width: 100, height: 20 };
  expect(placeTags([one], [above], small).tags).toEqual([{ x: 0, y: 35, width: 100, height: 18, choice: 0 }]);
  // With a name that has room nowhere, a sign; where that has none either, nothing.
  const wide = { ...one, widths: [101, 18] };
  expect(placeTags([wide], [], small).tags).toMatchObject([{ width: 18, choice: 1 }]);
  expect(placeTags([one], [{ x: 0, y: 0, ...small }], small).tags).toEqual([null]);
});

test('a name stands above the middle of its place where both sides are taken, and further off before it is a sign alone', () => {
  const one = { at: { x: 220, y: 150 }, away: 8, widths: [100, 18], isNeeded: false };
  const sides = { x: 0, y: 141, width: frame.width, height: 18 };
  const above = { x: 170, y: 124, width: 100, height: 17 };
  expect(placeTags([one], [{ ...sides, y: 142 }], frame).tags).toEqual([{ ...above, height: 18, choice: 0 }]);
  // Right above and below there is room for a sign and for no name.
  const besides = [sides, { x: 0, y: 100, width: 205, height: 110 }, { x: 235, y: 100, width: 205, height: 110 }];
  const [tag] = placeTags([one], besides, { ...frame, height: 260 }).tags;
  expect(tag).toMatchObject({ width: 18, choice: 1 });
  const low = besides.map((each) => ({ ...each, height: Math.min(each.height, 71) }));
  expect(placeTags([one], low, frame).tags).toMatchObject([{ width: 100, choice: 0 }]);
});

test('two for whose names there is no room share one sign', () => {
  const one = { at: { x: 220, y: 150 }, away: 8, widths: [500, 18], isNeeded: true };
  expect(placeTags([one, one], [], frame)).toMatchObject({ tags: [null, null], clusters: [{ members: [0, 1] }] });
});
