import type { Clock } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { HOUR_MS } from '../lib/units.ts';
import { isAccepted } from '../reading/reading.ts';
import type { ReadingStore } from '../reading/reading-store.ts';
import type { Network } from '../territory/network.ts';
import { doubtsOfMark, type MarkDoubt } from './doubts.ts';
import { faultsOfChange, type PolicyFault } from './find-faults.ts';
import { lastYearOf } from './last-year.ts';
import { findRule, type Policy, type Rule, rulesFor } from './policy.ts';
import type { PolicyStore } from './policy-store.ts';
import type { PredictedEffect } from './predicted-effect.ts';
import { usualStages } from './usual-stages.ts';

/** What a person wants of one rule. `base` is the version that they were looking at. */
export interface RuleChange {
  base: number;
  reason: string;
  /** The mark about which it was asked whether it is meant, or need not be; `null`: nobody has asked. */
  meantM: number | null;
  /** A release after minutes is signed by whoever first asks for these minutes. */
  rule: Omit<Rule, 'release'> & { releaseAfterMin: number | null };
  /** Where the change comes from tuning: what was promised. */
  predicted?: PredictedEffect;
}

/** A rule as a change to it is asked for. @example a release after 15 min, signed by anne // { …, releaseAfterMin: 15 } */
export function asChange({ release, ...numbers }: Rule): RuleChange['rule'] {
  return { ...numbers, releaseAfterMin: release.by === 'person' ? null : release.afterMin };
}

export type RuleRefusal =
  | { kind: 'no-such-rule' }
  /** Somebody was quicker with this very rule: `now` is theirs. */
  | { kind: 'changed-meanwhile'; now: Policy }
  | { kind: 'unchanged' }
  | { kind: 'faulty'; faults: readonly PolicyFault[] }
  | { kind: 'doubtful'; doubts: readonly MarkDoubt[] };

export interface RuleChangeParts {
  clock: Clock;
  network: Network;
  policies: PolicyStore;
  readings: Pick<ReadingStore, 'window'>;
  giveWay(): Promise<void>;
  /** See `WriteTurn`. */
  turn(): Promise<void>;
}

/** So late is the newest reading of a gauge that reports seldom. */
const SEEN_MS = 3 * HOUR_MS;

/** A named person changes one rule: the next version of the whole policy, or a refusal that says why. */
export async function changeRule(
  { clock, network, policies, readings, giveWay, turn }: RuleChangeParts,
  { base, reason, meantM, rule, predicted }: RuleChange,
  person: string,
): Promise<Result<Policy, RuleRefusal>> {
  const station = network.stations.get(rule.station);
  if (!station) return err({ kind: 'no-such-rule' });
  const now = clock.now();
  const record = await lastYearOf(station, readings, now, giveWay);
  const usual = usualStages(record);
  // A year of readings takes as long as an import needs to begin.
  await turn();

  // From here on nothing waits: no other change can come between the version read and the version written.
  const policy = policies.current();
  const before = policy && findRule(policy, rule);
  if (!policy || !before) return err({ kind: 'no-such-rule' });
  if (!isAsAt(policies.at(base), before)) return err({ kind: 'changed-meanwhile', now: policy });
  const after = signed(before, rule, { person, version: policy.version + 1 });
  if (JSON.stringify(sorted(before)) === JSON.stringify(sorted(after))) return err({ kind: 'unchanged' });
  const rules = policy.rules.map((each) => (each === before ? after : each));
  const here = (all: readonly Rule[]) => rulesFor({ rules: all }, rule.commune, rule.station);
  const faults = faultsOfChange(here(policy.rules), rule, here(rules), { limits: station, usual });
  if (faults.length > 0) return err({ kind: 'faulty', faults });
  const seen = record.findLast((each) => isAccepted(each) && each.observedAt > now - SEEN_MS) ?? null;
  const doubts = meantM === rule.markM ? [] : doubtsOfMark(before, rule, station, seen);
  if (doubts.length > 0) return err({ kind: 'doubtful', doubts });

  const { commune, station: at, level } = rule;
  const detail = {
    station: at,
    level,
    before,
    after,
    reason,
    fromVersion: policy.version,
    ...(predicted && { predicted }),
  };
  const entry = { at: now, actor: { person }, action: 'policy.changed', commune, detail };
  return ok(policies.append({ author: person, reason, createdAt: now, rules }, entry, predicted));
}

/** Whether a rule was the same in an earlier version: another commune's change is in nobody's way. */
export function isAsAt(earlier: Policy | null, rule: Rule): boolean {
  const then = earlier && findRule(earlier, rule);
  return then !== null && JSON.stringify(sorted(then)) === JSON.stringify(sorted(rule));
}

/** The signature stays while the minutes do: who changes a threshold signs no release. */
function signed(
  before: Rule,
  { releaseAfterMin, ...numbers }: RuleChange['rule'],
  by: { person: string; version: number },
): Rule {
  if (releaseAfterMin === null) return { ...numbers, release: { by: 'person' } };
  const was = before.release;
  if (was.by === 'person-or-timeout' && was.afterMin === releaseAfterMin) return { ...numbers, release: was };
  const release = { by: 'person-or-timeout', afterMin: releaseAfterMin } as const;
  return { ...numbers, release: { ...release, signedBy: by.person, signedIn: by.version } };
}

function sorted(rule: Rule): [string, unknown][] {
  return Object.entries(rule).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
