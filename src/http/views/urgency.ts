import type { AlertLevel } from '../../territory/alert-level.ts';

/** Where staff look first. Not knowing comes before what is only to be prepared for. */
const order: readonly AlertLevel[] = ['danger', 'act', 'unknown', 'prepare', 'normal'];

/** For sorting, most urgent first. @example byUrgency({ level: 'danger' }, { level: 'normal' }) // negative */
export function byUrgency(a: { level: AlertLevel }, b: { level: AlertLevel }): number {
  return order.indexOf(a.level) - order.indexOf(b.level);
}
