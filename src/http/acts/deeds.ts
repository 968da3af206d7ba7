import type { ActRefusal } from '../../alert/act.ts';
import type { Alert, CommuneState } from '../../alert/alert.ts';
import type { Exercise } from '../../alert/exercise.ts';
import { type Right, rightToEnd } from '../../people/rights.ts';

/** What a person may decide on the alert in force, and the right that it takes. */
export const deeds = [
  { kind: 'acknowledge', right: 'acknowledge' },
  { kind: 'release', right: 'release' },
  { kind: 'hold-back', right: 'release' },
  { kind: 'correct', right: 'release' },
] as const;

/** The end of an alert by hand, and that it goes on after all. */
export type End = 'close' | 'reopen';

export function rightFor(end: End, state: CommuneState | null): Right {
  const alert = end === 'close' ? state?.alert : state?.closedByHand?.alert;
  return rightToEnd(alert?.telling.told);
}

/** Another alert may stand at the level that was looked at in the one before: of this one nobody has seen anything. `seen`: its id, where it is known. */
export function refuseOther(state: CommuneState | null, seen: string | undefined): ActRefusal | null {
  const alert = state?.alert;
  return alert && isOther(alert, seen) ? { kind: 'level-changed', level: alert.level } : null;
}

/** Another may have been closed by hand since, and rightly. */
export function refuseOtherClosed(state: CommuneState | null, seen: string | undefined): ActRefusal | null {
  const closed = state?.closedByHand;
  return closed && isOther(closed.alert, seen) ? { kind: 'too-late' } : null;
}

/** What runs, where it is not what was looked at: it is over, and nobody has seen anything of this one. */
export function isOther({ id }: Pick<Alert | Exercise, 'id'>, seen: string | undefined): boolean {
  return seen !== undefined && seen !== id;
}
