import type { Instant } from '../../src/lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { Sent } from './play-river.ts';
import { stationNamed } from './station-named.ts';

export const START: Instant = Date.parse('2020-03-01T00:00:00Z');
export const END: Instant = START + 30 * HOUR_MS;
const STEP_MS = 10 * MINUTE_MS;
/** At the upper gauge the rise begins here; the wave needs two hours to the town. */
const RISE: Instant = START + 6 * HOUR_MS;
const TRAVEL_MS = 2 * HOUR_MS;

export const marks = { prepare: 1.2, act: 1.8, danger: 2.6 } as const;

/** Two gauges in line; calm at half a metre, then one flood of 3.1 m. */
export const floodStations = [
  stationNamed('up', { bankfullRiseM: 2, minValue: -5, maxValue: 12 }),
  stationNamed('town', { bankfullRiseM: 2, minValue: -5, maxValue: 12, upstream: ['up'] }),
];

/** Metres; rises within four hours to the crest and falls more slowly. A trembling of millimetres, as real gauges have. */
function stageAt(at: Instant): number {
  const x = (at - RISE) / (4 * HOUR_MS);
  const flood = x <= 0 ? 0 : 2.6 * x * Math.exp(1 - x);
  return Math.round(1000 * (0.5 + flood + 0.004 * Math.sin(at / 777_777))) / 1000;
}

/** When the water in town first stands at the mark, as its readings show it. */
export function passes(markM: number): Instant {
  const found = syntheticFlood().find(({ station, value }) => station === 'town' && value >= markM);
  if (!found) throw new Error(`the flood never reaches ${markM} m`);
  return found.observedAt;
}

/** What both sensors observe, from ten days before. */
export function syntheticFlood(): Sent[] {
  const sent: Sent[] = [];
  for (let at = START - 10 * DAY_MS; at <= END; at += STEP_MS) {
    sent.push({ station: 'up', observedAt: at, value: stageAt(at), sentAt: at });
    sent.push({ station: 'town', observedAt: at, value: stageAt(at - TRAVEL_MS), sentAt: at });
  }
  return sent;
}
