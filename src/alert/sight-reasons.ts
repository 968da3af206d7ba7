import type { AlertEvent, EventReason } from './alert.ts';

/** Nothing that can be relied on is read there. */
export function isBlind(
  reason: EventReason,
): reason is Extract<EventReason, { because: 'not-seen' | 'suspect-only' | 'unreadable' }> {
  return reason.because === 'not-seen' || reason.because === 'suspect-only' || reason.because === 'unreadable';
}

export function isNotSeenYet({ reason }: Pick<AlertEvent, 'reason'>): boolean {
  return (reason.because === 'not-seen' || reason.because === 'suspect-only') && reason.since === null;
}

/** A gauge of which nothing that can be relied on was ever read before. */
export function isFirstSight({ reason }: Pick<AlertEvent, 'reason'>): boolean {
  return reason.because === 'seen-again' && reason.first === true;
}
