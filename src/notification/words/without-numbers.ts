import type { AlertEvent } from '../../alert/alert.ts';

/** An event for whoever reads of it hours or days later: how likely, when and how high was true of its moment, and a clock time of then would pass for today's. */
export function withoutNumbers(event: AlertEvent): AlertEvent {
  return { ...event, probability: null, leadTimeH: null, passage: null, stageM: null, observedAt: null };
}
