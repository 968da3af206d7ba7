import type { Commune } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';
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
  doors: Pick<Doors, 'journal' | 'decisions' | 'clock'>,
  communes: readonly Commune[],
): ChoiceView[] {
  return communes
    .map((commune): ChoiceView => {
      const { level } = viewLevel(doors, commune);
      return { commune, level, waitsFor: waitsFor(doors.journal.state(commune.id)) };
    })
    .sort(byUrgency);
}
