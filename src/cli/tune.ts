import { parseArgs } from 'node:util';
import { readPrior } from '../forecast/io/prior-file.ts';
import { lessonsOfOthers } from '../forecast/learn/same-recording.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { iso } from '../lib/units.ts';
import { type Policy, type Rule, rulesFor } from '../policy/policy.ts';
import { type RaisedLevel, raisedLevels } from '../territory/alert-level.ts';
import { fixedReference } from '../verification/candidate.ts';
import type { Dataset } from '../verification/dataset.ts';
import { type Hindcast, hindcastStepMs, makeHindcast, TUNED_LEADS_H } from '../verification/hindcast.ts';
import { hindcastKey, keptHindcast } from '../verification/io/hindcast-file.ts';
import { readDataset } from '../verification/io/read-dataset.ts';
import { type Goal, propose } from '../verification/propose.ts';
import { splitRecord, tunedMarks, tuneGauge } from '../verification/tune-gauge.ts';
import { datasetOfStore } from './dataset-of-store.ts';
import { type StatusLine, statusLine } from './status-line.ts';
import { tuningText } from './tuning-text.ts';

export const usage = `usage: amont tune DATASET [options]
       amont tune --store [--config DIR] [options]

Tries 200 policies on the river's own past and proposes one, or says that none can be recommended. Forecasts are made running
forward: a model knows only what had been measured when it was fitted. The record is cut in three: to fit, to choose by, to report on.

  DATASET             a folder with dataset.yaml; --store: what the service has stored, with the policy in force
  --station ID        default: the only gauge, or the one furthest down
  --level act         prepare, act or danger
  --mark M            metres, in place of the level's own mark
  --lead H            of the fixed reference policy (p* = .5, 2 of 3) that a dataset is compared with: 1, 2, 3, 6 or 12 (default 3)
  --goal GOAL         fewer-false-alarms (default), budget:2 (false alarms a year at most), cost-loss:0.2 (p* = C/L)
  --forecasts FILE    keeps the forecasts there, or takes them from there: minutes the first time, seconds afterwards
  --no-prior          without the rivers shipped with the project
  --all               every candidate, not only the best twelve
  --json              everything on standard output`;

/** Gives the exit code: 0 done, 1 the data is at fault, 2 the call is. */
export async function tuneCommand(args: readonly string[], out: (line: string) => void): Promise<number> {
  const call = readCall(args);
  if (!call.ok) {
    console.error(`${call.error}\n\n${usage}`);
    return 2;
  }
  const found = await findSubject(call.value);
  if (!found.ok) {
    console.error(found.error);
    return 1;
  }
  const { dataset, policy, rule } = found.value;
  const station = dataset.network.stations.get(rule.station)!;
  const series = dataset.series.get(station.id)!;
  const marksM = tunedMarks(
    series,
    rulesFor(policy, rule.commune, station.id).map(({ markM }) => markM),
  );
  const split = splitRecord(series, marksM[0]!);
  const status = statusLine();
  const started = performance.now();
  const { hindcast, isKept } = forecasts(
    call.value,
    dataset,
    station.id,
    { marksM, fitUntil: split.fitUntil, rule },
    status,
  );
  const forecastSeconds = (performance.now() - started) / 1000;
  const before = performance.now();
  const subject = { hindcast, station, series, split };
  const [tuning] = tuneGauge(subject, policy, { commune: rule.commune, levels: [rule.level] }, (share) =>
    status.show(`replaying ${Math.round(share * 100)} %`),
  );
  status.clear();
  const seconds = { forecasts: isKept ? null : forecastSeconds, tuning: (performance.now() - before) / 1000 };
  const proposal = propose(tuning!, call.value.goal);
  if (call.value.json) {
    out(JSON.stringify({ ...tuning, fits: hindcast.fittedAt.map(iso), goal: call.value.goal, proposal, seconds }));
  } else {
    const name = `${dataset.name}, ${station.name}`;
    for (const line of tuningText(tuning!, proposal, { name, goal: call.value.goal, all: call.value.all, seconds })) {
      out(line);
    }
  }
  return 0;
}

export interface TuneCall {
  folder: string | null;
  config: string;
  station: string | null;
  level: RaisedLevel;
  markM: number | null;
  leadTimeH: number;
  goal: Goal;
  forecasts: string | null;
  prior: boolean;
  all: boolean;
  json: boolean;
}

function readCall(args: readonly string[]): Result<TuneCall, string> {
  const option = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        store: flag,
        config: { ...option, default: 'config' },
        station: option,
        level: { ...option, default: 'act' },
        mark: option,
        lead: { ...option, default: '3' },
        goal: { ...option, default: 'fewer-false-alarms' },
        forecasts: option,
        'no-prior': flag,
        all: flag,
        json: flag,
      },
    });
    if (positionals.length !== (values.store ? 0 : 1)) return err('give one DATASET folder, or --store');
    const level = raisedLevels.find((each) => each === values.level);
    if (!level) return err(`--level: found "${values.level}"; it is prepare, act or danger`);
    const leadTimeH = TUNED_LEADS_H.find((each) => each === Number(values.lead));
    if (!leadTimeH) return err(`--lead: found "${values.lead}"; it is one of ${TUNED_LEADS_H.join(', ')}`);
    const markM = values.mark === undefined ? null : Number(values.mark);
    if (Number.isNaN(markM)) return err(`--mark: found "${values.mark}"; it is a stage in metres, like 34.14`);
    const goal = readGoal(values.goal);
    if (!goal) return err(`--goal: found "${values.goal}"; it is fewer-false-alarms, budget:2 or cost-loss:0.2`);
    return ok({
      folder: positionals[0] ?? null,
      config: values.config,
      station: values.station ?? null,
      level,
      markM,
      leadTimeH,
      goal,
      forecasts: values.forecasts ?? null,
      prior: !values['no-prior'],
      all: values.all,
      json: values.json,
    });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

function readGoal(text: string): Goal | null {
  const [kind, number] = text.split(':');
  if (kind === 'fewer-false-alarms' && number === undefined) return { kind };
  const value = number ? Number(number) : Number.NaN;
  if (kind === 'budget' && value >= 0) return { kind: 'false-alarm-budget', perYear: value };
  if (kind === 'cost-loss' && value > 0 && value < 1) return { kind, costLoss: value };
  return null;
}

interface Subject {
  dataset: Dataset;
  policy: Policy;
  rule: Rule;
}

async function findSubject(call: TuneCall): Promise<Result<Subject, string>> {
  if (call.folder === null) return subjectOfStore(call);
  const read = readDataset(call.folder);
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
  if (!rule) return err(`${station.id} has no mark "${call.level}": give --mark`);
  const policy = { version: 0, author: 'reference', reason: 'p* = .5, 2 of 3', createdAt: 0, rules };
  return ok({ dataset, policy, rule });
}

async function subjectOfStore(call: TuneCall): Promise<Result<Subject, string>> {
  const stored = await datasetOfStore(call.config);
  if (!stored.ok) return stored;
  const { dataset, policy } = stored.value;
  const rules = policy.rules.filter(
    ({ level, station }) => level === call.level && [station, null].includes(call.station),
  );
  const first = rules[0];
  if (!first || (call.station === null && new Set(rules.map(({ station }) => station)).size > 1)) {
    return err(`give --station: ${[...new Set(policy.rules.map(({ station }) => station))].join(', ')}`);
  }
  const rule = call.markM === null ? first : { ...first, markM: call.markM };
  const changed = { ...policy, rules: policy.rules.map((each) => (each === first ? rule : each)) };
  return ok({ dataset, policy: changed, rule });
}

function forecasts(
  call: TuneCall,
  dataset: Dataset,
  station: string,
  { marksM, fitUntil, rule }: { marksM: readonly number[]; fitUntil: number; rule: Rule },
  status: StatusLine,
): { hindcast: Hindcast; isKept: boolean } {
  const everyMs = hindcastStepMs(dataset.network.stations.get(station)!);
  const leadTimesH = [...new Set([...TUNED_LEADS_H, rule.leadTimeH])].sort((a, b) => a - b);
  const key = hindcastKey(dataset, [dataset.id, station, marksM, leadTimesH, fitUntil, everyMs, call.prior]);
  const asked = { station, fitUntil, from: fitUntil, to: Number.POSITIVE_INFINITY, everyMs, marksM, leadTimesH };
  return keptHindcast(call.forecasts, key, () => {
    const rivers = call.prior ? readPrior() : [];
    const prior = lessonsOfOthers(rivers, dataset.series.values(), fitUntil, [dataset.id, dataset.name]);
    return makeHindcast(
      dataset,
      { ...asked, prior },
      {
        onFit: ({ version }) => status.show(`${version}: fitted`),
        onProgress: (at) => status.show(`forecasts up to ${iso(at).slice(0, 10)}`),
      },
    );
  });
}
