import type { CommuneState } from '../alert/alert.ts';
import { outOfExercise } from '../alert/out-of-exercise.ts';
import { type PlayedTime, playedTimes } from '../alert/played-times.ts';
import { someOf } from '../config/check/some-of.ts';
import type { Config } from '../config/config.ts';
import type { Clock, Instant } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { Journal } from '../notification/journal.ts';
import { EXERCISE_OVER } from '../notification/outbox.ts';
import type { ToldStore } from '../notification/told-store.ts';
import type { PolicyStore } from '../policy/policy-store.ts';
import type { RecordBook } from '../record/record.ts';
import type { Failed } from './tell-failures.ts';
import { marks, toldAsExerciseSince, toldAsReal } from './told-as-exercise.ts';

const KIND = 'instance.kind';

export interface ExerciseTimesParts {
  journal: Pick<Journal, 'state' | 'events' | 'commit' | 'dropWaiting'>;
  told: Pick<ToldStore, 'toContacts'>;
  policies: Pick<PolicyStore, 'current'>;
  record: Pick<RecordBook, 'append' | 'ofAction'>;
  clock: Clock;
  atomically(work: () => void): void;
  failed: Failed;
}

/**
 * At the start. A town begins as an exercise, and one day is operational: what stands in alert then was told as an exercise, to be told anew.
 * What was real before the exercise began stays. Of which kind an installation was stands on record; with nothing there, as of an earlier version, the
 * messages tell. What waits of the exercise is dropped: nobody is to read of it amid what is real. The other way round nothing real is told as an
 * exercise: while a real alert stands none starts.
 */
export function enterOrLeaveExercise(
  { instance: { kind }, communes }: Pick<Config, 'instance' | 'communes'>,
  { journal, told, policies, record, clock, atomically, failed }: ExerciseTimesParts,
): Result<readonly PlayedTime[], string> {
  const at = clock.now();
  /** What does not say so itself is none of the exercise, as where the clock was behind when that began. */
  const dropOf = (since: Instant) =>
    marks.reduce((count, mark) => count + journal.dropWaiting({ since, mark }, EXERCISE_OVER), 0);
  /** One that cannot be read keeps no other in the exercise. */
  const ofEach = <T>(look: (state: CommuneState) => T[]): T[] =>
    [...communes.keys()].flatMap((id) => {
      try {
        const state = journal.state(id);
        return state ? look(state) : [];
      } catch (error) {
        failed(id, error);
        return [];
      }
    });
  try {
    const known = record
      .ofAction(null, KIND)
      .map(({ at, detail }) => ({ at: Number(detail['since'] ?? at), kind: detail['kind'] }));
    const since = known.length === 0 ? toldAsExerciseSince(communes.keys(), { journal, told, failed }) : null;
    const before = since === null ? known : [{ at: since, kind: 'exercise' }];
    const isSwitched = (before[0]?.kind ?? 'operational') !== kind;
    const times = playedTimes(isSwitched ? [{ at, kind }, ...before] : before);
    const realIn = (state: CommuneState) => toldAsReal({ journal, told }, state);
    if (kind !== 'operational') {
      const real = ofEach((state) =>
        state.alert && realIn(state) !== 'normal' ? [`${state.commune} (${state.alert.level})`] : [],
      );
      if (real.length > 0) return err(refusal(kind, real));
    }
    const left = kind === 'operational' && isSwitched ? times.at(-1) : undefined;
    const policy = left && policies.current();
    // Read before the transaction: in one that came upon a spoiled page SQLite writes nothing more.
    const leaving =
      left && policy
        ? ofEach((state) => [outOfExercise(state, { level: realIn(state), since: left.from }, policy, at)])
        : [];
    // What a demonstration told is shown as it is.
    const played = kind === 'demonstration' ? [] : times;
    if (since === null && !isSwitched) return ok(played);
    atomically(() => {
      const note = (detail: object) =>
        record.append({ at, actor: { service: true }, action: KIND, commune: null, detail: { ...detail } });
      if (since !== null) note({ kind: 'exercise', since });
      if (!isSwitched) return;
      const dropped = left ? dropOf(left.from) : 0;
      note(dropped > 0 ? { kind, dropped } : { kind });
      for (const each of leaving) journal.commit({ ...each, outbox: [], record: [] });
    });
    return ok(played);
  } catch (error) {
    failed('exercise', error);
    return ok([]);
  }
}

function refusal(kind: string, real: readonly string[]): string {
  return `This would be told as ${kind === 'exercise' ? 'an exercise' : 'a demonstration'} (amont.yaml, kind: ${kind}), and a real alert stands in ${someOf(real)}. Start it as operational until that is over. Of a copy that is only tried, take a commune in alert out of communes.yaml.`;
}
