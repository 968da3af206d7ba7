import type { Config } from '../config.ts';
import { someOf } from './some-of.ts';

type Read = Pick<Config, 'communes' | 'network' | 'national'>;

/** What of the river seems to be written otherwise than it flows, or than it rises. */
export function ofRiver(config: Read): string[] {
  return [...ofUnread(config), ...ofRises(config), ...ofSources(config)];
}

/** Where `upstream` stands at the gauge above, and names the one below, the forecast misses the water that comes. */
function ofUnread({ communes, network }: Read): string[] {
  const watched = [...communes.values()].flatMap(({ watches }) => watches.map(({ station }) => station));
  const read = new Set(watched.flatMap((id) => [id, ...network.upstreamOf(id)]));
  const unread = [...network.stations.keys()].filter((id) => !read.has(id));
  if (unread.length === 0) return [];
  return [
    `no gauge that a commune watches has ${someOf(unread)} above it, so no commune is warned by what is measured there: upstream stands at the gauge below, and names those above it (stations.yaml, upstream)`,
  ];
}

/** Marks lie apart by about as much as the river rises: by 0.2 to 5.5 times that at 49 gauges of ten rivers. A slip of the point is ten times. */
const APART = { most: 6, least: 0.1 };

function ofRises({ communes, network }: Read): string[] {
  return [...communes.values()].flatMap(({ id, watches }) =>
    watches.flatMap(({ station, marks }) => {
      const rise = network.stations.get(station)?.bankfullRiseM;
      const apart = marks.danger - marks.prepare;
      if (rise === undefined || (apart <= APART.most * rise && apart >= APART.least * rise)) return [];
      const mayBe = apart < rise ? ' (a lake or a tide may be so)' : '';
      return `the bed of ${station} is full ${rise} m above normal water, and prepare and danger lie ${round(apart)} m apart in ${id}${mayBe}: see that both are metres, with the point in the right place (stations.yaml, bankfullRiseM; communes.yaml, marks)`;
    }),
  );
}

/** A station that was copied, and its gauge left as it was: one place would be warned by another's water. */
function ofSources({ network, national }: Read): string[] {
  const fetched = [...national.gauges].map(([id, gauge]) => ({
    id,
    // A station of Hub'Eau may measure two of them, each a gauge here.
    key: `${gauge.service === 'hubeau' ? gauge.code : gauge.measure} ${network.stations.get(id)?.quantity}`,
  }));
  const alike = [...Map.groupBy(fetched, ({ key }) => key).values()]
    .filter((same) => same.length > 1)
    .map((same) => same.map(({ id }) => id).join(' and '));
  if (alike.length === 0) return [];
  return [
    `one and the same gauge is fetched for ${someOf(alike)}: each would show the other's water (stations.yaml, source)`,
  ];
}

function round(metres: number): number {
  return Math.round(100 * metres) / 100;
}
