import type { Instant } from '../lib/clock.ts';
import type { RecordEntry } from '../record/record.ts';
import type { Policy, Rule } from './policy.ts';
import type { PredictedEffect } from './predicted-effect.ts';

/** PORT. Append only: a policy in force on a given day can always be shown again. */
export interface PolicyStore {
  /** `null` before the first version. */
  current(): Policy | null;
  at(version: number): Policy | null;
  /** The newest version that was there at a moment; `null` before the first. */
  inForceAt(moment: Instant): Policy | null;
  /** Newest first; `before`: of those before that version. */
  history(limit: number, before?: number): Policy[];
  /** The new version and its entry in the record are written in one transaction. */
  append(
    next: { author: string; reason: string; createdAt: Instant; rules: readonly Rule[] },
    entry: RecordEntry,
    /** What was promised of it, where it came from tuning; in the same transaction. */
    predicted?: PredictedEffect,
  ): Policy;
  /** What was promised of a version; `null` where nothing was. */
  predictedEffect(version: number): PredictedEffect | null;
}
