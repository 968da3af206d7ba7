import { type Place, shrinkAt, wrapped } from './area.ts';

/** One end of a line: twice its number, and one more where it is the last place. */
type End = number;

/** Where more lines begin than rivers meet, none goes on in another. */
const MOST_MEETING = 8;

/**
 * Pieces that go on in one another as one line each, as surveys cut a river at every bridge and confluence: where several meet, the two that turn
 * least. Two that part and meet again stay two.
 * @example joinedLines([[{ lat: 0, lon: 0 }, { lat: 0, lon: 1 }], [{ lat: 0, lon: 2 }, { lat: 0, lon: 1 }]]).length // 1
 */
export function joinedLines(lines: readonly (readonly Place[])[]): Place[][] {
  const next = goingOn(lines);
  const isJoined = new Set<number>();
  const from = (start: End): Place[] => {
    const places: Place[] = [];
    for (let end: End | undefined = start; end !== undefined && !isJoined.has(end >> 1); end = next.get(end ^ 1)) {
      isJoined.add(end >> 1);
      const piece = end % 2 === 0 ? lines[end >> 1]! : lines[end >> 1]!.toReversed();
      for (const place of places.length === 0 ? piece : piece.slice(1)) places.push(place);
    }
    return places;
  };
  const ends = lines.flatMap((_, line): End[] => [2 * line, 2 * line + 1]);
  // First from where one begins; what is left then goes in a circle.
  return [...ends.filter((end) => !next.has(end)), ...ends].map(from).filter(({ length }) => length > 0);
}

/** The end at which a line goes on, both ways. */
function goingOn(lines: readonly (readonly Place[])[]): Map<End, End> {
  const at = (end: End): Place => lines[end >> 1]!.at(end % 2 === 0 ? 0 : -1)!;
  const keyOf = (end: End) => `${at(end).lat} ${at(end).lon}`;
  const turn = (a: End, b: End): number => {
    const [u, v] = [a, b].map((end) => leaving(lines[end >> 1]!, end % 2 === 0));
    return (u!.x * v!.x + u!.y * v!.y) / (Math.hypot(u!.x, u!.y) * Math.hypot(v!.x, v!.y) || 1);
  };
  const next = new Map<End, End>();
  const ends = lines.flatMap((_, line): End[] => [2 * line, 2 * line + 1]);
  for (const meeting of Map.groupBy(ends, keyOf).values()) {
    if (meeting.length > MOST_MEETING) continue;
    const pairs = meeting.flatMap((a, index) => meeting.slice(index + 1).map((b) => ({ a, b, turn: turn(a, b) })));
    for (const { a, b } of pairs.sort((one, other) => one.turn - other.turn)) {
      if (next.has(a) || next.has(b) || a >> 1 === b >> 1 || keyOf(a ^ 1) === keyOf(b ^ 1)) continue;
      next.set(a, b).set(b, a);
    }
  }
  return next;
}

/** Where a line goes from one of its ends. */
function leaving(line: readonly Place[], isStart: boolean): { x: number; y: number } {
  const [from, to] = isStart ? [line[0]!, line[1]!] : [line.at(-1)!, line.at(-2)!];
  return { x: wrapped(to.lon - from.lon) * shrinkAt(from.lat), y: to.lat - from.lat };
}
