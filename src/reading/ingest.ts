import type { Clock } from '../lib/clock.ts';
import { type DeviceHealthStore, noteSighting } from './device-state.ts';
import type { Exclusion } from './exclusion.ts';
import { type Fetched, type Intake, type IntakeContext, intake, intakeFetched } from './intake.ts';
import type { RawMessage } from './message-source.ts';
import type { RawFrameStore } from './raw-frame-store.ts';
import type { ReadingStore, RejectionStore } from './reading-store.ts';
import type { HeldReadings } from './recent-readings.ts';
import { takeTurns } from './take-turns.ts';

/** What readings are graded by and stored in. */
export interface IngestParts extends Pick<IntakeContext, 'network' | 'limits' | 'devices' | 'acceptSimulated'> {
  clock: Clock;
  recent: HeldReadings;
  readings: ReadingStore;
  rejections: RejectionStore;
  frames: RawFrameStore;
  deviceHealth: DeviceHealthStore;
  /** Exclusions in force. */
  excluding(): readonly Exclusion[];
  /** Resolves once there can be written. */
  turn(): Promise<void>;
  atomically(work: () => void): void;
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
export function createIngest(parts: IngestParts): IngestStep {
  const { clock, recent } = parts;
  const inTurn = takeTurns();

  async function store({ readings, rejections, frames, sightings }: Intake): Promise<ReadonlySet<string>> {
    try {
      const outcomes = await parts.readings.append(readings);
      if (rejections.length > 0) parts.rejections.append(rejections);
      if (frames.length > 0) {
        parts.atomically(() => {
          parts.frames.append(frames);
          for (const each of sightings) parts.deviceHealth.put(noteSighting(parts.deviceHealth.of(each.station), each));
        });
      }
      return new Set(readings.filter((_, index) => outcomes[index] !== 'repeat').map((each) => each.station));
    } catch (error) {
      for (const reading of readings) recent.forget(reading);
      throw error;
    }
  }

  return {
    ingest: (batch) =>
      inTurn(async () => {
        await parts.turn();
        recent.refresh();
        return store(await intake(batch, { ...parts, exclusions: parts.excluding(), now: clock.now() }));
      }),
    ingestFetched: (fetched) =>
      inTurn(async () => {
        await parts.turn();
        recent.refresh();
        return store(await intakeFetched(fetched, { ...parts, exclusions: parts.excluding() }));
      }),
    refresh: () => inTurn(async () => recent.refresh()),
  };
}
