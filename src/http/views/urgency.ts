import { answerTo, type CommuneState } from '../../alert/alert.ts';
import type { AlertLevel } from '../../territory/alert-level.ts';

/** Where staff look first. Not knowing comes before what is only to be prepared for. */
const order: readonly AlertLevel[] = ['danger', 'act', 'unknown', 'prepare', 'normal'];

interface Urgent {
  level: AlertLevel;
  waitsFor: WaitsFor | null;
}

export type WaitsFor = 'answer' | 'decision';

/** What an alert asks of people: an answer before a decision. */
export function waitsFor(state: CommuneState | null): WaitsFor | null {
  if (!state?.alert) return null;
  if (answerTo(state.alert) === null) return 'answer';
  return state.alert.telling.pending ? 'decision' : null;
}

/**
 * For sorting, most urgent first: the worst level, and of two alike the one that waits for somebody.
 * @example byUrgency({ level: 'danger', waitsFor: null }, { level: 'act', waitsFor: 'answer' }) // negative
 */
export function byUrgency(a: Urgent, b: Urgent): number {
  return order.indexOf(a.level) - order.indexOf(b.level) || Number(b.waitsFor !== null) - Number(a.waitsFor !== null);
}
