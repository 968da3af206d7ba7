import { setImmediate } from 'node:timers/promises';
import type { ExercisePlan } from '../../alert/exercise.ts';
import type { ExerciseRefusal } from '../../notification/exercise/exercises.ts';
import type { Account } from '../../people/account.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';
import { orNotFound } from '../enter.ts';
import { communeWith } from '../views/own-communes.ts';

/** Of a body that names all communes of a region, and the exercise of each. */
export const LONGEST_BODY = 131_072;

/** All that are named, each once; where one is not the person's nothing is done in any. */
export function namedCommunes(doors: Doors, account: Account, ids: readonly string[]): Commune[] {
  return [...new Set(ids)].map((id) => orNotFound(communeWith(doors, account, 'run-exercise', id), 'No such commune.'));
}

/** The same exercise in each, and why it did not begin there; sensors and pages have their turn between. Residents are told of none: that is said in each by whoever may. */
export async function startInEach(
  { exercises, turn }: Pick<Doors, 'exercises' | 'turn'>,
  communes: readonly Commune[],
  plan: ExercisePlan,
  person: string,
): Promise<{ commune: Commune; refusal: ExerciseRefusal | null }[]> {
  return eachInTurn(turn, communes, (commune) => {
    const started = exercises.start(commune.id, plan, { person, residents: false, inTurn: true });
    return { commune, refusal: started.ok ? null : started.error };
  });
}

/** Whether one was ended there. `seen`: those that the person was looking at, where that is known; of another they have seen nothing. */
export async function endInEach(
  { exercises, turn }: Pick<Doors, 'exercises' | 'turn'>,
  communes: readonly Commune[],
  { person, seen }: { person: string; seen?: readonly string[] | undefined },
): Promise<{ commune: Commune; ended: boolean }[]> {
  const isSeen = ({ id }: Commune) => !seen || seen.includes(exercises.running(id)?.id ?? '');
  return eachInTurn(turn, communes, (commune) => ({
    commune,
    ended: isSeen(commune) && exercises.end(commune.id, person),
  }));
}

async function eachInTurn<T>(
  turn: Doors['turn'],
  communes: readonly Commune[],
  work: (commune: Commune) => T,
): Promise<T[]> {
  const done: T[] = [];
  for (const commune of communes) {
    await setImmediate();
    await turn();
    done.push(work(commune));
  }
  return done;
}
