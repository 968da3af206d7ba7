import type { AlertEvent } from '../../alert/alert.ts';
import type { About } from '../outbox.ts';

/**
 * What is played never takes the place of what is real.
 *
 * `answers`: it is told to somebody who is to answer the alert, or leads.
 */
export function aboutOf({ kind, exercise }: AlertEvent, answers: boolean): About {
  if (exercise) return 'alert';
  switch (kind) {
    case 'raised':
    case 'escalated':
    case 'lowered':
    case 'closed':
    case 'passed-on':
    case 'undecided':
    case 'reopened':
      return 'level';
    case 'sight-lost':
    case 'still-not-seen':
    case 'sight-regained':
    case 'suppressed':
      // To whoever answers an alert each is told by itself, at once, with all that the commune has to know and to answer.
      return answers ? 'gauge' : 'sight';
    case 'suspect-passage':
    case 'zero-shift':
      return 'gauge';
    default:
      return 'alert';
  }
}
