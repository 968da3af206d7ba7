import type { AlertEvent } from '../../alert/alert.ts';
import type { About } from '../outbox.ts';

/** What is played never takes the place of what is real. */
export function aboutOf({ kind, alert, exercise }: AlertEvent): About {
  if (exercise) return 'alert';
  switch (kind) {
    case 'raised':
    case 'escalated':
    case 'lowered':
    case 'closed':
    case 'passed-on':
    case 'reopened':
      return 'level';
    case 'sight-lost':
    case 'still-not-seen':
    case 'sight-regained':
    case 'suppressed':
      // Amid an alert each is told by itself, at once, with all that its commune has to know and to answer.
      return alert === null ? 'sight' : 'gauge';
    case 'suspect-passage':
      return 'gauge';
    default:
      return 'alert';
  }
}
