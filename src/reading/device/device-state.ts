import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { DeviceHealth, DeviceReport } from '../decode/decode-device.ts';

/** How a device does, apart from the level that it measures. */
export interface DeviceState extends Omit<DeviceHealth, 'batteryPercent'> {
  station: string;
  batteryPercent: number | null;
  /** When each was told last; not there in what was stored before it was kept. */
  toldAt?: Readonly<Record<keyof DeviceHealth, Instant>>;
  lastSeenAt: Instant;
  /** The last that was told; `null` where the format counts nothing. */
  frameCounter: number | null;
  /** Frames received, each once however often it came. */
  frames: number;
  /** Frames that never came, by the counter. */
  lostFrames: number;
  /** The last transmissions, so that one that comes again is known. */
  recentIds: readonly string[];
}

/** What one message says of its device: enough that it came. */
export interface Sighting extends Pick<DeviceReport, 'health' | 'dedupId' | 'frameCounter'> {
  station: string;
  receivedAt: Instant;
}

/** PORT. */
export interface DeviceHealthStore {
  of(station: string): DeviceState | null;
  put(state: DeviceState): void;
}

const IDS_KEPT = 20;
/** Some tell of their battery once a day. What tells nothing of it for longer is another device, or set up otherwise. */
const HELD_MS = 7 * DAY_MS;

/**
 * Takes in one message. What it does not tell stays as last told, for a week; a transmission that comes again counts once.
 * @example counters 7, then 10: frames 2, lostFrames 2
 */
export function noteSighting(before: DeviceState | null, sighting: Sighting): DeviceState {
  const { station, receivedAt, health, dedupId, frameCounter } = sighting;
  const lastSeenAt = Math.max(before?.lastSeenAt ?? receivedAt, receivedAt);
  if (before && isRepeat(before, sighting)) return { ...before, lastSeenAt };
  const last = before?.frameCounter ?? null;
  const toldAt = (what: keyof DeviceHealth): Instant =>
    health[what] === null && before ? (before.toldAt?.[what] ?? before.lastSeenAt) : receivedAt;
  const held = (what: keyof DeviceHealth) => (before && receivedAt - toldAt(what) < HELD_MS ? before[what] : null);
  const percent = health.batteryPercent ?? held('batteryPercent');
  return {
    station,
    lastSeenAt,
    batteryV: health.batteryV ?? held('batteryV'),
    batteryPercent: percent === 'mains' ? null : percent,
    tiltDeg: health.tiltDeg ?? held('tiltDeg'),
    toldAt: {
      batteryV: toldAt('batteryV'),
      batteryPercent: toldAt('batteryPercent'),
      tiltDeg: toldAt('tiltDeg'),
    },
    frameCounter: frameCounter ?? last,
    frames: (before?.frames ?? 0) + 1,
    lostFrames:
      (before?.lostFrames ?? 0) + (last === null || frameCounter === null ? 0 : lostFrames(last, frameCounter)),
    recentIds: [...(before?.recentIds ?? []), ...(dedupId === null ? [] : [dedupId])].slice(-IDS_KEPT),
  };
}

/** By the network's name for the transmission where there is one: a device started anew begins to count at 0 again. */
function isRepeat(before: DeviceState, { dedupId, frameCounter }: Sighting): boolean {
  if (dedupId !== null) return before.recentIds.includes(dedupId);
  return frameCounter !== null && frameCounter === before.frameCounter;
}

/**
 * How many frames were lost between two received in a row, by their counters. A counter that goes back means that the device was
 * started anew, and tells nothing; the same again is the same frame.
 * @example lostFrames(7, 10) // 2
 * @example lostFrames(65_535, 0) // 0: 16-bit counters begin again
 */
export function lostFrames(previous: number, current: number): number {
  if (current > previous) return current - previous - 1;
  const wrapped = current + 2 ** 16 - previous - 1;
  // Only just before the end of 16 bits is going back a wrap rather than a restart.
  return previous < 2 ** 16 && wrapped >= 0 && wrapped < 100 && current < previous ? wrapped : 0;
}
