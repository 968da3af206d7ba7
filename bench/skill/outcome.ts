import type { Case } from './case.ts';
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
}

export function scoreByLead(cases: readonly Case[]): LeadScore[] {
  return [...Map.groupBy(cases, ({ leadTimeH }) => leadTimeH)]
    .map(([leadTimeH, own]) => ({ leadTimeH, score: score(own) }))
    .toSorted((a, b) => a.leadTimeH - b.leadTimeH);
}
