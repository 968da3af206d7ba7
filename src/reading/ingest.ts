import type { Clock } from '../lib/clock.ts';
import { iso } from '../lib/units.ts';
import { createAllowance } from './allowance.ts';
import { appendEach } from './append-each.ts';
import { type DeviceHealthStore, noteSighting } from './device/device-state.ts';
import type { RawFrameStore } from './device/raw-frame-store.ts';
import { type Fetched, type Intake, type IntakeContext, intake, intakeFetched } from './intake.ts';
import type { RawMessage } from './message-source.ts';
import type { NewReading, Rejection } from './reading.ts';
import type { ReadingStore, RejectionStore } from './reading-store.ts';
import type { HeldReadings } from './recent-readings.ts';
import { takeTurns } from './take-turns.ts';

/** What readings are graded by and stored in. */
export interface IngestParts
  extends Pick<IntakeContext, 'network' | 'limits' | 'excluding' | 'devices' | 'acceptSimulated'> {
  clock: Clock;
  recent: HeldReadings;
  readings: ReadingStore;
  rejections: RejectionStore;
  frames: RawFrameStore;
  deviceHealth: DeviceHealthStore;
  /** Resolves once there can be written. */
  turn(): Promise<void>;
  atomically(work: () => void): void;
  /** Whether the disk has spoiled what was to be written: the next attempt fails as this one did. */
  isSpoiled(error: unknown): boolean;
  failed(place: string, error: unknown): void;
}

export interface IngestStep {
  /** Durable when it resolves. Gives the stations of which something new is known. */
  ingest(batch: readonly RawMessage[]): Promise<ReadonlySet<string>>;
  /** The same for what was fetched from a national service. */
  ingestFetched(fetched: Fetched): Promise<ReadonlySet<string>>;
  /** Takes in what others wrote, as an import does, between two batches. */
  refresh(): Promise<void>;
}

/** The first step of the flow: messages become stored readings and rejections, one batch after another. */
export function createIngest(parts: IngestParts, allowance = createAllowance()): IngestStep {
  const { clock, recent } = parts;
  const inTurn = takeTurns();

  async function store({ readings, allowed, rejections, frames, sightings }: Intake): Promise<ReadonlySet<string>> {
    const stored = new Set<string>();
    const lost: Rejection[] = [];
    try {
      const outcomes = await appendEach(parts.readings, readings, parts.isSpoiled);
      for (const [index, reading] of readings.entries()) {
        const outcome = outcomes[index];
        if (typeof outcome === 'object') {
          recent.forget(reading);
          parts.failed(reading.station, outcome.error);
          lost.push(notKept(reading, outcome.error));
          continue;
        }
        if (outcome !== 'repeat') stored.add(reading.station);
        // What is too old to be held is known by the store alone: a logger that tells its whole month each hour adds nothing.
        else if (allowed.has(reading)) allowance.givesBack(reading.station);
        // Whatever fails from here on, it is stored: said again it is a repeat, and given back as one.
        allowed.delete(reading);
      }
      const refused = [...rejections, ...lost];
      if (refused.length > 0) parts.rejections.append(refused);
      if (frames.length > 0) {
        parts.atomically(() => {
          parts.frames.append(frames);
          for (const each of sightings) parts.deviceHealth.put(noteSighting(parts.deviceHealth.of(each.station), each));
        });
      }
      return stored;
    } catch (error) {
      for (const reading of readings) recent.forget(reading);
      // Each once: said twice in a batch it stands twice among the readings.
      for (const { station } of allowed) allowance.givesBack(station);
      throw error;
    }
  }

  return {
    ingest: (batch) =>
      inTurn(async () => {
        await parts.turn();
        recent.refresh();
        return store(await intake(batch, { ...parts, allowance, now: clock.now() }));
      }),
    ingestFetched: (fetched) =>
      inTurn(async () => {
        await parts.turn();
        recent.refresh();
        return store(await intakeFetched(fetched, parts));
      }),
    refresh: () => inTurn(async () => recent.refresh()),
  };
}

/** Sent again it would be refused again, and hold up all that comes after it. */
function notKept({ station, quantity, observedAt, value, receivedAt }: NewReading, error: unknown): Rejection {
  return {
    receivedAt,
    topic: `amont/v1/${station}/${quantity}`,
    payload: JSON.stringify({ observedAt: iso(observedAt), value }),
    reason: 'malformed',
    detail: `it cannot be stored, which is a fault of the database: ${String(error)}`,
  };
}
