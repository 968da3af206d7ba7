import type { CoursePoint, RiverLine } from '../../../territory/river-course.ts';
import { type MapFrame, meets } from '../../views/map/map-frame.ts';
import type { Projection } from '../../views/map/projection.ts';

/** A page stays light, however many streams a file holds. */
const MOST_POINTS = 4_000;
const MOST_PIECES = 1_000;
const COARSER = 2;
const METRES_A_KM = 1_000;

/**
 * What a `path` draws: the pieces of lines that meet a frame, in whole units, no more of them than one unit tells apart; of very many
 * streams the longest, and these coarser.
 */
export function drawnCourses(lines: readonly RiverLine[], frame: MapFrame, map: Projection): string {
  let tolerance = METRES_A_KM / map.unitsAKm;
  let pieces = longest(
    lines
      .filter(({ bounds }) => meets(frame, bounds))
      .flatMap(({ points }) => piecesOf(seenAt(points, tolerance), frame)),
    map,
  );
  const count = () => pieces.reduce((sum, piece) => sum + piece.length, 0);
  while (count() > MOST_POINTS) {
    tolerance *= COARSER;
    pieces = pieces.map((piece) => seenAt(piece, tolerance));
  }
  return pieces.map((piece) => pathOf(piece, map)).join('');
}

function longest(pieces: CoursePoint[][], map: Projection): CoursePoint[][] {
  if (pieces.length <= MOST_PIECES) return pieces;
  const lengthOf = (piece: readonly CoursePoint[]) => {
    const points = piece.map(map.point);
    return points
      .slice(1)
      .reduce((sum, to, index) => sum + Math.hypot(to.x - points[index]!.x, to.y - points[index]!.y), 0);
  };
  return pieces
    .map((piece) => ({ piece, length: lengthOf(piece) }))
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_PIECES)
    .map(({ piece }) => piece);
}

/** Both ends stay, wherever the frame has cut. */
function seenAt(line: readonly CoursePoint[], tolerance: number): CoursePoint[] {
  return line.filter(({ seenM }, index) => seenM >= tolerance || index === 0 || index === line.length - 1);
}

/** Without what lies beyond the frame. */
function piecesOf(line: readonly CoursePoint[], frame: MapFrame): CoursePoint[][] {
  const pieces: CoursePoint[][] = [];
  let piece: CoursePoint[] = [];
  for (const [index, to] of line.entries()) {
    const from = line[index - 1];
    if (!from || !meets(frame, [from, to])) {
      if (piece.length > 1) pieces.push(piece);
      piece = [];
      continue;
    }
    if (piece.length === 0) piece.push(from);
    piece.push(to);
  }
  return piece.length > 1 ? [...pieces, piece] : pieces;
}

/** From each point to the next, which takes half the letters of where each stands. */
function pathOf(piece: readonly CoursePoint[], map: Projection): string {
  const points = piece.map((place) => map.point(place)).map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }));
  const [first, ...rest] = points;
  if (!first) return '';
  let path = '';
  let last = first;
  for (const { x, y } of rest) {
    if (x === last.x && y === last.y) continue;
    path += `${spaced(x - last.x, path === '')}${spaced(y - last.y)}`;
    last = { x, y };
  }
  return path === '' ? '' : `M${first.x} ${first.y}l${path}`;
}

/** A minus parts two numbers by itself. */
function spaced(value: number, isFirst = false): string {
  return isFirst || value < 0 ? `${value}` : ` ${value}`;
}
