import { answerTo, type CommuneState } from '../../alert/alert.ts';
import type { Commune } from '../../territory/commune.ts';
import { type CommuneView, viewLevel } from './commune-view.ts';
import { byUrgency } from './urgency.ts';

/** One of a person's communes, to choose from. */
export interface ChoiceView {
  commune: Commune;
  level: CommuneView['level'];
  /** An answer before a decision. */
  waitsFor: 'answer' | 'decision' | null;
}

/** The worst first, and of two alike the one that waits for somebody. */
export function viewChoices(
  communes: readonly Commune[],
  stateOf: (commune: string) => CommuneState | null,
): ChoiceView[] {
  return communes
    .map((commune): ChoiceView => {
      const state = stateOf(commune.id);
      const { level, townHall } = viewLevel(state);
      const isAnswered = !state?.alert || answerTo(state.alert) !== null;
      return { commune, level, waitsFor: !isAnswered ? 'answer' : townHall === 'deciding' ? 'decision' : null };
    })
    .sort((a, b) => byUrgency(a, b) || Number(b.waitsFor !== null) - Number(a.waitsFor !== null));
}
