import type { NetworkFit } from '../../forecast/learn/fit-network.ts';
import type { PriorRiver } from '../../forecast/learn/prior.ts';
import type { Recorded } from '../../forecast/learn/river-record.ts';
import { lessonsOfOthers } from '../../forecast/learn/same-recording.ts';
import type { Series } from '../../forecast/observed/series.ts';
import type { Instant } from '../../lib/clock.ts';
import type { Rule } from '../../policy/policy.ts';
import { createNetwork } from '../../territory/network.ts';
import { type Hindcast, hindcastStepMs, makeHindcast, TUNED_LEADS_H } from '../backtest/hindcast.ts';
import { splitRecord, type TuningPast, tunedMarks } from '../tune/tune-gauge.ts';
import { hindcastKey, keptHindcast } from './hindcast-file.ts';

export interface HindcastAsked {
  recorded: Recorded;
  station: string;
  /** Of one commune at this gauge: forecasts are made for their marks and lead times. */
  rules: readonly Rule[];
  /** Rivers that teach besides, read only where forecasts are made, and which of them may not; `null` for none. */
  prior: { rivers(): readonly PriorRiver[]; without: readonly string[] } | null;
  /** Where the forecasts are kept for the next time; `null` to keep none. */
  file: string | null;
}

/** Of what is told: what other rivers teach, the fits on the way, and the forecasts by them. Of two years the fits take nearly all the time, of fifteen the forecasts. */
const SHARES = { others: 0.1, fits: 0.5, forecasts: 0.4 };

export interface HindcastEvents {
  onFit?(fit: NetworkFit): void;
  /** How far the forecasts are; `share` from 0 to 1, of the fits before them too. */
  onProgress?(at: Instant, share: number): void;
  /** The file could not be written: the forecasts serve this once. */
  onNotKept(cause: unknown): void;
}

/** The marks and lead times of which chances are forecast for these rules. */
export function columnsFor(series: Series, rules: readonly Rule[]): Pick<Hindcast, 'marksM' | 'leadTimesH'> {
  const leadTimesH = [...new Set([...TUNED_LEADS_H, ...rules.map((rule) => rule.leadTimeH)])].sort((a, b) => a - b);
  const own = rules.map(({ markM }) => markM);
  return { marksM: tunedMarks(series, own), leadTimesH };
}

/**
 * All that rules are tuned on: a gauge's record cut in three, and what would have been forecast after the first part. Minutes,
 * or seconds where `isKept`: the forecasts of the last time still hold. Of a network of many rivers its own alone is learned from:
 * of all of them it would take hours.
 */
export function hindcastToTuneOn(
  { recorded: network, station: id, rules, prior, file }: HindcastAsked,
  { onFit, onProgress, onNotKept }: HindcastEvents,
): TuningPast & { isKept: boolean } {
  const recorded = basinOf(network, id);
  const station = recorded.stations.find((each) => each.id === id)!;
  const series = recorded.series.get(id)!;
  const { marksM, leadTimesH } = columnsFor(series, rules);
  const split = splitRecord(series, marksM[0]!);
  const { fitUntil, until } = split;
  const key = hindcastKey(recorded, [id, marksM, leadTimesH, prior?.without ?? null]);
  const make = () => {
    const done = { others: 0, fits: 0, forecasts: 0 };
    const lengthMs = Math.max(1, until - fitUntil);
    const tell = (more: Partial<typeof done>): void => {
      const { others, fits, forecasts } = Object.assign(done, more);
      const share = SHARES.others * others + SHARES.fits * fits + SHARES.forecasts * forecasts;
      onProgress?.(fitUntil + forecasts * lengthMs, share);
    };
    const [rivers, own] = [prior?.rivers() ?? [], recorded.series.values()];
    const lessons = lessonsOfOthers(rivers, own, fitUntil, prior?.without ?? [], (others) => tell({ others }));
    return makeHindcast(
      recorded,
      {
        station: id,
        marksM,
        leadTimesH,
        fitUntil,
        from: fitUntil,
        to: until,
        everyMs: hindcastStepMs(station),
        prior: lessons,
      },
      {
        onFit: (fit) => onFit?.(fit),
        onLearning: (fits) => tell({ others: 1, fits }),
        onProgress: (at) => tell({ forecasts: (at - fitUntil) / lengthMs }),
      },
    );
  };
  return { ...keptHindcast(file, key, make, onNotKept), station, series, split };
}

function basinOf({ stations, series }: Recorded, station: string): Recorded {
  const basin = createNetwork(stations).basinOf(station);
  return { stations: basin, series: new Map([...series].filter(([id]) => basin.some((each) => each.id === id))) };
}
