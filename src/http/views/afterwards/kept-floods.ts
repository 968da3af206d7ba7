import { HOUR_MS } from '../../../lib/units.ts';
import type { Flood } from '../../../verification/match-events.ts';
import type { Doors } from '../../doors.ts';
import { type KeptFloods, seenFloods } from './past-view.ts';

/** Looked for once an hour and policy: two months of readings of hundreds of gauges are not read for each look at a page. */
export function keepFloods(doors: Doors): KeptFloods {
  const kept = new Map<string, { when: string; floods: Promise<readonly Flood[]> }>();
  return (commune, letIn) => {
    const when = `${Math.floor(doors.clock.now() / HOUR_MS)} ${doors.policies.current()?.version}`;
    const known = kept.get(commune.id);
    if (known?.when === when) return known.floods;
    const floods = seenFloods(doors, commune, letIn);
    kept.set(commune.id, { when, floods });
    floods.catch(() => kept.delete(commune.id));
    return floods;
  };
}
