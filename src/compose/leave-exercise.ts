import type { CommuneState } from '../alert/alert.ts';
import { outOfExercise, type RealBefore } from '../alert/out-of-exercise.ts';
import type { Transition } from '../alert/transition.ts';
import type { Config } from '../config/config.ts';
import type { Doors } from '../http/doors.ts';
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
): Doors['lastExercise'] {
  const at = clock.now();
  const leftBy = (id: string, since: Instant): Transition[] => {
    try {
      const [state, policy] = [journal.state(id), policies.current()];
      return state && policy ? [outOfExercise(state, realBefore(journal, state, since), policy, at)] : [];
    } catch (error) {
      // One that cannot be read keeps no other in the exercise.
      failed(id, error);
      return [];
    }
  };
  try {
    const before = record.ofAction(null, KIND).map((entry) => ({ at: entry.at, kind: entry.detail['kind'] }));
    if ((before[0]?.kind ?? 'operational') === kind) return lastExercise(before);
    const exercise = lastExercise([{ at, kind }, ...before]);
    atomically(() => {
      record.append({ at, actor: { service: true }, action: KIND, commune: null, detail: { kind } });
      if (exercise === null) return;
      for (const id of communes.keys())
        for (const left of leftBy(id, exercise.from)) journal.commit({ ...left, outbox: [], record: [] });
    });
    return exercise;
  } catch (error) {
    failed('exercise', error);
    return null;
  }
}

/** Newest first. An exercise may have become a demonstration, or been one. */
function lastExercise([now, ...before]: readonly { at: Instant; kind: unknown }[]): Doors['lastExercise'] {
  if (now?.kind !== 'operational') return null;
  const last = before.findIndex(({ kind }) => kind === 'operational');
  const began = before.slice(0, last === -1 ? before.length : last).at(-1);
  return began ? { from: began.at, to: now.at } : null;
}

function realBefore(journal: Pick<Journal, 'events'>, { commune, alert }: CommuneState, since: Instant): RealBefore {
  const events = alert && alert.raisedAt < since ? eventsOfAlert(journal, commune, alert.id) : [];
  const level = events.findLast(({ at }) => at < since)?.level ?? 'normal';
  return { level: level === 'unknown' ? 'normal' : level, since };
}
