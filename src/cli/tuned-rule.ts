import { err, ok, type Result } from '../lib/result.ts';
import type { Policy, Rule } from '../policy/policy.ts';
import { type RaisedLevel, raisedLevels } from '../territory/alert-level.ts';
import type { Dataset, DatasetStation } from '../verification/backtest/dataset.ts';
import { readDataset } from '../verification/io/read-dataset.ts';
import { fixedReference } from '../verification/tune/candidate.ts';
import { datasetOfStore } from './dataset-of-store.ts';
import type { TuneCall } from './typed/tune-call.ts';

/** The rule that is tuned, the policy that it is part of, and the record of its river. */
export interface TunedRule {
  dataset: Dataset;
  policy: Policy;
  rule: Rule;
}

/** What the call is about, or what is wrong with the data. */
export async function findTunedRule(call: TuneCall): Promise<Result<TunedRule, string>> {
  return call.from.kind === 'store' ? ruleInForce(call, call.from.config) : referenceRule(call, call.from.folder);
}

/** A dataset has no policy: its marks are watched by the fixed reference. */
function referenceRule(call: TuneCall, folder: string): Result<TunedRule, string> {
  const read = readDataset(folder);
  if (!read.ok) return err(`${read.error.file}:${read.error.line}: ${read.error.reason}`);
  const dataset = read.value;
  const gauges = dataset.stations.filter(({ quantity }) => quantity === 'stage');
  const lowest = gauges.find(({ id }) => dataset.network.downstreamOf(id).length === 0);
  const station = call.station === null ? lowest : gauges.find(({ id }) => id === call.station);
  if (!station) return err(`no such gauge; there are ${gauges.map(({ id }) => id).join(', ')}`);
  const base = { commune: dataset.id, station: station.id, ...fixedReference(call.leadTimeH), minDwellMin: 60 };
  const ruleAt = (level: RaisedLevel, markM: number): Rule => ({ ...base, level, markM, release: { by: 'person' } });
  const rules =
    call.markM === null
      ? raisedLevels.flatMap((level) => {
          const markM = station.marks[level];
          return markM === undefined ? [] : [ruleAt(level, markM)];
        })
      : [ruleAt(call.level, call.markM)];
  const rule = rules.find(({ level }) => level === call.level);
  if (!rule) return err(`${station.id} has no mark "${call.level}" (${marksText(station)}): give --mark`);
  const policy = { version: 0, author: 'reference', reason: 'p* = .5, 2 of 3', createdAt: 0, rules };
  return ok({ dataset, policy, rule });
}

/** An exported dataset calls its marks by commune too. */
function marksText({ marks }: DatasetStation): string {
  const named = Object.entries(marks).map(([name, markM]) => `${name} ${markM}`);
  return named.length === 0 ? 'no mark at all' : `its marks: ${named.join(', ')}`;
}

async function ruleInForce(call: TuneCall, config: string): Promise<Result<TunedRule, string>> {
  const stored = await datasetOfStore(config);
  if (!stored.ok) return stored;
  const { dataset, policy, where } = stored.value;
  const rules = policy.rules.filter(({ level }) => level === call.level);
  const here = rules.filter(({ station }) => [station, null].includes(call.station));
  if (namesIn(here, 'station').length !== 1)
    return err(`give --station: ${namesIn(rules, 'station').join(', ')}, by the policy in ${where}`);
  // Several communes at one gauge have each their own marks and rules.
  const [inForce, ...others] = here.filter(({ commune }) => [commune, null].includes(call.commune));
  if (!inForce || others.length > 0)
    return err(`give --commune: ${namesIn(here, 'commune').join(', ')}, by the policy in ${where}`);
  const rule = call.markM === null ? inForce : { ...inForce, markM: call.markM };
  const changed = { ...policy, rules: policy.rules.map((each) => (each === inForce ? rule : each)) };
  return ok({ dataset, policy: changed, rule });
}

function namesIn(rules: readonly Rule[], of: 'station' | 'commune'): string[] {
  return [...new Set(rules.map((rule) => rule[of]))];
}
