import { parseArgs } from 'node:util';
import { readPrior } from '../../forecast/io/prior-file.ts';
import type { PriorRiver } from '../../forecast/learn/prior.ts';
import { nearestOf } from '../../lib/io/nearest-of.ts';
import { err, messageOf, ok, type Result } from '../../lib/result.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Dataset } from '../../verification/backtest/dataset.ts';
import type { BacktestOptions } from '../../verification/backtest/run-backtest.ts';
import { instantOption } from './instant-option.ts';

/** What was asked, as it was typed. */
type Call = Extract<ReturnType<typeof readCall>, { ok: true }>['value'];

/** A call that cannot be read comes back as what is wrong with it. */
export function readCall(args: readonly string[]) {
  const option = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'fit-until': option,
        from: option,
        to: option,
        every: { ...option, default: '30m' },
        stations: list,
        leads: { ...list, default: ['1,2,3,6,12'] },
        marks: list,
        'no-prior': flag,
        'prior-without': { ...list, default: [''] },
        out: option,
        json: flag,
      },
    });
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) return err('give one DATASET folder');
    const { 'fit-until': fitUntil, out, stations, leads, marks, 'prior-without': priorWithout } = values;
    // Also of a shell's variable that was not set: what is learned and said in hours could not be kept.
    if (!fitUntil || !out) return err('--fit-until and --out are needed');
    // Of `--marks 1 --marks 2` the last alone would be asked, and nothing say so.
    const lists = {
      stations: stations?.join(),
      leads: leads.join(),
      marks: marks?.join(),
      priorWithout: priorWithout.join(),
    };
    return ok({ ...values, ...lists, folder, fitUntil, out });
  } catch (error) {
    return err(messageOf(error));
  }
}

/** What was asked of a dataset. Its prior is still to be learnt, which takes a while: from these rivers, without those named. */
export type Asked = Omit<BacktestOptions, 'prior'> & { rivers: readonly PriorRiver[]; without: readonly string[] };

/** What the call means for this dataset, or what is wrong with it. */
export function toOptions(call: Call, dataset: Dataset): Result<Asked, string> {
  const fitUntil = instantOption('--fit-until', call.fitUntil);
  if (!fitUntil.ok) return fitUntil;
  const from = instantOption('--from', call.from ?? call.fitUntil);
  if (!from.ok) return from;
  const to = call.to === undefined ? ok(Number.POSITIVE_INFINITY) : instantOption('--to', call.to);
  if (!to.ok) return to;
  const span = { fitUntil: fitUntil.value, from: from.value, to: to.value };
  if (span.from < span.fitUntil)
    return err('--from lies before --fit-until: it would be judged on what it was fitted to');
  if (span.to <= span.from)
    return err(`--to lies before ${call.from === undefined ? '--fit-until' : '--from'}: nothing is to be said`);
  const every = /^(\d+)(m|h)$/.exec(call.every);
  const everyMs = every ? Number(every[1]) * (every[2] === 'h' ? HOUR_MS : MINUTE_MS) : 0;
  if (everyMs < MINUTE_MS) return err(`--every ${call.every}: written like 30m or 1h`);
  const leadTimesH = numbers(call.leads);
  if (leadTimesH === null || leadTimesH.some((each) => each < 0.5 || each > 12))
    return err(`--leads ${call.leads}: hours from 0.5 to 12, like 1,3,6`);
  const marksM = call.marks === undefined ? null : numbers(call.marks);
  if (call.marks !== undefined && marksM === null) return err(`--marks ${call.marks}: metres, like 0.26,0.67`);
  const gauges = dataset.stations.filter((station) => station.quantity === 'stage').map((station) => station.id);
  if (gauges.length === 0) return err(`${dataset.id}: no station measures stage, so nothing can be forecast`);
  const stations = call.stations === undefined ? gauges : list(call.stations);
  if (stations.length === 0) return err(`--stations are some of ${gauges.join(', ')}`);
  const unknown = stations.find((id) => !gauges.includes(id));
  if (unknown !== undefined) return err(`no station "${unknown}" measures stage: ${nearestOf(unknown, gauges)}`);
  const shipped = readPrior();
  const named = list(call.priorWithout);
  const ids = shipped.map(({ id }) => id);
  const notThere = named.find((id) => !ids.includes(id));
  if (notThere !== undefined)
    return err(`--prior-without: no river "${notThere}" in the prior: ${nearestOf(notThere, ids)}`);
  const rivers = call['no-prior'] ? [] : shipped;
  const without = [dataset.id, dataset.name, ...named];
  return ok({ ...span, everyMs, stations, leadTimesH, marksM, refit: true, rivers, without });
}

/** Each once: what is written twice would count twice for whoever judges it. */
function list(text: string): string[] {
  const items = text.split(',').map((each) => each.trim());
  return [...new Set(items.filter((each) => each !== ''))];
}

function numbers(text: string): number[] | null {
  const values = [...new Set(list(text).map(Number))];
  return values.length > 0 && values.every(Number.isFinite) ? values : null;
}
