import { expect, test } from 'vitest';
import { HOUR_MS } from '../../src/lib/units.ts';
import { type Decision, decide } from '../../src/policy/decide.ts';
import { judgeGauge } from '../../src/verification/judge-gauge.ts';
import type { TruthAnswer } from '../../src/verification/truth-answer.ts';
import { assessmentOf, policyOf } from '../support/decisions.ts';

const h = (hours: number) => hours * HOUR_MS;
/** Every hour at 1 m, but for ten hours at 2.5 m from each of these on. */
const gauge = (hours: number, ...floods: readonly number[]) => ({
  station: 'bridge',
  series: {
    times: Float64Array.from({ length: hours }, (_, hour) => h(hour)),
    values: Float64Array.from({ length: hours }, (_, hour) =>
      floods.some((from) => hour >= from && hour < from + 10) ? 2.5 : 1,
    ),
  },
  rules: [{ level: 'prepare' as const, markM: 2, leadTimeH: 6 }],
});
const once = gauge(400, 100);

/** What was stated at an hour of the chance to pass a mark. */
function said(
  hour: number,
  {
    p = 0.8,
    stageM = 1,
    markM = 2,
    leadTimeH = 6,
  }: { p?: number; stageM?: number | null; markM?: number; leadTimeH?: number } = {},
): Decision {
  const assessment = assessmentOf(h(hour), stageM, [p, 0, 0]);
  const chances = assessment.chances.map((each) => ({ ...each, markM, leadTimeH }));
  return decide(policyOf(), { ...assessment, chances });
}
const judged = (decisions: readonly Decision[], at = once, answers: readonly TruthAnswer[] = [], until = 1000) =>
  judgeGauge(at, decisions, answers, h(until))[0]!;
const answer = (id: number, change: Pick<TruthAnswer, 'flooded' | 'reached' | 'passedAt'>): TruthAnswer => ({
  id,
  event: 'A',
  commune: 'coursan',
  from: h(97),
  to: h(115),
  place: '',
  note: '',
  person: 'x',
  at: h(200 + id),
  ...change,
});

test('a chance is judged by the mark and the lead time that it was stated for, whatever the rule has become since', () => {
  const of = { low: said(95), high: said(95, { markM: 2.6 }), short: said(95, { leadTimeH: 3 }) };
  expect([of.low, of.high, of.short].map((each) => judged([each]).cameTrue)).toEqual([1, 0, 0]);
  expect(judged([of.low, of.high, of.short])).toMatchObject({ count: 3, cameTrue: 1 });
  expect(judged([of.short, of.high, of.low])).toMatchObject({ count: 3, cameTrue: 1 });
});

test('the reference is asked for the same lead time and the same rise', () => {
  const twice = gauge(600, 100, 300);
  const referenceOf = (...decisions: Decision[]) => judged(decisions, twice).skill.referenceBrier;
  // Of the 300 hours nearest to 1 m it rose by 1 m within six hours after six, and within three after three.
  const [six, three] = [(0.02 - 1) ** 2, (0.01 - 1) ** 2];
  expect(referenceOf(said(97))).toBeCloseTo(six, 12);
  expect(referenceOf(said(97, { leadTimeH: 3 }))).toBeCloseTo(three, 12);
  expect(referenceOf(said(97), said(97, { leadTimeH: 3 }))).toBeCloseTo((six + three) / 2, 12);
});

test('where the reference has no answer the chance is counted, and neither of them is scored', () => {
  const both = judged([said(97), said(98, { p: 0.5, stageM: null })]);
  expect(both).toMatchObject({ count: 2, cameTrue: 2, skill: { brier: expect.closeTo(0.04), referenceBrier: 1 } });
});

test('at the mark itself nothing was stated, a millimetre below it something was', () => {
  expect([2, 1.999].map((stageM) => judged([said(97, { stageM })]).count)).toEqual([0, 1]);
});

test('a chance whose end nobody has seen is left out: half of the lead time after the last reading is as far as it is known', () => {
  expect([396, 397].map((hour) => judged([said(hour)]).count)).toEqual([1, 0]);
});

test('a chance of which the time is not over is left out: amid a flood that comes in time it was not wrong so far', () => {
  const rising = [said(90), said(97), said(98)];
  expect(judged(rising, gauge(100), [], 99)).toMatchObject({ count: 1, cameTrue: 0 });
  expect(judged(rising, once, [], 103)).toMatchObject({ count: 2, cameTrue: 1 });
  expect(judged(rising, once, [], 104)).toMatchObject({ count: 3, cameTrue: 2 });
});

test('of two answers about the same water the later counts', () => {
  const no = { flooded: 'no', reached: null, passedAt: null } as const;
  const yes = { flooded: 'yes', reached: 'prepare', passedAt: h(100) } as const;
  expect(judged([said(97)], once, [answer(1, no), answer(2, yes)]).cameTrue).toBe(1);
  expect(judged([said(97)], once, [answer(1, yes), answer(2, no)]).cameTrue).toBe(0);
});

test('what came true is told with the floods behind it: ten statements of one flood are no ten floods', () => {
  const hours = [95, 96, 97, 98, 99, 297, 298];
  expect(
    judged(
      hours.map((hour) => said(hour)),
      gauge(600, 100, 300),
    ),
  ).toMatchObject({ cameTrue: 7, floods: 2 });
  expect(judged([said(50)])).toMatchObject({ cameTrue: 0, floods: 0 });
});
