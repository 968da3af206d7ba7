import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Station } from '../../territory/station.ts';
import type { DeviceMapping } from '../decode/device-mapping.ts';
import { aheadOf, isOfWrongTime } from '../decode/refusal.ts';
import { mayPublish } from '../device/topic-rights.ts';
import { isByPerson, type Reading, type Rejection } from '../reading.ts';

/** Of the newest so many: what came in within the last minutes is among them, unless a sensor has gone mad. */
export const REFUSALS_LOOKED_AT = 500;
/** As many readings have the same delay; a logger that was cut off sends those of hours at once, or one right after the other. */
const ALIKE = 3;
const APART_MS = 5 * MINUTE_MS;
/** As zones of time are apart: what is less is no clock set to another. */
const QUARTER_MS = HOUR_MS / 4;

/**
 * By how much the clock of a gauge that seems silent is off, to a quarter of an hour: ahead of the time, or behind it where it is negative; `null` where it is not known to be. It
 * speaks, and what it says is refused or counts as old: whoever goes there must not look for a dead sensor. `past`: what is stored of it, oldest
 * first; `refused`: the newest that was refused of all gauges, newest first.
 *
 * @example read each ten minutes, the last three each an hour after they were observed → -3,600,000
 */
export function clockOff(
  { station, past }: { station: Station; past: readonly Reading[] },
  { refused, devices }: { refused: readonly Rejection[]; devices: readonly DeviceMapping[] },
  now: Instant,
): number | null {
  const newest = refused.find(
    (each) => isOfWrongTime(each) && mayPublish(station.id, each.topic, { devices, gateways: new Map() }),
  );
  const isNews = newest !== undefined && isLately(station, newest.receivedAt, now) && !isOutdated(newest, past);
  const off = (isNews ? aheadOf(newest) : null) ?? behind(station, past, now);
  return off === null || Math.abs(off) < QUARTER_MS ? null : Math.round(off / QUARTER_MS) * QUARTER_MS;
}

/** A logger that begins in 1970 at each start sends what it measured since with it, or after it: that counts, however old it is by then. */
function isOutdated({ reason, receivedAt }: Rejection, past: readonly Reading[]): boolean {
  return reason === 'too-old' && past.some((each) => !isByPerson(each) && each.receivedAt >= receivedAt);
}

/** Within the last interval or two. */
function isLately({ intervalMin }: Station, receivedAt: Instant, now: Instant): boolean {
  return now - receivedAt <= (2 * intervalMin + 1) * MINUTE_MS;
}

/**
 * The last few each came in by itself, all about the same time after they were observed: negative. `null` where not, and of what comes by
 * others, who may be late for a while as a whole: that is no clock of the sensor.
 */
function behind(station: Station, past: readonly Reading[], now: Instant): number | null {
  if (station.delayMin > 0) return null;
  // By when they came in: a clock that was just set back tells the same hour once more.
  const sensed = past.filter((each) => !isByPerson(each));
  const newest = sensed.toSorted((a, b) => a.receivedAt - b.receivedAt).slice(-ALIKE);
  const [first, last] = [newest[0], newest.at(-1)];
  if (!first || !last || newest.length < ALIKE || !isLately(station, last.receivedAt, now)) return null;
  const delays = newest.map(({ observedAt, receivedAt }) => receivedAt - observedAt);
  const isAlike = Math.max(...delays) - Math.min(...delays) <= APART_MS;
  const areApart = new Set(newest.map(({ receivedAt }) => receivedAt)).size === ALIKE;
  // About as far apart as they were observed, which may be closer than its interval in a flood.
  const isPaced = last.receivedAt - first.receivedAt >= (last.observedAt - first.observedAt) / 2;
  return isAlike && areApart && isPaced ? -Math.min(...delays) : null;
}
