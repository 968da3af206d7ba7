import type { Clock } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { Who } from '../record/record.ts';
import {
  isSameAgain,
  LONGEST_SUPPRESSION_MS,
  type Suppression,
  type SuppressionKind,
  suppressionNow,
} from './suppress.ts';
import type { SuppressionStore } from './suppression-store.ts';

export interface GaugeSuppressions {
  /** The one that holds now. */
  of(station: string): Suppression | null;
  recent(station: string, limit: number): Suppression[];
  /** From now on. Refused where it would be over already, or would last longer than thirty days. */
  begin(
    wanted: { station: string; kind: SuppressionKind; until: number; reason: string },
    who: Who,
  ): Result<Suppression, 'over-already' | 'too-long'>;
  /** False where this one does not hold at this station. */
  end(station: string, id: number, reason: string, who: Who): boolean;
}

export interface GaugeSuppressionParts {
  clock: Clock;
  store: SuppressionStore;
  /** What is known of this station is to be judged anew. */
  changed(station: string): void;
}

/** Staff put a gauge under maintenance, or say that its silence is known; both signed, bounded and on record. */
export function createGaugeSuppressions({ clock, store, changed }: GaugeSuppressionParts): GaugeSuppressions {
  return {
    of(station) {
      const now = clock.now();
      return suppressionNow(store.open(now), station, now);
    },
    recent: store.recent,
    begin({ station, kind, until, reason }, { person, commune }) {
      const from = clock.now();
      if (until <= from) return err('over-already');
      if (until - from > LONGEST_SUPPRESSION_MS) return err('too-long');
      const said = { station, kind, from, until, reason, person };
      const held = store.open(from).find((each) => isSameAgain(said, each));
      if (held) return ok(held);
      const detail = { station, kind, until, reason };
      const entry = { at: from, actor: { person }, action: 'gauge.suppressed', commune, detail };
      const begun = store.append(said, entry);
      changed(station);
      return ok(begun);
    },
    end(station, id, reason, { person, commune }) {
      const at = clock.now();
      const held = store.open(at).find((each) => each.id === id && each.station === station);
      if (!held) return false;
      const detail = { station, suppression: id, kind: held.kind, until: held.until, reason };
      const entry = { at, actor: { person }, action: 'gauge.suppression-ended', commune, detail };
      const done = store.end(id, { person, reason, at }, entry);
      if (done) changed(station);
      return done;
    },
  };
}
