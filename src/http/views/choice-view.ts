import type { CommuneState } from '../../alert/alert.ts';
import type { Commune } from '../../territory/commune.ts';
import { type CommuneView, viewLevel } from './commune-view.ts';
import { byUrgency, type WaitsFor, waitsFor } from './urgency.ts';

/** One of a person's communes, to choose from. */
export interface ChoiceView {
  commune: Commune;
  level: CommuneView['level'];
  waitsFor: WaitsFor | null;
}

/** The worst first, and of two alike the one that waits for somebody. */
export function viewChoices(
  communes: readonly Commune[],
  stateOf: (commune: string) => CommuneState | null,
): ChoiceView[] {
  return communes
    .map((commune): ChoiceView => {
      const state = stateOf(commune.id);
      return { commune, level: viewLevel(state).level, waitsFor: waitsFor(state) };
    })
    .sort(byUrgency);
}
