import type { BaseLogger } from 'pino';
import { type Clock, type Instant, isAhead } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import { keepWithinRoom } from '../reading/device/frame-room.ts';
import type { RawFrameStore } from '../reading/device/raw-frame-store.ts';
import { isAccepted } from '../reading/reading.ts';
import type { ReadingStore, RejectionStore } from '../reading/reading-store.ts';

interface Stores {
  readings: ReadingStore;
  rejections: RejectionStore;
  frames: RawFrameStore;
}

const MOST_AN_HOUR = 100;

/**
 * The same stores, which write into the log what sensors send and nothing rests on: whoever sets one up looks there first. A sensor says
 * the same again every few minutes, so of each kind the first of an hour is told, and how many more there were. `notKept` is called for each
 * message for which there is no room as it came: its readings are stored all the same.
 */
export function tellRefused(
  stores: Stores,
  log: Pick<BaseLogger, 'warn'>,
  clock: Clock,
  notKept: (station: string) => void,
): Stores {
  const { readings, rejections, frames } = stores;
  const told = new Set<string>();
  let endsAt: Instant = 0;
  let leftOut = 0;

  function tell(kind: string, message: string, about: Readonly<Record<string, unknown>>): void {
    const now = clock.now();
    if (now >= endsAt || isAhead(endsAt - HOUR_MS, now)) {
      if (leftOut > 0) log.warn({ leftOut }, 'more of what sensors sent in the hour before was refused or doubted');
      endsAt = now + HOUR_MS;
      leftOut = 0;
      told.clear();
    }
    if (told.has(kind) || told.size === MOST_AN_HOUR) {
      leftOut += 1;
      return;
    }
    told.add(kind);
    log.warn(about, message);
  }

  return {
    frames: keepWithinRoom(frames, ({ station, topic }) => {
      notKept(station);
      tell(`${station} frames`, 'a device says too much for its messages to be kept as they came', { station, topic });
    }),
    rejections: {
      ...rejections,
      append(rejected) {
        rejections.append(rejected);
        for (const { topic, reason, detail } of rejected) {
          tell(`${topic} ${reason}`, 'a message was refused', { topic, reason, detail });
        }
      },
    },
    readings: {
      ...readings,
      async append(batch) {
        const outcomes = await readings.append(batch);
        for (const [index, reading] of batch.entries()) {
          const { station, value, tests } = reading;
          // What a person has excluded they know.
          if (outcomes[index] === 'repeat' || isAccepted(reading) || tests.includes('excluded')) continue;
          const about = { station, value, tests };
          tell(`${station} ${tests.join()}`, 'a reading is kept and not taken for true', about);
        }
        return outcomes;
      },
    },
  };
}
