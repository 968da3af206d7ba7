import type { Clock } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import { oldestSeen, sightOf, suspectPassageOf } from '../policy/assess.ts';
import { type Policy, rulesFor } from '../policy/policy.ts';
import type { PolicyStore } from '../policy/policy-store.ts';
import { isByPerson } from '../reading/reading.ts';
import type { RecentReadings } from '../reading/recent-readings.ts';
import { indexAt, MOST_LOOKED_AT } from '../reading/since.ts';
import type { Commune } from '../territory/commune.ts';
import type { Network } from '../territory/network.ts';

/** Which marks the water has passed since a commune was last judged: that waits for nothing. */
export interface Passages {
  /** These communes are being judged by all that was read by now. */
  judged(communes: readonly Commune[]): void;
  /** They were not. */
  forget(communes: readonly Commune[]): void;
  /** Whether a reading shows the water, or lets it seem, above a mark that it was not above when the commune was last judged. */
  isNew(commune: Commune): boolean;
}

export interface PassageParts {
  network: Network;
  clock: Clock;
  recent: Pick<RecentReadings, 'held'>;
  policies: Pick<PolicyStore, 'current'>;
}

export function watchPassages({ network, clock, recent, policies }: PassageParts): Passages {
  /** How many marks were passed, a gauge: by what is believed, and by what is in doubt; `null`: it cannot be told. */
  const known = new Map<string, readonly (number | null)[]>();

  /** What the disk does not give back fails the round that is judged by it, which tells so: what only asks how soon ends neither a round nor the service. */
  function policyInForce(): Policy | null {
    try {
      return policies.current();
    } catch {
      return null;
    }
  }

  function passed(commune: Commune): (number | null)[] {
    const now = clock.now();
    const policy = policyInForce();
    return commune.watches.flatMap(({ station: id }) => {
      const station = network.stations.get(id);
      const held = station && recent.held({ station: id, quantity: station.quantity });
      if (!station || !held || !policy) return [null, null];
      // No reading of before is looked at, be it to see the gauge or to doubt it; nor more of those since than anybody should send: it is asked at each that comes.
      const from = Math.max(indexAt(held, oldestSeen(station, now) - HOUR_MS), held.length - MOST_LOOKED_AT);
      const lately = held.slice(from).filter((each) => !isByPerson(each));
      const rules = rulesFor(policy, commune.id, id);
      const sight = sightOf(station, lately, now);
      const doubted = suspectPassageOf(station, rules, lately, now);
      return [sight.kind === 'seen' ? sight.stageM : null, doubted?.stageM ?? null].map((stageM) =>
        stageM === null ? 0 : rules.filter(({ markM }) => stageM >= markM).length,
      );
    });
  }

  return {
    judged(communes) {
      for (const commune of communes) known.set(commune.id, passed(commune));
    },
    forget(communes) {
      for (const commune of communes) known.delete(commune.id);
    },
    isNew(commune) {
      const before = known.get(commune.id) ?? [];
      return passed(commune).some((marks, index) => marks === null || marks > (before[index] ?? 0));
    },
  };
}
