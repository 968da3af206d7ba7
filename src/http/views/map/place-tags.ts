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
  /** Widths that will do, the best first; the last is that of a sign alone. */
  widths: readonly number[];
  /** Stands on the map, with others in one sign where there is no room for each: an alert is never left out. */
  isNeeded: boolean;
}

export interface PlacedTag extends Box {
  /** Which of the widths it has. */
  choice: number;
}

/** One sign for several that are needed: which of the wishes. */
export interface Cluster extends Box {
  at: Point;
  members: readonly number[];
}

export interface Sheet {
  width: number;
  height: number;
  tagHigh: number;
}

/** Where there is no room right beside its place a tag stands off. */
const FURTHER = [0, 12, 26];
/** A sign and a number of two digits, to the height of a tag. */
const CLUSTER_WIDE = 1.9;
/** So few close together may still have a name each. */
const NAMED_TOGETHER = 3;

interface Group {
  pin: Box;
  members: number[];
}

/**
 * Tags beside their places, those first in the list with the first choice: none covers another, an obstacle or the edge. Needed ones for
 * whose names there is no room keep their sign, or share one, which may stand on an obstacle and never on another tag. `null`: left out, or
 * in a cluster.
 */
export function placeTags(
  wishes: readonly TagWish[],
  obstacles: readonly Box[],
  sheet: Sheet,
): { tags: (PlacedTag | null)[]; clusters: Cluster[] } {
  const taken = [...obstacles];
  const tags: (PlacedTag | null)[] = wishes.map(() => null);
  const clusters: Cluster[] = [];
  const groups = grouped(wishes, sheet);
  for (const [index, { pin, members }] of groups.entries()) {
    const kept = groups.slice(index + 1).map((group) => group.pin);
    const named = members.length > NAMED_TOGETHER ? null : namesFor(members, wishes, [...taken, ...kept], sheet);
    const [first = 0] = members;
    const at = wishes[first]!.at;
    if (named) for (const [place, member] of members.entries()) tags[member] = named[place]!;
    else if (members.length === 1) tags[first] = signAlone(wishes[first]!, pin);
    else clusters.push({ ...pin, at, members });
    taken.push(...(named ?? [pin]));
  }
  for (const [index, wish] of wishes.entries()) {
    if (wish.isNeeded) continue;
    const tag = roomFor(wish, wish.widths, taken, sheet);
    tags[index] = tag;
    if (tag) taken.push(tag);
  }
  return { tags, clusters };
}

/** Those whose signs would cover one another share that of the first: no two of the groups' signs touch. */
function grouped(wishes: readonly TagWish[], sheet: Sheet): Group[] {
  const groups: Group[] = [];
  for (const [index, wish] of wishes.entries()) {
    if (!wish.isNeeded) continue;
    const pin = pinOf(wish, sheet);
    const near = groups.find((group) => overlap(group.pin, pin));
    if (near) near.members.push(index);
    else groups.push({ pin, members: [index] });
  }
  return groups;
}

/** Above its place, within the edge. */
function pinOf({ at: { x, y }, away }: TagWish, { width, height, tagHigh }: Sheet): Box {
  const wide = tagHigh * CLUSTER_WIDE;
  return {
    x: between(x - wide / 2, width - wide),
    y: between(y - away - tagHigh, height - tagHigh),
    width: wide,
    height: tagHigh,
  };
}

function signAlone({ widths }: TagWish, pin: Box): PlacedTag {
  const choice = widths.length - 1;
  const width = Math.min(widths[choice] ?? pin.width, pin.width);
  return { ...pin, x: pin.x + (pin.width - width) / 2, width, choice };
}

/** A name for each, or for none. */
function namesFor(
  members: readonly number[],
  wishes: readonly TagWish[],
  taken: readonly Box[],
  sheet: Sheet,
): PlacedTag[] | null {
  const placed: PlacedTag[] = [];
  for (const member of members) {
    const wish = wishes[member]!;
    const tag = roomFor(wish, wish.widths.slice(0, -1), [...taken, ...placed], sheet);
    if (!tag) return null;
    placed.push(tag);
  }
  return placed;
}

/** A name is looked for near its place first, then further off; the least width, a sign alone, only where no name has room. */
function roomFor(wish: TagWish, widths: readonly number[], taken: readonly Box[], sheet: Sheet): PlacedTag | null {
  const last = wish.widths.length - 1;
  const named = FURTHER.flatMap((away) => widths.slice(0, last).map((_, choice) => ({ away, choice })));
  for (const { away, choice } of [...named, ...FURTHER.map((away) => ({ away, choice: last }))]) {
    const width = widths[choice];
    if (width === undefined) continue;
    const boxes = around({ ...wish, away: wish.away + away }, width, sheet);
    const free = boxes.find((box) => isInside(box, sheet) && !taken.some((other) => overlap(box, other)));
    if (free) return { ...free, choice };
  }
  return null;
}

/** Right, left, above, below, and the four corners; at the edge what stands above or below is moved along. */
function around({ at: { x, y }, away }: TagWish, width: number, sheet: Sheet): Box[] {
  const { tagHigh: height } = sheet;
  const [right, left, middle] = [x + away, x - away - width, between(x - width / 2, sheet.width - width)];
  const [above, below, level] = [y - away - height, y + away, y - height / 2];
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
  return corners.map(([boxX, boxY]) => ({ x: boxX, y: boxY, width, height }));
}

function between(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

function isInside(box: Box, sheet: Sheet): boolean {
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= sheet.width && box.y + box.height <= sheet.height;
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
