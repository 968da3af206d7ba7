import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../src/lib/units.ts';
import { predictTrial } from '../../../src/verification/tune/predict-effect.ts';
import { type PastCase, type RuleTrial, tryRule } from '../../../src/verification/tune/try-rule.ts';
import { hindcastOf, hours, policyOf, ponton, ruleAt } from '../../support/hindcasts.ts';

const once = { k: 1, n: 1 };
const inForce = ruleAt('act', once);

/** Ten days each quarter of an hour: what the gauge did and what was stated for the mark of `act` within three hours. */
function tenDays(
  statedAt = (hour: number): number => {
    if (hour >= 45 && hour < 52) return hour < 47 ? 0.45 : 0.6;
    return hour >= 120 && hour < 122 ? 0.45 : 0;
  },
  floods: readonly { at: number; peakM: number; lastsH?: number }[] = [
    { at: 48, peakM: 2.4 },
    { at: 192, peakM: 2.1 },
    { at: 230, peakM: 1.5 },
  ],
) {
  /** Within two hours from .5 m to the peak, which lasts for four. */
  const stageAt = (hour: number): number => {
    const flood = floods.find(({ at, lastsH = 4 }) => hour >= at - 2 && hour < at + lastsH);
    return flood === undefined ? 0.5 : 0.5 + (flood.peakM - 0.5) * Math.min(1, (hour - flood.at + 2) / 2);
  };
  const moments = Array.from({ length: 960 }, (_, index) => {
    const stated = statedAt(index / 4);
    return { stageM: stageAt(index / 4), chance: stated === 0 ? 0 : stated + 0.15 };
  });
  const hindcast = hindcastOf(moments);
  const series = { times: hindcast.issuedAt, values: hindcast.stageM };
  const split = { fitUntil: 0, chooseUntil: 5 * DAY_MS, until: 10 * DAY_MS };
  return { hindcast, station: ponton, series, split };
}

const told = (trial: RuleTrial) =>
  trial.cases.map(({ at, peakM, ...each }) => [hours(at), peakM, textOf(each.inForce), textOf(each.tried)]);

function textOf(each: PastCase['tried']): string | null {
  return each?.kind === 'hit' ? `hit ${each.leadTimeH}` : (each?.kind ?? null);
}

describe('a rule that somebody typed, on the past of its gauge', () => {
  it('stands beside the rule in force, flood by flood and false alarm by false alarm', () => {
    const trial = tryRule(tenDays(), policyOf([inForce]), { ...inForce, raiseAt: 0.4 });
    expect(told(trial)).toEqual([
      [47.75, 2.4, 'hit 0.75', 'hit 2.75'],
      [120, null, null, 'false-alarm'],
      [192, 2.1, 'miss', 'miss'],
    ]);
    expect(trial.cases[1]?.inForce).toBeNull();
    expect(trial.inForce).toMatchObject({ floods: 2, hits: 1, misses: 1, falseAlarms: 0, medianLeadH: 0.375 });
    expect(trial.tried).toMatchObject({ floods: 2, hits: 1, misses: 1, falseAlarms: 1, medianLeadH: 1.375 });
    // Two floods a week apart are two storms: of one warned of and one not nobody knows how the next will be.
    for (const { intervals } of [trial.inForce, trial.tried]) expect(intervals.pod).toEqual([0, 1]);
  });

  it('has the floods of its own mark, where that is another: one that stayed below the mark in force among them', () => {
    const lower = { ...inForce, markM: 1 };
    const trial = tryRule(tenDays(), policyOf([inForce]), lower);
    expect(told(trial)).toEqual([
      [46.75, 2.4, 'hit 0.75', 'hit 1.75'],
      [120, null, null, 'false-alarm'],
      [190.75, 2.1, 'miss', 'miss'],
      [229, 1.5, null, 'miss'],
    ]);
    expect([trial.inForce.floods, trial.tried.floods]).toEqual([2, 3]);
  });

  it('has a flood of its lower mark beside what was a false alarm for the mark in force', () => {
    const past = tenDays((hour) => (hour >= 226 && hour < 233 ? 0.6 : 0));
    expect(told(tryRule(past, policyOf([inForce]), { ...inForce, markM: 1 })).at(-1)).toEqual([
      226,
      1.5,
      'false-alarm',
      'hit 3',
    ]);
  });

  it('has each false alarm beside the nearest of the other rule, not beside another of the same day', () => {
    const past = tenDays((hour) => {
      if (hour >= 110 && hour < 112) return 0.45;
      return hour >= 120 && hour < 122 ? 0.6 : 0;
    });
    const trial = tryRule(past, policyOf([inForce]), { ...inForce, raiseAt: 0.4 });
    expect(told(trial).filter(([, peakM]) => peakM === null)).toEqual([
      [110, null, null, 'false-alarm'],
      [120, null, 'false-alarm', 'false-alarm'],
    ]);
  });

  it('shows beside nothing what only the rule in force said, and what only that one’s lower mark saw', () => {
    const eager = { ...inForce, raiseAt: 0.4, markM: 1 };
    expect(told(tryRule(tenDays(), policyOf([eager]), inForce))).toEqual([
      [46.75, 2.4, 'hit 1.75', 'hit 0.75'],
      [120, null, 'false-alarm', null],
      [190.75, 2.1, 'miss', 'miss'],
      [229, 1.5, 'miss', null],
    ]);
  });

  it('has false alarms of more than a day apart as two', () => {
    const past = tenDays((hour) => {
      if (hour >= 110 && hour < 112) return 0.45;
      return hour === 140 ? 0.6 : 0;
    });
    const steady = { ...inForce, raiseAt: 0.4, k: 2, n: 3 };
    const falseAlarms = told(tryRule(past, policyOf([inForce]), steady)).filter(([, peakM]) => peakM === null);
    expect(falseAlarms).toEqual([
      [110.25, null, null, 'false-alarm'],
      [140, null, 'false-alarm', null],
    ]);
  });

  it('has both crests of a flood that lasted at the lower mark beside it: the rule in force did not say nothing of the second', () => {
    const past = tenDays(
      () => 0,
      [
        { at: 48, peakM: 2.4 },
        { at: 54, peakM: 1.5, lastsH: 26 },
        { at: 82, peakM: 2.4 },
      ],
    );
    const lower = { ...inForce, markM: 1 };
    expect(told(tryRule(past, policyOf([lower]), inForce))).toEqual([
      [46.75, 2.4, 'miss', 'miss'],
      [81.75, 2.4, 'miss', 'miss'],
    ]);
  });

  it('promises what it did', () => {
    const typed = { ...inForce, raiseAt: 0.4 };
    const trial = tryRule(tenDays(), policyOf([inForce]), typed);
    const { before, after, ...about } = predictTrial(typed, trial);
    expect(about).toEqual({
      commune: 'bourg',
      station: 'ponton',
      level: 'act',
      markM: 2,
      leadTimeH: 3,
      from: 0,
      to: 10 * DAY_MS + 1,
    });
    expect([before.falseAlarms, after.falseAlarms]).toEqual([0, 1]);
    expect(after.falseAlarmsPerYear).toBeCloseTo(36.5, 0);
  });
});
