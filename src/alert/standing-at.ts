import type { Instant } from '../lib/clock.ts';
import { type AlertLevel, isRaisedLevel, type StandingLevel } from '../territory/alert-level.ts';
import { type Acknowledgement, type AlertEvent, answeredBy, answersBelow, isMistake, isRaise } from './alert.ts';
import { levelTold } from './last-told.ts';

/** How a commune stood at a moment, told from its events alone. */
export interface Standing {
  /** What staff saw. */
  level: AlertLevel;
  /** What residents had been told. */
  told: StandingLevel;
  alert: string | null;
  /** Since when the level stood. */
  since: Instant | null;
  acknowledged: readonly Acknowledgement[];
}

/** By what a person answers: who decides whether residents are told has answered too. */
const ANSWERS: ReadonlySet<AlertEvent['kind']> = new Set([
  'acknowledged',
  'released',
  'held-back',
  'corrected',
  'reopened',
]);

/**
 * Folds the events up to a moment, oldest first; what came later is not looked at.
 * @example raised act 10:00, released 10:20 → at 10:10 { level: 'act', told: 'normal' }, at 10:30 { level: 'act', told: 'act' }
 */
export function standingAt(events: readonly AlertEvent[], at: Instant): Standing {
  let standing: Standing = { level: 'normal', told: 'normal', alert: null, since: null, acknowledged: [] };
  for (const event of events) {
    if (event.at > at) continue;
    if (event.alert !== standing.alert) standing = { ...standing, acknowledged: [], told: 'normal' };
    const since = event.level === standing.level ? standing.since : event.at;
    standing = { ...standing, ...toldAfter(standing.told, event), level: event.level, alert: event.alert, since };
    const { reason } = event;
    const level = reason.because === 'told-by-mistake' ? reason.released : event.level;
    if (event.kind === 'closed') standing = { ...standing, alert: null, acknowledged: [] };
    if (event.kind === 'handed-back') standing = { ...standing, acknowledged: [] };
    if (isRaise(event.kind)) standing = { ...standing, acknowledged: answersBelow(event.level, standing.acknowledged) };
    if (!ANSWERS.has(event.kind) || !('person' in reason) || !isRaisedLevel(level)) continue;
    standing = { ...standing, acknowledged: answeredBy(standing.acknowledged, level, reason.person, event.at) };
  }
  return standing;
}

function toldAfter(told: StandingLevel, event: AlertEvent): Pick<Standing, 'told'> {
  const { kind, audience, reason } = event;
  if (isMistake(reason)) return { told: reason.told };
  const level = levelTold(event);
  const standing = level === 'unknown' ? 'normal' : level;
  if (kind === 'released' || (kind === 'lowered' && audience === 'public')) return { told: standing };
  return { told: kind === 'closed' ? 'normal' : told };
}
