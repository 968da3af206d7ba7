import { join } from 'node:path';
import { readPrior } from '../../src/forecast/io/prior-file.ts';
import { type PriorLesson, priorLessons } from '../../src/forecast/learn/prior.ts';
import type { Dataset } from '../../src/verification/backtest/dataset.ts';
import { readDataset } from '../../src/verification/io/read-dataset.ts';
import { boosting, type Peer } from './peer.ts';

/** What every test may ask for; what is costly is made once. */
export interface Context {
  read(dataset: string): Dataset;
  /** The shipped prior without the group of a river. */
  priorWithout(dataset: string): readonly PriorLesson[];
  peer(dataset: string, fitUntil: string, pooled: boolean): Peer | null;
  /** No refits: a first look. */
  quick: boolean;
}

export interface ContextOptions {
  data: string;
  out: string;
  peers: string | undefined;
  rightEdge: boolean;
  withBoosting: boolean;
  quick: boolean;
}

export function createContext(options: ContextOptions): Context {
  const { data, withBoosting, quick } = options;
  const rivers = readPrior();
  const groupOf = (dataset: string): string => rivers.find(({ id }) => id === dataset)?.group ?? dataset;
  const priors = new Map<string, readonly PriorLesson[]>();
  return {
    read(dataset) {
      const read = readDataset(join(data, dataset));
      if (!read.ok) throw new Error(`${read.error.file}:${read.error.line}: ${read.error.reason}`);
      return read.value;
    },
    priorWithout(dataset) {
      const group = groupOf(dataset);
      const lessons = priors.get(group) ?? priorLessons(rivers, [dataset]);
      priors.set(group, lessons);
      return lessons;
    },
    peer: (dataset, fitUntil, pooled) =>
      withBoosting ? boosting(dataset, fitUntil, pooled, { ...options, rivers }) : null,
    quick,
  };
}
