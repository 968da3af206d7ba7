import { answerTo, type CommuneState } from '../../alert/alert.ts';
import type { AlertLevel } from '../../territory/alert-level.ts';
import type { ChanceView } from './chance-view.ts';
import type { ToldLine } from './commune-view.ts';
import { type Doubtful, isInDoubt } from './in-doubt.ts';

/** Where staff look first. Not knowing comes before what is only to be prepared for. */
export const urgencyOrder: readonly AlertLevel[] = ['danger', 'act', 'unknown', 'prepare', 'normal'];

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

/** For sorting: the worst level first. */
export function byLevel(a: Pick<Urgent, 'level'>, b: Pick<Urgent, 'level'>): number {
  return urgencyOrder.indexOf(a.level) - urgencyOrder.indexOf(b.level);
}

/**
 * For sorting, most urgent first: the worst level, and of two alike the one that waits for somebody.
 * @example byUrgency({ level: 'danger', waitsFor: null }, { level: 'act', waitsFor: 'answer' }) // negative
 */
export function byUrgency(a: Urgent, b: Urgent): number {
  return byLevel(a, b) || Number(b.waitsFor !== null) - Number(a.waitsFor !== null);
}

/** A smaller chance of the mildest mark asks nobody to look. */
const CALM_BELOW = 0.1;

interface Calm extends Pick<ToldLine, 'level' | 'publicLevel'> {
  gauges: readonly (Doubtful & { chances: readonly Pick<ChanceView, 'passed' | 'probability'>[] })[];
}

/** Nothing is in force, nothing was told, and at none of its gauges is anything likely or in doubt; where there is no forecast that is not known. */
export function isCalm({ level, publicLevel, gauges }: Calm): boolean {
  const isSeen = gauges.length > 0 && !gauges.some(isInDoubt);
  const chances = gauges.flatMap((gauge) => gauge.chances);
  const isUnlikely = chances.every(({ passed, probability }) => !passed && (probability ?? 1) < CALM_BELOW);
  return isSeen && isUnlikely && level === 'normal' && publicLevel === 'normal';
}
