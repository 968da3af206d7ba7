import { readPrior } from '../forecast/io/prior-file.ts';
import type { Instant } from '../lib/clock.ts';
import { messageOf } from '../lib/result.ts';
import { iso } from '../lib/units.ts';
import { rulesFor } from '../policy/policy.ts';
import { hindcastToTuneOn } from '../verification/io/hindcast-to-tune-on.ts';
import { propose } from '../verification/tune/propose.ts';
import { tuneGauge } from '../verification/tune/tune-gauge.ts';
import { statusLine } from './shown/status-line.ts';
import { tuningText } from './shown/tuning-text.ts';
import { findTunedRule } from './tuned-rule.ts';
import { readCall } from './typed/tune-call.ts';

export const usage = `usage: amont tune DATASET [options]
       amont tune --store [--config DIR] [options]

Tries 200 policies on the river's own past and proposes one, or says that none can be recommended. Forecasts are made running
forward: a model knows only what had been measured when it was fitted. The record is cut in three: to fit, to choose by, to report on.

  DATASET             a folder with dataset.yaml; --store: what the service has stored, with the policy in force
  --station ID        default: the only gauge, or the one furthest down
  --commune ID        whose rule, where several communes watch the gauge (--store)
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
  const status = statusLine();
  status.begin('reading the record');
  const found = await findTunedRule(call.value);
  if (!found.ok) {
    status.clear();
    console.error(found.error);
    return 1;
  }
  const { dataset, policy, rule } = found.value;
  const { forecasts: file, goal, all, json } = call.value;
  const started = performance.now();
  status.begin('learning from the first part of the record, and forecasting the rest: minutes, the first time');
  const past = hindcastToTuneOn(
    {
      recorded: dataset,
      station: rule.station,
      rules: rulesFor(policy, rule.commune, rule.station),
      prior: call.value.prior ? { rivers: readPrior, without: [dataset.id, dataset.name] } : null,
      file,
    },
    {
      onFit: ({ fittedAt }) => status.show(`learned from what was known on ${dayOf(fittedAt)}`),
      onProgress: (at, share) => status.show(`forecasts up to ${dayOf(at)}, ${Math.floor(share * 100)} %`),
      onNotKept(cause) {
        status.clear();
        console.error(`the forecasts could not be kept in ${file}: ${messageOf(cause)}`);
      },
    },
  );
  const forecast = performance.now();
  const [tuned] = tuneGauge(past, policy, { commune: rule.commune, levels: [rule.level] }, (share) =>
    status.show(`replaying ${Math.round(share * 100)} %`),
  );
  const tuning = tuned!;
  status.clear();
  const seconds = {
    forecasts: past.isKept ? null : (forecast - started) / 1000,
    tuning: (performance.now() - forecast) / 1000,
  };
  const proposal = propose(tuning, goal);
  if (json) {
    out(JSON.stringify({ ...tuning, fits: past.hindcast.fittedAt.map(iso), goal, proposal, seconds }));
  } else {
    const name = `${dataset.name}, ${past.station.name}`;
    for (const line of tuningText(tuning, proposal, { name, goal, all, seconds })) out(line);
  }
  return 0;
}

function dayOf(at: Instant): string {
  return iso(at).slice(0, 10);
}
