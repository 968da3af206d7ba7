import type { Journal } from '../notification/journal.ts';
import type { Right } from '../people/rights.ts';

/** What a person may decide on the alert in force, and the right that it takes. */
export const deeds = [
  { kind: 'acknowledge', right: 'acknowledge' },
  { kind: 'release', right: 'release' },
  { kind: 'hold-back', right: 'release' },
] as const;

/** Residents who were told of the alert hear of its end: that is for whoever may release. */
export function rightToClose(journal: Pick<Journal, 'state'>, commune: string): Right {
  const told = journal.state(commune)?.alert?.telling.told ?? 'normal';
  return told === 'normal' ? 'acknowledge' : 'release';
}
