import type { ActRefusal } from '../../alert/act.ts';
import type { CommuneState } from '../../alert/alert.ts';
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
  return alert && seen !== undefined && seen !== alert.id ? { kind: 'level-changed', level: alert.level } : null;
}
