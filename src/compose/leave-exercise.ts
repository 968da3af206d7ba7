import type { CommuneState } from '../alert/alert.ts';
import { outOfExercise, type RealBefore } from '../alert/out-of-exercise.ts';
import type { Transition } from '../alert/transition.ts';
import type { Config } from '../config/config.ts';
import type { Clock, Instant } from '../lib/clock.ts';
import type { Journal } from '../notification/journal.ts';
import { eventsOfAlert } from '../notification/words/event-history.ts';
import type { PolicyStore } from '../policy/policy-store.ts';
import type { RecordBook } from '../record/record.ts';
import type { Failed } from './tell-failures.ts';

const KIND = 'instance.kind';

export interface LeaveExerciseParts {
  journal: Pick<Journal, 'state' | 'events' | 'commit'>;
  policies: Pick<PolicyStore, 'current'>;
  record: Pick<RecordBook, 'append' | 'ofAction'>;
  clock: Clock;
  atomically(work: () => void): void;
  failed: Failed;
}

/**
 * At the start. A town begins as an exercise, and one day is operational: what stands in alert then was told as an exercise, to be told anew.
 * What was real before the exercise began stays. Of which kind an installation was stands on record; with nothing there it was operational.
 */
export function leaveExercise(
  { instance: { kind }, communes }: Pick<Config, 'instance' | 'communes'>,
  { journal, policies, record, clock, atomically, failed }: LeaveExerciseParts,
): void {
  const leftBy = (id: string, since: Instant): Transition[] => {
    try {
      const [state, policy] = [journal.state(id), policies.current()];
      return state && policy ? [outOfExercise(state, realBefore(journal, state, since), policy, clock.now())] : [];
    } catch (error) {
      // One that cannot be read keeps no other in the exercise.
      failed(id, error);
      return [];
    }
  };
  try {
    const kinds = record.ofAction(null, KIND).map(({ at, detail }) => ({ at, kind: detail['kind'] }));
    if ((kinds[0]?.kind ?? 'operational') === kind) return;
    const last = kinds.findIndex((each) => each.kind === 'operational');
    // An exercise may have become a demonstration, or been one.
    const began = kinds.slice(0, last === -1 ? kinds.length : last).at(-1);
    atomically(() => {
      record.append({ at: clock.now(), actor: { service: true }, action: KIND, commune: null, detail: { kind } });
      if (kind !== 'operational' || !began) return;
      for (const id of communes.keys())
        for (const left of leftBy(id, began.at)) journal.commit({ ...left, outbox: [], record: [] });
    });
  } catch (error) {
    failed('exercise', error);
  }
}

function realBefore(journal: Pick<Journal, 'events'>, { commune, alert }: CommuneState, since: Instant): RealBefore {
  const events = alert && alert.raisedAt < since ? eventsOfAlert(journal, commune, alert.id) : [];
  const level = events.findLast(({ at }) => at < since)?.level ?? 'normal';
  return { level: level === 'unknown' ? 'normal' : level, since };
}
