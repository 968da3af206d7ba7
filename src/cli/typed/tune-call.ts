import { parseArgs } from 'node:util';
import { err, messageOf, ok, type Result } from '../../lib/result.ts';
import { isRaisedLevel, type RaisedLevel } from '../../territory/alert-level.ts';
import { TUNED_LEADS_H } from '../../verification/backtest/hindcast.ts';
import type { Goal } from '../../verification/tune/propose.ts';

export interface TuneCall {
  from: { kind: 'dataset'; folder: string } | { kind: 'store'; config: string };
  station: string | null;
  /** Whose rule, where several communes watch the gauge. */
  commune: string | null;
  level: RaisedLevel;
  markM: number | null;
  leadTimeH: number;
  goal: Goal;
  forecasts: string | null;
  prior: boolean;
  all: boolean;
  json: boolean;
}

/** A call that cannot be read comes back as what is wrong with it. */
export function readCall(args: readonly string[]): Result<TuneCall, string> {
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
        commune: option,
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
    const [folder, ...more] = positionals;
    if (more.length > 0 || values.store !== (folder === undefined)) return err('give one DATASET folder, or --store');
    const { level } = values;
    if (!isRaisedLevel(level)) return err(`--level: found "${level}"; it is prepare, act or danger`);
    const leadTimeH = TUNED_LEADS_H.find((each) => each === Number(values.lead));
    if (!leadTimeH) return err(`--lead: found "${values.lead}"; it is one of ${TUNED_LEADS_H.join(', ')}`);
    const markM = values.mark === undefined ? null : readNumber(values.mark);
    if (Number.isNaN(markM)) return err(`--mark: found "${values.mark}"; it is a stage in metres, like 34.14`);
    const goal = readGoal(values.goal);
    if (!goal) return err(`--goal: found "${values.goal}"; it is fewer-false-alarms, budget:2 or cost-loss:0.2`);
    return ok({
      from: folder === undefined ? { kind: 'store', config: values.config } : { kind: 'dataset', folder },
      station: values.station ?? null,
      commune: values.commune ?? null,
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
    return err(messageOf(error));
  }
}

/** @example readGoal('budget:2') // { kind: 'false-alarm-budget', perYear: 2 } */
function readGoal(text: string): Goal | null {
  if (text === 'fewer-false-alarms') return { kind: text };
  const [, kind, number = ''] = /^(budget|cost-loss):(.*)$/.exec(text) ?? [];
  const value = readNumber(number);
  if (kind === 'budget' && value >= 0) return { kind: 'false-alarm-budget', perYear: value };
  if (kind === 'cost-loss' && value > 0 && value < 1) return { kind, costLoss: value };
  return null;
}

/** `NaN` of what is no number; of nothing too, as where a script's variable is not set, which `Number` takes for 0. */
function readNumber(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}
