import { syntheticRiver } from '../synthetic/synthetic-river.ts';
import { recordAsOf, rowsOfRiver } from './river-record.ts';
import type { TrainingRows } from './training-rows.ts';

/** What one gauge of a synthetic river teaches. */
export interface SyntheticLesson {
  river: number;
  rows: TrainingRows;
}

const RIVERS = 30;
/** Of quiet situations one in so many. */
const QUIET_THINNING = 12;

let known: SyntheticLesson[] | null = null;

/** What the synthetic rivers teach, made once a process: it takes some seconds. */
export function syntheticLessons(): readonly SyntheticLesson[] {
  known ??= Array.from({ length: RIVERS }, (_, river) => river).flatMap((river) => {
    const record = recordAsOf(syntheticRiver(river + 1), Number.POSITIVE_INFINITY);
    const options = { until: Number.POSITIVE_INFINITY, quietThinning: QUIET_THINNING, weight: 1 };
    return rowsOfRiver(record, () => options).map(({ rows }) => ({ river, rows }));
  });
  return known;
}
