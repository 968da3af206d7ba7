import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { readPrior } from '../forecast/io/prior-file.ts';
import { lessonsOfOthers } from '../forecast/learn/same-recording.ts';
import type { Series } from '../forecast/observed/series.ts';
import type { Instant } from '../lib/clock.ts';
import { type Policy, rulesFor } from '../policy/policy.ts';
import { raisedLevels } from '../territory/alert-level.ts';
import type { Station } from '../territory/station.ts';
import { type Hindcast, hindcastStepMs, makeHindcast, TUNED_LEADS_H } from '../verification/hindcast.ts';
import { hindcastKey, keptHindcast } from '../verification/io/hindcast-file.ts';
import { type GaugeTuning, type Split, splitRecord, tunedMarks, tuneGauge } from '../verification/tune-gauge.ts';

/** What one run of the worker is given. */
export interface TuningWork {
  stations: readonly Station[];
  /** Accepted readings only. */
  series: ReadonlyMap<string, Series>;
  station: string;
  commune: string;
  policy: Policy;
  /** Where forecasts are kept for the next time. */
  folder: string;
  priorWithout: readonly string[];
}

export type TuningNews = { kind: 'progress'; share: number } | { kind: 'done'; tunings: readonly GaugeTuning[] };

/** The forecasts take this share of the time. */
const FORECASTS = 0.9;

/** Runs in a thread of its own: minutes of work delay no reading and no alert. */
function run(work: TuningWork): void {
  const station = work.stations.find(({ id }) => id === work.station)!;
  const series = work.series.get(station.id)!;
  const rules = rulesFor(work.policy, work.commune, station.id);
  const ownMarksM = rules.map(({ markM }) => markM);
  const marksM = tunedMarks(series, ownMarksM);
  const split = splitRecord(series, marksM[0]!);
  const leadTimesH = [...new Set([...TUNED_LEADS_H, ...rules.map((rule) => rule.leadTimeH)])].sort((a, b) => a - b);
  const hindcast = forecasts(work, station, { marksM, leadTimesH, split });
  const task = { hindcast, station, series, split };
  const tunings = tuneGauge(task, work.policy, { commune: work.commune, levels: raisedLevels }, (share) =>
    post({ kind: 'progress', share: FORECASTS + (1 - FORECASTS) * share }),
  );
  post({ kind: 'done', tunings });
}

function forecasts(
  { stations, series, folder, priorWithout }: TuningWork,
  station: Station,
  { marksM, leadTimesH, split }: { marksM: number[]; leadTimesH: number[]; split: Split },
): Hindcast {
  const file = join(folder, `hindcast-${station.id}.bin`);
  const newest: Instant = series.get(station.id)!.times.at(-1)!;
  const key = hindcastKey({ stations, series }, [marksM, leadTimesH, priorWithout]);
  const { fitUntil } = split;
  const asked = { station: station.id, fitUntil, from: fitUntil, to: newest, marksM, leadTimesH };
  let told = 0;
  const make = () => {
    const prior = lessonsOfOthers(readPrior(), series.values(), fitUntil, priorWithout);
    const options = { ...asked, everyMs: hindcastStepMs(station), prior };
    return makeHindcast({ stations, series }, options, {
      onProgress(at) {
        const share = (at - fitUntil) / Math.max(1, newest - fitUntil);
        if (share - told < 0.01) return;
        told = share;
        post({ kind: 'progress', share: FORECASTS * share });
      },
    });
  };
  return keptHindcast(file, key, make).hindcast;
}

function post(news: TuningNews): void {
  parentPort?.postMessage(news, []);
}

const work: TuningWork = workerData;
run(work);
