import type { AlertEvent } from './alert.ts';

/**
 * Whether what was last told of an alert's level is that it came down. What to do while the water rises would then call people
 * back to it. `events` of one alert, oldest first.
 * @example raised to danger, told to residents, lowered to act → true for both; raised again and not told → false for staff, true for residents
 */
export function cameDown(events: readonly AlertEvent[], audience: AlertEvent['audience']): boolean {
  const moves =
    audience === 'public' ? (['released', 'lowered'] as const) : (['raised', 'escalated', 'lowered'] as const);
  const heard = events.filter((each) => each.exercise !== true && (audience === 'staff' || each.audience === 'public'));
  return heard.findLast(({ kind }) => moves.some((move) => move === kind))?.kind === 'lowered';
}
