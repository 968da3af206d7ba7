import type { Point } from './projection.ts';

export interface Box extends Point {
  width: number;
  height: number;
}

/** What wants a tag beside its place. */
export interface TagWish {
  at: Point;
  /** How far from its place the tag stands at the least. */
  away: number;
  /** Widths that will do, the best first. */
  widths: readonly number[];
  /** Stands on the map even where it covers another: an alert is never left out. */
  isNeeded: boolean;
}

export interface PlacedTag extends Box {
  /** Which of the widths it has. */
  choice: number;
}

const TAG_HIGH = 18;
/** Where there is no room right beside its place a tag stands off. */
const FURTHER = [0, 12, 26];

/**
 * Tags beside their places, those first in the list with the first choice: none covers another, an obstacle or the edge, but for needed
 * ones that find no room, which take their least width right of their place. `null`: left out.
 */
export function placeTags(
  wishes: readonly TagWish[],
  obstacles: readonly Box[],
  frame: { width: number; height: number },
): (PlacedTag | null)[] {
  const taken = [...obstacles];
  return wishes.map((wish) => {
    const tag = roomFor(wish, taken, frame) ?? (wish.isNeeded ? squeezed(wish, frame) : null);
    if (tag) taken.push(tag);
    return tag;
  });
}

/** A name is looked for near its place first, then further off; the least width, a sign alone, only where no name has room. */
function roomFor(wish: TagWish, taken: readonly Box[], frame: { width: number; height: number }): PlacedTag | null {
  const last = wish.widths.length - 1;
  const named = FURTHER.flatMap((away) => wish.widths.slice(0, last).map((_, choice) => ({ away, choice })));
  for (const { away, choice } of [...named, ...FURTHER.map((away) => ({ away, choice: last }))]) {
    const width = wish.widths[choice];
    if (width === undefined) continue;
    const boxes = around({ ...wish, away: wish.away + away }, width, frame);
    const free = boxes.find((box) => isInside(box, frame) && !taken.some((other) => overlap(box, other)));
    if (free) return { ...free, choice };
  }
  return null;
}

/** Right, left, above, below, and the four corners; at the edge what stands above or below is moved along. */
function around({ at: { x, y }, away }: TagWish, width: number, frame: { width: number }): Box[] {
  const [right, left, middle] = [x + away, x - away - width, within(x - width / 2, frame.width - width)];
  const [above, below, level] = [y - away - TAG_HIGH, y + away, y - TAG_HIGH / 2];
  const corners: readonly (readonly [number, number])[] = [
    [right, level],
    [left, level],
    [middle, above],
    [middle, below],
    [right, above],
    [left, above],
    [right, below],
    [left, below],
  ];
  return corners.map(([boxX, boxY]) => ({ x: boxX, y: boxY, width, height: TAG_HIGH }));
}

function within(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

function squeezed({ at, away, widths }: TagWish, frame: { width: number; height: number }): PlacedTag {
  const choice = widths.length - 1;
  const width = widths[choice] ?? TAG_HIGH;
  const x = within(at.x + away, frame.width - width);
  return { x, y: within(at.y - TAG_HIGH / 2, frame.height - TAG_HIGH), width, height: TAG_HIGH, choice };
}

function isInside(box: Box, frame: { width: number; height: number }): boolean {
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= frame.width && box.y + box.height <= frame.height;
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
