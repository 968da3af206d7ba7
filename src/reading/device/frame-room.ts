import type { RawFrame, RawFrameStore } from './raw-frame-store.ts';

/** Bytes. The longest of uplinks each minute is a sixth of it; in the days that they are kept these are 300 MB of a station at most. */
const PER_S = 500;
const SAVED = 20_000_000;

/**
 * Whether there is room to keep a message as it came. It is kept to try a mapping on and no reading rests on it, but one may have 64 KB: without end,
 * as from whoever has a device's password, they filled the disk with 12 GB in 17 minutes, and with the disk everything stands still.
 */
export function createFrameRoom(perS = PER_S, saved = SAVED): (frame: RawFrame) => boolean {
  const known = new Map<string, { left: number; at: number }>();
  return ({ station, receivedAt, payload }) => {
    const { left, at } = known.get(station) ?? { left: saved, at: receivedAt };
    // A clock that is set back gives nothing, and takes nothing.
    const has = Math.min(saved, left + (Math.max(0, receivedAt - at) / 1_000) * perS);
    const isRoom = has >= payload.length;
    known.set(station, { left: isRoom ? has - payload.length : has, at: receivedAt });
    return isRoom;
  };
}

/** The same store, which keeps what there is room for and tells of the rest. */
export function keepWithinRoom(
  store: RawFrameStore,
  leftOut: (frame: RawFrame) => void,
  hasRoom = createFrameRoom(),
): RawFrameStore {
  return {
    ...store,
    append(frames) {
      const { kept = [], rest = [] } = Object.groupBy(frames, (frame) => (hasRoom(frame) ? 'kept' : 'rest'));
      store.append(kept);
      rest.forEach(leftOut);
    },
  };
}
