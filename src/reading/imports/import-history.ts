import type { Instant } from '../../lib/clock.ts';
import type { Network } from '../../territory/network.ts';
import type { Station } from '../../territory/station.ts';
import { type GradeContext, intakeFetched } from '../intake.ts';
import { QUALITY_WINDOW_MS } from '../quality/quality.ts';
import { isAccepted, type QualityTest } from '../reading.ts';
import type { AppendOutcome, ReadingStore } from '../reading-store.ts';
import { inOrder, type Points } from './points.ts';
import { spanReadings } from './span-readings.ts';

export interface History {
  station: Pick<Station, 'id' | 'quantity'>;
  points: Points;
}

export interface HistoryContext {
  store: Pick<ReadingStore, 'append' | 'window'>;
  network: Network;
  /** The present: nobody knew of these readings before, and no hindcast of then may. */
  receivedAt: Instant;
  /** What a person took out of what counts holds for what comes later too. */
  excluding: GradeContext['excluding'];
}

export interface Imported {
  counts: Record<AppendOutcome, number>;
  /** What was written and is not taken for true, by the test that it failed: a record in the wrong unit shows here. */
  doubted: ReadonlyMap<QualityTest, number>;
}

/** Judging looks at half a day before each: few enough that a slice of them is short, many enough to a commit. */
const BATCH = 500;
/** The record itself is being taken in: there is nothing yet to learn its limits from. */
const NOT_LEARNT = { of: () => null };

/**
 * Stores a record of the past, oldest first, through the same quality control as a live reading. They are received now, so a
 * forecast issued before now never sees them, while one issued later, and the fit, has them all. Importing again changes nothing.
 */
export async function importHistory(
  { station, points }: History,
  { store, network, receivedAt, excluding }: HistoryContext,
  onProgress: (done: number) => void,
): Promise<Imported> {
  const counts = { new: 0, revision: 0, repeat: 0 };
  const doubted = new Map<QualityTest, number>();
  const { times, values } = inOrder(points);
  for (let start = 0; start < times.length; start += BATCH) {
    const batch = times.slice(start, start + BATCH);
    const recent = spanReadings(store, batch[0]! - QUALITY_WINDOW_MS, batch.at(-1)!, receivedAt);
    const observations = batch.map((observedAt, index) => ({
      station: station.id,
      quantity: station.quantity,
      observedAt,
      value: values[start + index]!,
    }));
    const { readings } = await intakeFetched(
      { receivedAt, observations, rejections: [] },
      { network, recent, limits: NOT_LEARNT, excluding },
    );
    for (const [index, outcome] of (await store.append(readings)).entries()) {
      counts[outcome] += 1;
      const reading = readings[index]!;
      if (outcome === 'repeat' || isAccepted(reading)) continue;
      for (const test of reading.tests) {
        // All of a past is late.
        if (test !== 'late') doubted.set(test, (doubted.get(test) ?? 0) + 1);
      }
    }
    onProgress(start + batch.length);
  }
  return { counts, doubted };
}
