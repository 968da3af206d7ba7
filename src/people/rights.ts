import type { StandingLevel } from '../territory/alert-level.ts';
import type { Account } from './account.ts';

/** What a person may do in a commune. Nobody sees or acts in a commune that is not theirs. */
export type Right =
  | 'see-alert'
  | 'acknowledge'
  | 'release'
  | 'run-exercise'
  | 'write-log'
  /** Enters a level that they read at a painted gauge: it counts as a reading. */
  | 'read-gauge'
  | 'change-policy'
  | 'see-rejections'
  | 'exclude-readings'
  /** Says afterwards whether it flooded, and sees how the service has done. */
  | 'verify';

const rightsOf: Record<Account['role'], readonly Right[]> = {
  mayor: ['see-alert', 'acknowledge', 'release', 'run-exercise', 'write-log', 'read-gauge'],
  staff: [
    'see-alert',
    'acknowledge',
    'run-exercise',
    'write-log',
    'read-gauge',
    'change-policy',
    'see-rejections',
    'exclude-readings',
    'verify',
  ],
};

/** @example may({ role: 'mayor', communes: ['coursan'] }, 'release', 'coursan') // true */
export function may(account: Pick<Account, 'role' | 'communes'>, right: Right, commune: string): boolean {
  return account.communes.includes(commune) && rightsOf[account.role].includes(right);
}

/** Residents who were told of an alert hear of its end, and that it goes on after all: that is for whoever may release. */
export function rightToEnd(told: StandingLevel = 'normal'): Right {
  return told === 'normal' ? 'acknowledge' : 'release';
}
