/** One gauge on the drawing of a river that runs down the page, and which lanes its row has. Lanes are counted from the left, from 0. */
export interface RiverStop {
  id: string;
  lane: number;
  /** Lanes that come from above and end here. */
  from: readonly number[];
  /** Lanes on which its water goes on below; none at a mouth. */
  to: readonly number[];
  /** Lanes that pass by. */
  past: readonly number[];
}

interface Gauge {
  id: string;
  upstream: readonly string[];
}

/**
 * The gauges as the water passes them: the furthest first, none before one above it, tributaries on lanes of their own.
 * `hoursOf`: hours to the town, `null` where not known; such a gauge stands right above the next below it.
 * @example riverLanes([{ id: 'a', upstream: [] }, { id: 'b', upstream: ['a'] }], () => null).map(({ id }) => id) // ['a', 'b']
 */
export function riverLanes(gauges: readonly Gauge[], hoursOf: (id: string) => number | null): RiverStop[] {
  const below = new Map(gauges.map(({ id }): [string, string[]] => [id, []]));
  for (const { id, upstream } of gauges) for (const above of upstream) below.get(above)?.push(id);
  const lanes: (string | null)[] = [];
  const open = () => {
    const free = lanes.indexOf(null);
    return free < 0 ? lanes.length : free;
  };
  return downTheRiver(below, hoursOf).map((id) => {
    const from = lanes.flatMap((target, lane) => (target === id ? [lane] : []));
    for (const lane of from) lanes[lane] = null;
    const past = lanes.flatMap((target, lane) => (target === null ? [] : [lane]));
    const own = from[0] ?? open();
    const to = (below.get(id) ?? []).map((next, index) => {
      const lane = index === 0 ? own : open();
      lanes[lane] = next;
      return lane;
    });
    return { id, lane: own, from, to, past };
  });
}

/** From the mouths up, always the nearest in time, then in gauges, of those whose way down is drawn already; and that turned round. */
function downTheRiver(below: ReadonlyMap<string, readonly string[]>, hoursOf: (id: string) => number | null): string[] {
  const drawn = new Map<string, Distance>();
  const left = new Set(below.keys());
  while (left.size > 0) {
    const open = [...left].filter((id) => below.get(id)!.every((next) => drawn.has(next)));
    const [nearest] = open
      .map((id) => ({
        id,
        ...above(
          below.get(id)!.map((next) => drawn.get(next)!),
          hoursOf(id),
        ),
      }))
      .sort((a, b) => a.hours - b.hours || a.gauges - b.gauges);
    // Rivers have no circles: the configuration refuses them.
    if (!nearest) break;
    drawn.set(nearest.id, nearest);
    left.delete(nearest.id);
  }
  return [...drawn.keys()].toReversed();
}

interface Distance {
  hours: number;
  gauges: number;
}

/** What is not known, or was learned to be less than further down, must not put a gauge below the next. */
function above(next: readonly Distance[], hours: number | null): Distance {
  return {
    hours: Math.max(0, hours ?? 0, ...next.map((each) => each.hours)),
    gauges: 1 + Math.max(-1, ...next.map((each) => each.gauges)),
  };
}
