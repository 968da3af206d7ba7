import type { Logger } from 'pino';
import type { Instant } from '../../lib/clock.ts';
import { iso, MINUTE_MS } from '../../lib/units.ts';
import type { SettingBack } from '../../reading/clock/clock-steps.ts';
import { type ReceivedAfter, saidBefore } from '../../reading/clock/clock-taken.ts';
import { isByPerson, type Reading } from '../../reading/reading.ts';
import type { ReadingStore } from '../../reading/reading-store.ts';
import type { Network } from '../../territory/network.ts';
import { latestReadings } from '../latest-readings.ts';

/** More than a clock is set back by while it is kept right. */
const NOTICED_MS = 5 * MINUTE_MS;

/** By what it is at least. */
export function isClockBehind(now: Instant, saidBefore: Instant): boolean {
  return saidBefore - now >= NOTICED_MS;
}

/**
 * A machine without a clock of its own starts with one that stands where it was switched off, or years ago: readings of now seem to lie in the future, and
 * are refused. It looks the same where the clock was ahead before and is right now: so nothing that was recorded is taken back at a start. Gives the latest
 * time that a sensor had said by a clock of its own, where that has yet to come: then it is this one that is behind.
 */
export async function tellClockBehind(
  readings: Pick<ReadingStore, 'latest'>,
  network: Network,
  now: Instant,
  log: Logger,
): Promise<Instant | null> {
  const latest = await latestReadings(readings, network, (station, error) =>
    log.error({ err: error, station }, 'what a gauge reported last cannot be read: the clock is not compared with it'),
  );
  const newest = Math.max(...latest.map(({ receivedAt }) => receivedAt));
  if (newest - now < NOTICED_MS) return null;
  const said = { clock: iso(now), recorded: iso(newest) };
  // A sensor with a clock of its own has said a time that this one has yet to come to; had ours been ahead, that would be past.
  const ofTheirOwn = latest.filter(isOfItsOwn);
  const later = ofTheirOwn.filter(({ observedAt }) => isClockBehind(now, observedAt));
  if (later.length > 0) {
    log.error(
      { ...said, gauges: later.map(({ station }) => station) },
      "this machine's clock is behind (timedatectl): sensors with a clock of their own have said a later time. Until it is right, readings of now are refused as of the future",
    );
    return Math.max(...later.map(({ observedAt }) => observedAt));
  }
  log.error(
    said,
    "this machine's clock is behind what it has recorded (timedatectl): until it is right, readings of now are refused as of the future. Where it was ahead before, and is right now, exclude what it recorded then, once that time has come, on the page of the gauge",
  );
  return null;
}

/**
 * The latest time that a sensor had said by a clock of its own while this one stood as far on: then it is behind since. `null` where none had. What cannot
 * be read says nothing. As it was received at first: taken back or excluded since, it bears the time at which that was done. And as of a time that is yet
 * to come: what was received since it was set back says nothing of what was before.
 */
export function saidBeforeSetBack(
  held: Pick<ReceivedAfter, 'firstReceivedAfter'>,
  network: Network,
  step: SettingBack,
  now: Instant,
): Instant | null {
  const after = Math.max(step.at, now);
  const later = [...network.stations.values()].flatMap(({ id: station, quantity }) => {
    try {
      return held.firstReceivedAfter({ station, quantity }, after, step.at + NOTICED_MS, saidBefore(step));
    } catch {
      return [];
    }
  });
  const said = later.filter(isOfItsOwn);
  return said.length === 0 ? null : Math.max(...said.map(({ observedAt }) => observedAt));
}

function isOfItsOwn(each: Reading): boolean {
  return each.observedAt !== each.receivedAt && !isByPerson(each);
}
