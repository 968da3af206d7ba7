import type { Instant } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import { aheadOf } from '../../reading/decode/refusal.ts';
import { mayPublish } from '../../reading/device/topic-rights.ts';
import { isByPerson } from '../../reading/reading.ts';
import type { Station } from '../../territory/station.ts';
import type { Doors } from '../doors.ts';
import type { GaugeView } from './gauge-view.ts';

type Heard = Pick<GaugeView, 'station' | 'freshness' | 'past'>;

/** Of the newest so many: what came in within the last minutes is among them, unless a sensor has gone mad. */
const REFUSALS_LOOKED_AT = 500;
/** As many readings have the same delay; a logger that was cut off sends those of hours at once. */
const ALIKE = 3;
const APART_MS = 5 * MINUTE_MS;
/** What is less is no clock set to another zone. */
const LEAST_MS = 15 * MINUTE_MS;

/**
 * By how much the clocks of gauges that seem silent are off, by station: ahead of the time, or behind it where it is negative. They speak, and what they
 * say is refused or counts as old: whoever goes there must not look for a dead sensor.
 */
export function clocksOff(
  { rejections, devices }: Pick<Doors, 'rejections' | 'devices'>,
  gauges: readonly Heard[],
  now: Instant,
): ReadonlyMap<string, number> {
  const silent = gauges.filter(({ freshness }) => freshness !== 'fresh');
  // One read for all of them, and none where all report.
  const refused = silent.length === 0 ? [] : (rejections.recent(REFUSALS_LOOKED_AT) ?? []);
  const ahead = refused.filter(({ reason }) => reason === 'future');
  return new Map(
    silent.flatMap((gauge) => {
      const { station } = gauge;
      const newest = ahead.find(({ topic }) => mayPublish(station.id, topic, { devices, gateways: new Map() }));
      const isNews = newest !== undefined && isLately(station, newest.receivedAt, now);
      const off = (isNews ? aheadOf(newest) : null) ?? behind(gauge, now);
      return off === null || Math.abs(off) < LEAST_MS ? [] : [[station.id, off] as const];
    }),
  );
}

/** Within the last interval or two. */
function isLately({ intervalMin }: Station, receivedAt: Instant, now: Instant): boolean {
  return now - receivedAt <= (2 * intervalMin + 1) * MINUTE_MS;
}

/** The last few each came in by itself, all about the same time after they were observed: negative. `null` where not. */
function behind({ station, past }: Heard, now: Instant): number | null {
  const newest = past.filter((each) => !isByPerson(each)).slice(-ALIKE);
  const last = newest.at(-1);
  if (!last || newest.length < ALIKE || !isLately(station, last.receivedAt, now)) return null;
  const delays = newest.map(({ observedAt, receivedAt }) => receivedAt - observedAt - station.delayMin * MINUTE_MS);
  const isAlike = Math.max(...delays) - Math.min(...delays) <= APART_MS;
  const areApart = new Set(newest.map(({ receivedAt }) => receivedAt)).size === ALIKE;
  return isAlike && areApart ? -Math.min(...delays) : null;
}
