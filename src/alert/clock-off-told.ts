import type { Instant } from '../lib/clock.ts';
import type { Known } from '../policy/assess.ts';
import { clockOff, REFUSALS_LOOKED_AT } from '../reading/clock/clock-off.ts';
import type { DeviceMapping } from '../reading/decode/device-mapping.ts';
import type { Rejection } from '../reading/reading.ts';
import type { AlertEvent } from './alert.ts';

/** Adds to a gauge that is told as not seen that its sensor speaks by a wrong clock, where it does. */
export type ClockOffTold = (event: AlertEvent, here: Pick<Known, 'station' | 'recent'> | undefined) => AlertEvent;

/** `refused`: the newest that was refused, newest first; `null` where the disk does not give it. */
export function createClockOffTold(
  refused: (limit: number) => readonly Rejection[] | null,
  devices: readonly DeviceMapping[],
): ClockOffTold {
  /** Of one moment once: where a network fails, hundreds of gauges are lost in one round, in which nothing else is done. */
  let read: { at: Instant; refused: readonly Rejection[] } | null = null;
  const refusedBy = (at: Instant): readonly Rejection[] => {
    if (read?.at !== at) read = { at, refused: refused(REFUSALS_LOOKED_AT) ?? [] };
    return read.refused;
  };
  return (event, here) => {
    if (!here || event.reason.because !== 'not-seen') return event;
    const said = { refused: refusedBy(event.at), devices };
    // To a quarter of an hour: of a gauge of several communes what is told alike is told once.
    const clockOffMs = clockOff({ station: here.station, past: here.recent }, said, event.at);
    return clockOffMs === null ? event : { ...event, reason: { ...event.reason, clockOffMs } };
  };
}
