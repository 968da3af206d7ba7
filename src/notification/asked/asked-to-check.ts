import type { AlertEvent } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';

/** Later than that nobody is still out to look. */
const OUT_TO_LOOK_MS = 12 * HOUR_MS;

/**
 * When staff were asked to check a suspect passage, where an event is the first answer or decision since: whoever was sent out at night hears,
 * once, who has it in hand, and where that answer is handed back, that nobody has, and who has then. Else `null`. `eventsSince` gives the
 * commune's events before this one, oldest first, from a moment on or longer ago.
 *
 * @example askedToCheckAt(acknowledged at 03:20, () => [suspect-passage at 03:00, raised at 03:10]) // 03:00
 */
export function askedToCheckAt(
  event: AlertEvent,
  eventsSince: (since: Instant) => readonly AlertEvent[],
): Instant | null {
  if (event.exercise || !(settles(event) || event.kind === 'handed-back')) return null;
  const from = event.at - OUT_TO_LOOK_MS;
  const events = eventsSince(from).filter(({ exercise }) => !exercise);
  const asked = events.findLastIndex(({ kind }) => kind === 'suspect-passage');
  const at = events[asked]?.at;
  if (at === undefined || at < from) return null;
  let heard: AlertEvent | null = null;
  for (const each of [...events.slice(asked + 1), event]) {
    // What they have heard of is what can be taken back, and the next alert is another matter.
    const isNews = settles(each)
      ? heard === null || heard.kind === 'handed-back'
      : each.kind === 'handed-back' && heard?.kind === 'acknowledged';
    if (isNews && (heard === null || heard.alert === each.alert)) heard = each;
  }
  return heard === event ? at : null;
}

function settles({ kind }: AlertEvent): boolean {
  return kind === 'acknowledged' || kind === 'released' || kind === 'held-back';
}
