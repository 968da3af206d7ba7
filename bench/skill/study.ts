import { countUntil } from '../../src/forecast/observed/series.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import type { Dataset } from '../../src/verification/backtest/dataset.ts';
import { type StageTruth, stageTruthOf } from '../../src/verification/backtest/stage-truth.ts';
import { type Flood, floodsOf } from '../../src/verification/match-events.ts';

/** A recorded river as it is judged. */
export interface Study {
  dataset: Dataset;
  /** The gauges that are judged. */
  stations: readonly string[];
  truths: ReadonlyMap<string, StageTruth>;
  marksOf(station: string): readonly number[];
  /** What `dataset.yaml` calls a mark; one of others' choice by its height. */
  nameOf(station: string, markM: number): string;
  floodsAt(station: string, markM: number): readonly Flood[];
}

export function createStudy(dataset: Dataset, stations?: readonly string[], marksM?: readonly number[]): Study {
  const stages = dataset.stations.filter(({ quantity }) => quantity === 'stage');
  const truths = new Map(
    stages.map((station): [string, StageTruth] => [station.id, stageTruthOf(station, dataset.series.get(station.id)!)]),
  );
  const own = new Map(stages.map(({ id, marks }) => [id, Object.values(marks)]));
  const names = new Map(
    stages.flatMap(({ id, marks }) => Object.entries(marks).map(([name, markM]) => [`${id} ${markM}`, name])),
  );
  const floods = new Map<string, readonly Flood[]>();
  return {
    dataset,
    stations: stations ?? stages.map(({ id }) => id),
    truths,
    marksOf: (station) => marksM ?? own.get(station)!,
    nameOf: (station, markM) => names.get(`${station} ${markM}`) ?? `${markM} m`,
    // Found once: a record of decades is asked for them at every case.
    floodsAt(station, markM) {
      const key = `${station} ${markM}`;
      const found = floods.get(key) ?? floodsOf(truths.get(station)!.series, markM);
      floods.set(key, found);
      return found;
    },
  };
}

/** The highest stage observed in a window, metres, and whether four fifths of it were observed. */
export interface Highest {
  seenM: number;
  isWhole: boolean;
}

/** `null` where nothing was observed in the window, or nothing just before it. */
export function highestWithin({ series, intervalMs }: StageTruth, at: Instant, leadTimeH: number): Highest | null {
  const [from, to] = [countUntil(series, at), countUntil(series, at + leadTimeH * HOUR_MS)];
  const before = series.times[from - 1];
  if (before === undefined || at - before > HOUR_MS + intervalMs) return null;
  if (to === from) return null;
  const seenM = series.values.subarray(from, to).reduce((highest, each) => Math.max(highest, each));
  return { seenM, isWhole: to - from >= (0.8 * leadTimeH * HOUR_MS) / intervalMs };
}

/** When the mark was first passed after a moment, on the straight line between two values; `null` where it never was. */
export function firstPassage({ series: { times, values } }: StageTruth, at: Instant, markM: number): Instant | null {
  for (let index = Math.max(1, countUntil({ times }, at)); index < times.length; index++) {
    const [before, value] = [values[index - 1]!, values[index]!];
    if (value < markM) continue;
    const part = before < markM ? (markM - before) / (value - before) : 0;
    return Math.max(at, times[index - 1]! + part * (times[index]! - times[index - 1]!));
  }
  return null;
}
