import { workerData } from 'node:worker_threads';
import type { Instant } from '../../lib/clock.ts';
import { doWork } from '../../lib/io/thread-work.ts';
import type { Station } from '../../territory/station.ts';
import type { LearningProgress } from '../forecast-model.ts';
import type { FitBasis } from '../learn/fit-basis.ts';
import { type KnownRecord, knownRecords } from '../learn/fit-due.ts';
import { fitNetwork, type NetworkFit, normalsAt } from '../learn/fit-network.ts';
import type { OwnModel } from '../learn/fit-own-model.ts';
import { priorLessons } from '../learn/prior.ts';
import { createRiverRecord, scalesUntil } from '../learn/river-record.ts';
import { type GaugeScale, noiseShare } from '../observed/gauge.ts';
import type { Series } from '../observed/series.ts';
import { readPrior } from './prior-file.ts';
import { openUnfinishedFit } from './unfinished-fit.ts';

/** What one run of the worker is given: it learns once and ends. */
export interface FitTask {
  stations: readonly Station[];
  /** Accepted readings only. */
  series: ReadonlyMap<string, Series>;
  until: Instant;
  /** Rivers of the shipped prior to leave out; `null` for no prior at all. */
  priorWithout: readonly string[] | null;
  /** Of a fit that is still good: only its usual levels are brought up to date. */
  scales: ReadonlyMap<string, GaugeScale> | null;
  /** Where what is learned of each gauge is kept while it learns, and what for; `null` to keep none. */
  unfinished: { file: string; basis: FitBasis } | null;
}

/** What is told while it learns: how far it is, and what each gauge learned from itself, one by one, for all at once would hold up the service. */
export type FitNews = LearningProgress | { station: string; model: OwnModel } | { notKept: unknown };

/** What of a fit that is still good is of now: usual levels, and in the scales how much each gauge trembles. */
export type Levelled = Pick<NetworkFit, 'normals' | 'levelledAt' | 'scales'>;

/** A fit, without what was told gauge by gauge, and what it knew of the record of each; where the last one is still good what of it is of now. */
export type Learned = { fit: Omit<NetworkFit, 'local'>; known: ReadonlyMap<string, KnownRecord> } | Levelled;

export function fitInThread(
  { stations, series, until, priorWithout, scales, unfinished }: FitTask,
  tell: (news: FitNews) => void,
): Learned {
  const record = createRiverRecord(stations, series, scales ?? scalesUntil(stations, series, until));
  if (scales !== null) {
    const renewed = new Map(
      stations.flatMap((station) => {
        const [scale, own] = [scales.get(station.id), series.get(station.id)];
        return scale && own ? [[station.id, { ...scale, noise: noiseShare(station, own, until, scale.scale) }]] : [];
      }),
    );
    return { normals: normalsAt(record, until), levelledAt: until, scales: renewed };
  }
  const prior = priorWithout === null ? [] : priorLessons(readPrior(), priorWithout);
  const kept =
    unfinished &&
    openUnfinishedFit(unfinished.file, { basis: unfinished.basis, until }, (notKept) => tell({ notKept }));
  const { local: _, ...fit } = fitNetwork(record, prior, until, {
    onProgress: tell,
    lessonOf(station, learn) {
      const lesson = kept === null ? learn() : kept.lessonOf(station, learn);
      if (lesson?.model) tell({ station, model: lesson.model });
      return lesson;
    },
  });
  kept?.close();
  return { fit, known: knownRecords(stations, series, until) };
}

doWork((tell) => fitInThread(workerData, tell));
