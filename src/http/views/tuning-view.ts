import { isDeepStrictEqual } from 'node:util';
import { isAhead } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Account } from '../../people/account.ts';
import { findRule, type Policy, type Rule, rulesFor } from '../../policy/policy.ts';
import { isRaisedLevel } from '../../territory/alert-level.ts';
import type { Commune } from '../../territory/commune.ts';
import { stationsOf } from '../../text/names.ts';
import { rulesFrom } from '../../verification/tune/candidate.ts';
import { isPastChanged } from '../../verification/tune/past-changed.ts';
import { type Goal, type Proposal, propose } from '../../verification/tune/propose.ts';
import type { TuningRow } from '../../verification/tune/tune.ts';
import type { GaugeTuning } from '../../verification/tune/tune-gauge.ts';
import type { KeptFinding, TuningRun, TuningRunSoFar } from '../../verification/tune/tuning-store.ts';
import type { Doors } from '../doors.ts';
import { communesFor, communeWith } from './own-communes.ts';

/** A gauge of one of the reader's communes, and how its tuning stands. */
interface GaugeSoFar {
  commune: Commune;
  station: string;
  stationName: string;
  /** How far the run is, 0 to 1; `null` where none is under way. */
  share: number | null;
  findings: readonly KeptFinding[];
}

/** With what came of it. */
export interface TunedGauge extends GaugeSoFar {
  run: TuningRun | null;
}

/** Among all that the reader may tune. */
export interface ListedGauge extends GaugeSoFar {
  run: TuningRunSoFar | null;
  /** Its rules, where they can be looked at beside what came of the run. A gauge has one of each level, then as now. */
  tuned: readonly Rule[];
}

/** One rule beside what else could be. */
export interface TuningView {
  gauge: TunedGauge;
  policy: Policy;
  rule: Rule;
  tuning: GaugeTuning;
  goal: Goal;
  proposal: Proposal;
  /** The candidate that is looked at: the one asked for, else the one proposed. */
  chosen: { row: TuningRow; index: number } | null;
  /** What has changed since the run of all that it was replayed with. */
  outdated: 'rules' | 'readings' | null;
}

/** All gauges that an account may tune. */
export function viewTunedGauges(doors: Doors, account: Account): ListedGauge[] {
  const { tuningStore, policies } = doors;
  const policy = policies.current();
  return communesFor(doors, account, 'change-policy').flatMap((commune) =>
    commune.watches.map(({ station }): ListedGauge => {
      const run = tuningStore.latestSoFar(commune.id, station);
      const isDone = run !== null && run.doneAt !== null && run.failure === null;
      const tuned = policy && isDone ? rulesFor(policy, commune.id, station) : [];
      return { ...gaugeSoFar(doors, commune, station), run, tuned };
    }),
  );
}

/** `null` where the account may not change the policy there, or there is no such gauge. */
export function findTunedGauge(
  doors: Doors,
  account: Account,
  { commune: id, station }: { commune: string; station: string },
): TunedGauge | null {
  const commune = communeWith(doors, account, 'change-policy', id);
  const isWatched = commune?.watches.some((watch) => watch.station === station);
  if (!commune || !isWatched) return null;
  return { ...gaugeSoFar(doors, commune, station), run: doors.tuningStore.latest(id, station) };
}

function gaugeSoFar(doors: Doors, commune: Commune, station: string): GaugeSoFar {
  const running = doors.tuner.running();
  return {
    commune,
    station,
    stationName: stationsOf(doors)(station),
    share:
      running?.tries === null && running.commune === commune.id && running.station === station ? running.share : null,
    findings: doors.tuningStore.findings(commune.id).filter((each) => each.station === station),
  };
}

/** `null` where the gauge has not been tuned yet, or has no such level. */
export function viewTuning(
  doors: Pick<Doors, 'policies' | 'network' | 'imports' | 'exclusions' | 'clock'>,
  gauge: TunedGauge,
  { level, goal, candidate }: { level: string; goal: Goal; candidate: number | null },
): TuningView | null {
  const { policies } = doors;
  const policy = policies.current();
  if (!policy || !isRaisedLevel(level)) return null;
  const { run } = gauge;
  const tuning = run?.tunings?.find((each) => each.level === level);
  const rule = findRule(policy, { commune: gauge.commune.id, station: gauge.station, level });
  if (!run || !tuning || !rule) return null;
  const proposal = propose(tuning, goal);
  const index = candidate ?? (proposal.kind === 'change' ? tuning.rows.indexOf(proposal.row) : -1);
  const row = tuning.rows[index];
  const then = policies.at(run.policyVersion);
  const isOtherRule = !isDeepStrictEqual(then && replayedRules(then, rule), replayedRules(policy, rule));
  const record = { askedAt: run.askedAt, until: tuning.split.until };
  const outdated = isOtherRule ? 'rules' : isOtherPast(doors, gauge.station, record) ? 'readings' : null;
  const chosen = row ? { row, index } : null;
  return { gauge, policy, rule, tuning, goal, proposal, chosen, outdated };
}

/** At a gauge with an import and a maintenance each day, the last years of them. */
const LOOKED_BACK = 1000;

/**
 * What is imported each night repeats days of which the last is new, or is of a local day that began before the record of a run ended: by that a record
 * grows. Were it another past, a run would be good until the next night.
 */
const GROWN_MS = DAY_MS;

/** Of the gauge or one of its own river, by which its forecasts were made. */
function isOtherPast(
  { network, imports, exclusions, clock }: Pick<Doors, 'network' | 'imports' | 'exclusions' | 'clock'>,
  station: string,
  record: Parameters<typeof isPastChanged>[0],
): boolean {
  const wroteEarlier = (id: number): boolean => imports.wroteBy(id, record.until - GROWN_MS);
  // Of what is done until that time has come it would seem that it was done before.
  if (isAhead(record.askedAt, clock.now())) return true;
  return network
    .basinOf(station)
    .some(({ id }) =>
      isPastChanged(record, imports.recent(id, LOOKED_BACK), exclusions.recent(id, LOOKED_BACK), wroteEarlier),
    );
}

/** Who decides about residents changes no alert. */
function replayedRules(policy: Policy, rule: Rule): object[] {
  return rulesFrom(policy, rule).map((each) => ({ ...each, release: null }));
}

/** The goal as it is asked for in an address; the first one where it makes no sense. */
export function goalOf({ goal, perYear, costLoss }: { goal?: string; perYear?: number; costLoss?: number }): Goal {
  if (goal === 'false-alarm-budget') return { kind: goal, perYear: perYear ?? 1 };
  if (goal === 'cost-loss') return { kind: goal, costLoss: costLoss ?? 0.2 };
  return { kind: 'fewer-false-alarms' };
}
