import { expect, test } from 'vitest';
import { HOUR_MS } from '../../src/lib/units.ts';
import { floodsAtLevel, type JudgedGauge } from '../../src/verification/floods-at-level.ts';
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
  lost: [],
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

test('a flood has the peak of the gauge that was passed first, and says which one that is', () => {
  const mill = { ...gauge(400, [102], 60), station: 'mill' };
  const floods = (said: TruthAnswer[]) => floodsAtLevel('prepare', [mill, gauge(400, [100])], said).floods;
  expect(floods([])).toMatchObject([{ passageAt: h(100), endAt: h(106), peakM: 2.5, station: 'bridge' }]);
  const none = floods([answer(1, { from: h(300), to: h(301), passedAt: h(300) })])[1];
  expect([none?.by, none?.station]).toEqual(['answer', undefined]);
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

test('an alarm in whose time its gauge was lost is false only where a person says that nothing came', () => {
  const lost = [{ from: h(205), to: h(214) }];
  const [seen, dark] = [gauge(400, []), { ...gauge(400, []), lost }];
  const judged = (gauges: JudgedGauge[], ...said: Partial<TruthAnswer>[]) => {
    const answers = said.map((each, index) => answer(index, { from: h(200), to: h(210), ...each }));
    const { contingency, unseenAlarms } = judgeCommune(alert(200, 210), gauges, answers, h(399))[0]!;
    return [contingency.falseAlarms, unseenAlarms.map(({ from }) => from / HOUR_MS)];
  };
  expect(judged([seen])).toEqual([1, []]);
  expect(judged([dark])).toEqual([0, [200]]);
  expect(judged([dark], { flooded: 'not-known', reached: null })).toEqual([0, [200]]);
  expect(judged([dark], { flooded: 'no', reached: null })).toEqual([1, []]);
  expect(judged([dark], { passedAt: h(206) })).toEqual([0, []]);
  // What is said of the alert that was over half an hour before is not about this one.
  expect(judged([dark], { flooded: 'no', reached: null, from: h(190), to: h(199.5) })).toEqual([0, [200]]);
  // That another gauge of the commune was lost does not make it come true, as in the replay of the one that raised it.
  expect(judged([seen, { ...dark, station: 'mill' }])).toEqual([1, []]);
  // Of one that the commune no longer watches nobody knows what came there.
  expect(judged([{ ...seen, station: 'mill' }])).toEqual([0, [200]]);
  expect(judged([{ ...seen, station: 'mill' }], { flooded: 'no', reached: null })).toEqual([1, []]);
});

test('an alarm is of the gauge that raised it, whatever happened at another in the same round', () => {
  const mill = { ...gauge(400, []), station: 'mill', lost: [{ from: h(199), to: h(214) }] };
  const lost = eventOf({ station: 'mill', kind: 'sight-lost', at: h(200), level: 'unknown' });
  const { contingency } = judgeCommune([lost, ...alert(200, 210)], [gauge(400, []), mill], [], h(399))[0]!;
  expect(contingency.falseAlarms).toBe(1);
});

test('how long a gauge may be lost is asked of its own lead time, not of the longest of the commune', () => {
  const lost = [{ from: h(207), to: h(214) }];
  const mill = { ...gauge(400, [], 2, 12), station: 'mill' };
  const unseen = (leadTimeH: number) =>
    judgeCommune(alert(200, 210), [{ ...gauge(400, [], 2, leadTimeH), lost }, mill], [], h(399))[0]?.unseenAlarms
      .length;
  // Of 207 to 214 it is lost for 3 h until the alarm is over, and for as long as is looked for the water after it.
  expect([unseen(0), unseen(1), unseen(12)]).toEqual([1, 1, 1]);
  const later = [{ from: h(208), to: h(211) }];
  const short = { ...gauge(400, [], 2, 2), lost: later };
  expect(judgeCommune(alert(200, 210), [short, mill], [], h(399))[0]?.unseenAlarms).toHaveLength(1);
  expect(
    judgeCommune(alert(200, 210), [{ ...mill, station: 'bridge', lost: later }], [], h(399))[0]?.unseenAlarms,
  ).toEqual([]);
});
