import { expect, test } from 'vitest';
import { HOUR_MS } from '../../src/lib/units.ts';
import { floodsAtLevel } from '../../src/verification/floods-at-level.ts';
import { judgeCommune } from '../../src/verification/judge-commune.ts';
import type { TruthAnswer } from '../../src/verification/truth-answer.ts';
import { eventOf } from '../support/notices.ts';

const h = (hours: number) => hours * HOUR_MS;
/** Above its mark for five hours from each of these hours on. */
const gauge = (hours: number, floods: readonly number[], markM = 2, leadTimeH = 6) => ({
  station: 'bridge',
  series: {
    times: Float64Array.from({ length: hours }, (_, hour) => h(hour)),
    values: Float64Array.from({ length: hours }, (_, hour) =>
      floods.some((from) => hour >= from && hour < from + 5) ? markM + 0.5 : markM - 1,
    ),
  },
  rules: [{ level: 'prepare' as const, markM, leadTimeH }],
});
const alert = (from: number, to: number) => [
  eventOf({ alert: `${from}`, at: h(from), kind: 'raised', level: 'prepare', from: 'normal' }),
  eventOf({ alert: `${from}`, at: h(to), kind: 'closed', level: 'normal', from: 'prepare' }),
];
const answer = (id: number, change: Partial<TruthAnswer>): TruthAnswer => ({
  id,
  event: 'A',
  commune: 'coursan',
  from: h(97),
  to: h(106),
  flooded: 'yes',
  reached: 'prepare',
  passedAt: h(100),
  place: '',
  note: '',
  person: 'x',
  at: h(200 + id),
  ...change,
});

test('what may still be missed is told of the floods that could be judged, what may still be false of the alerts', () => {
  // The record begins in a flood of which nobody saw the passage; six others.
  const floods = [100, 200, 300, 400, 500, 600];
  const judged = (warnedOf: readonly number[]) =>
    judgeCommune(
      warnedOf.flatMap((at) => alert(at - 3, at + 7)),
      [gauge(700, [0, ...floods])],
      [],
      h(699),
    )[0];
  expect(judged(floods)).toMatchObject({
    contingency: { hits: 6, misses: 0, falseAlarms: 0 },
    missesUpTo: 3 / 6,
    falseAlarmsUpTo: 3 / 6,
    unjudged: 1,
  });
  expect(judged(floods.slice(0, 4))).toMatchObject({
    contingency: { hits: 4, misses: 2, falseAlarms: 0 },
    missesUpTo: null,
    falseAlarmsUpTo: 3 / 4,
  });
});

test('an alert is false once the lead time after its end is over, and not before', () => {
  const falseBy = (until: number) =>
    judgeCommune(alert(380, 390), [gauge(400, [])], [], h(until))[0]?.contingency.falseAlarms;
  expect([395, 396].map(falseBy)).toEqual([0, 1]);
});

test('water that comes a lead time after its end, or is last seen as it begins, is that of an alert; an hour further away it is not', () => {
  const isFalse = (from: number, to: number) =>
    judgeCommune(alert(from, to), [gauge(400, [100])], [], h(399))[0]?.contingency.falseAlarms;
  expect([isFalse(90, 94), isFalse(90, 93)]).toEqual([0, 1]);
  expect([isFalse(104, 110), isFalse(105, 110)]).toEqual([0, 1]);
});

test('of two answers about the same water the later counts', () => {
  const [yes, no] = [{}, { flooded: 'no', reached: null, passedAt: null } as const];
  const contingency = (...said: Partial<TruthAnswer>[]) =>
    judgeCommune(
      alert(97, 106),
      [gauge(400, [100])],
      said.map((each, index) => answer(index, each)),
      h(399),
    )[0]?.contingency;
  expect(contingency(no, yes)).toEqual({ hits: 1, misses: 0, falseAlarms: 0 });
  expect(contingency(yes, no)).toEqual({ hits: 0, misses: 0, falseAlarms: 1 });
});

test('at several gauges a flood is looked for as long ahead as the longest of their lead times', () => {
  const gauges = [gauge(400, [], 2, 3), gauge(400, [], 4, 6), gauge(400, [], 3, 1)];
  expect(floodsAtLevel('prepare', gauges, []).leadTimeH).toBe(6);
  expect(floodsAtLevel('danger', gauges, [])).toEqual({ floods: [], leadTimeH: 0 });
});

test('what people saw and no gauge did was as high as the lowest of the marks at least, and one flood with what a gauge saw on the same day', () => {
  const saw = answer(1, { from: h(120), to: h(125), passedAt: h(121) });
  const calm = [gauge(400, [], 4), gauge(400, [], 2), gauge(400, [], 3)];
  expect(floodsAtLevel('prepare', calm, [saw]).floods).toMatchObject([{ passageAt: h(121), endAt: h(125), peakM: 2 }]);
  const { floods } = floodsAtLevel('prepare', [gauge(400, [100])], [saw]);
  expect(floods).toMatchObject([{ passageAt: h(100), endAt: h(125), peakM: 2.5 }]);
});
