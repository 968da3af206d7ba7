import type { Case } from './case.ts';
import { type ChosenAlarms, chosenAlarms } from './chosen-alarms.ts';
import { type Score, score } from './scores.ts';

/** What one test found: for readers, and all of it in numbers. */
export interface Outcome {
  name: string;
  markdown: string;
  figures: unknown;
}

export interface LeadScore {
  leadTimeH: number;
  score: Score;
  /** `null` where no other year saw a flood. */
  chosen: ChosenAlarms | null;
}

/** One mark, or the marks of one name at all gauges. */
export interface MarkScore {
  mark: string;
  byLead: LeadScore[];
}

/** `all`: what thresholds are chosen on, where the cases are those of one mark among several. */
export function scoreByLead(cases: readonly Case[], all = cases): LeadScore[] {
  const pool = Map.groupBy(all, ({ leadTimeH }) => leadTimeH);
  return [...Map.groupBy(cases, ({ leadTimeH }) => leadTimeH)]
    .map(([leadTimeH, own]) => ({ leadTimeH, score: score(own), chosen: chosenAlarms(own, pool.get(leadTimeH)!) }))
    .toSorted((a, b) => a.leadTimeH - b.leadTimeH);
}
