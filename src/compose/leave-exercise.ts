import type { CommuneState } from '../alert/alert.ts';
import { outOfExercise } from '../alert/out-of-exercise.ts';
import type { Config } from '../config/config.ts';
import type { Clock, Instant } from '../lib/clock.ts';
import type { Journal } from '../notification/journal.ts';
import type { PolicyStore } from '../policy/policy-store.ts';
import type { RecordBook } from '../record/record.ts';
import type { Failed } from './tell-failures.ts';

const KIND = 'instance.kind';

export interface LeaveExerciseParts {
  journal: Pick<Journal, 'state' | 'commit'>;
  policies: Pick<PolicyStore, 'current'>;
  record: Pick<RecordBook, 'append' | 'ofAction'>;
  clock: Clock;
  atomically(work: () => void): void;
  failed: Failed;
}

/**
 * At the start. A town begins as an exercise, and one day is operational: what stands in alert then was told as an exercise, to be told anew.
 * An alert that was real before the exercise began stays. Of which kind an installation was stands on record; with nothing there it was
 * operational.
 */
export function leaveExercise(
  { instance: { kind }, communes }: Pick<Config, 'instance' | 'communes'>,
  { journal, policies, record, clock, atomically, failed }: LeaveExerciseParts,
): void {
  try {
    const [before] = record.ofAction(null, KIND);
    if ((before?.detail['kind'] ?? 'operational') === kind) return;
    const policy = policies.current();
    const at = clock.now();
    atomically(() => {
      record.append({ at, actor: { service: true }, action: KIND, commune: null, detail: { kind } });
      if (!before || kind !== 'operational' || !policy) return;
      for (const id of communes.keys()) {
        const state = journal.state(id);
        if (!state || wasReal(state, before.at)) continue;
        journal.commit({ ...outOfExercise(state, policy, at), outbox: [], record: [] });
      }
    });
  } catch (error) {
    failed('exercise', error);
  }
}

function wasReal({ alert }: CommuneState, exerciseSince: Instant): boolean {
  return alert !== null && alert.raisedAt < exerciseSince;
}
