import type { AlertEvent } from '../../src/alert/alert.ts';

/** A gauge that is lost and seen again, minute by minute: events that are of no alert. */
export function sightsOf(
  commune: string,
  { from, number, count }: { from: number; number: number; count: number },
): AlertEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const isLost = index % 2 === 0;
    return {
      id: `${commune}:${number + index}`,
      alert: null,
      at: from + index * 60_000,
      commune,
      station: 'ponton',
      kind: isLost ? 'sight-lost' : 'sight-regained',
      level: isLost ? 'unknown' : 'normal',
      from: isLost ? 'normal' : 'unknown',
      audience: 'staff',
      reason: { because: 'not-seen', since: null },
      probability: null,
      leadTimeH: null,
      passage: null,
      stageM: null,
      observedAt: null,
      policyVersion: 1,
      modelVersion: null,
    };
  });
}
