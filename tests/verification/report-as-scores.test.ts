import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { judgeAlert } from '../../src/verification/judge-alert.ts';
import { judgeCommune } from '../../src/verification/judge-commune.ts';
import { alertsOf } from '../../src/verification/past-events.ts';
import type { Silence } from '../../src/verification/silences.ts';
import { eventOf } from '../support/notices.ts';

const h = (hours: number) => hours * HOUR_MS;
const LEAD_H = 3;
const HOURS = 400;

/** Above its mark from the first hour to the last of each flood. */
const gauge = (...floods: readonly (readonly [number, number])[]) => ({
  station: 'bridge',
  series: {
    times: Float64Array.from({ length: HOURS }, (_, hour) => h(hour)),
    values: Float64Array.from({ length: HOURS }, (_, hour) =>
      floods.some(([from, to]) => hour >= from && hour <= to) ? 5 : 1,
    ),
  },
  lost: [] as Silence[],
  rules: [{ level: 'act' as const, markM: 4, leadTimeH: LEAD_H }],
});
/** One alert with the level that it went to at each of these hours. */
const alert = (...steps: readonly (readonly [number, 'act' | 'prepare' | 'normal'])[]): AlertEvent[] =>
  steps.map(([hour, level], index) =>
    eventOf({
      alert: `of-${steps[0]![0]}`,
      at: h(hour),
      kind: level === 'normal' ? 'closed' : level === 'prepare' && index > 0 ? 'lowered' : 'raised',
      level,
      from: steps[index - 1]?.[1] ?? 'normal',
    }),
  );
const hours = (at: number | null) => at && at / HOUR_MS;

/** What the reports of all alerts say of the level, and what the scores count of it. */
function judged(events: readonly AlertEvent[], by: ReturnType<typeof gauge>, untilH = HOURS - 1) {
  const scores = judgeCommune(events, [by], [], h(untilH)).find(({ level }) => level === 'act')!;
  const reports = alertsOf(events).map((each) =>
    judgeAlert(each, [by], [], h(untilH), events).filter(({ level }) => level === 'act'),
  );
  return { scores, reports, lines: reports.flat() };
}
const said = (events: readonly AlertEvent[], by: ReturnType<typeof gauge>) =>
  judged(events, by).reports.map((report) =>
    report.map(({ outcome, raisedAt, passedAt, leadTimeH }) => [outcome, hours(raisedAt), hours(passedAt), leadTimeH]),
  );

it('an alert raised just after the water had gone is a false alarm there too, beside the flood that was missed', () => {
  const late = alert([104.5, 'act'], [110, 'normal']);
  expect(judged(late, gauge([100, 104])).scores.contingency).toEqual({ hits: 0, misses: 1, falseAlarms: 1 });
  expect(said(late, gauge([100, 104]))).toEqual([
    [
      ['miss', null, 100, null],
      ['false-alarm', 104.5, null, null],
    ],
  ]);
  // While the water still stood there it was late, and not false.
  expect(said(alert([104, 'act'], [110, 'normal']), gauge([100, 104]))).toEqual([[['miss', 104, 100, -4]]]);
});

it('an alert raised in the round that closed the one before has its line in its own report alone', () => {
  expect(said([...alert([100, 'act'], [110, 'normal']), ...alert([110, 'act'], [120, 'normal'])], gauge())).toEqual([
    [['false-alarm', 100, null, null]],
    [['false-alarm', 110, null, null]],
  ]);
});

it('a level taken back long before the water, in an alert that stood on, was a false alarm, and the flood was missed', () => {
  const events = alert([80, 'act'], [85, 'prepare'], [120, 'normal']);
  expect(judged(events, gauge([100, 104])).scores.contingency).toEqual({ hits: 0, misses: 1, falseAlarms: 1 });
  expect(said(events, gauge([100, 104]))).toEqual([
    [
      ['miss', null, 100, null],
      ['false-alarm', 80, null, null],
    ],
  ]);
  // Raised once more in time: the flood was warned of, and the first alarm was false all the same.
  const again = alert([80, 'act'], [85, 'prepare'], [98, 'act'], [120, 'normal']);
  expect(said(again, gauge([100, 104]))).toEqual([
    [
      ['hit', 98, 100, 2],
      ['false-alarm', 80, null, null],
    ],
  ]);
});

it('an alert that stood through two floods has both', () => {
  expect(said(alert([102, 'act'], [160, 'normal']), gauge([100, 104], [150, 155]))).toEqual([
    [
      ['miss', 102, 100, -2],
      ['hit', 102, 150, 24],
    ],
  ]);
});

it('a flood that another alert had warned of is not missed by the alert raised again within it', () => {
  const events = [...alert([98, 'act'], [106, 'normal']), ...alert([112, 'act'], [120, 'normal'])];
  expect(judged(events, gauge([100, 104], [111, 115])).scores.contingency).toEqual({
    hits: 1,
    misses: 0,
    falseAlarms: 0,
  });
  expect(said(events, gauge([100, 104], [111, 115]))).toEqual([
    [['hit', 98, 100, 2]],
    [['warned-by-another', 112, 100, null]],
  ]);
});

it('a flood that came with a silence is judged in neither, whether or not the level was raised', () => {
  const { series, ...rest } = gauge([100, 104]);
  const isSeen = (_: number, hour: number) => hour <= 93 || hour >= 101;
  const silent = { ...rest, series: { times: series.times.filter(isSeen), values: series.values.filter(isSeen) } };
  expect(judged(alert([98, 'prepare'], [110, 'normal']), silent).scores).toMatchObject({
    unjudged: 1,
    contingency: { misses: 0 },
  });
  expect(said(alert([98, 'prepare'], [110, 'normal']), silent)).toEqual([[['not-judged', null, null, null]]]);
});

it('whatever came, the lines of the reports are those that the scores count', () => {
  const lengths = (most: number) => fc.array(fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: most })), { maxLength: 5 });
  const steps = fc.array(fc.tuple(fc.nat({ max: 40 }), fc.constantFrom('act' as const, 'prepare' as const)), {
    minLength: 1,
    maxLength: 4,
  });
  const alerts = fc.array(fc.tuple(fc.nat({ max: 50 }), steps), { maxLength: 4 });
  fc.assert(
    fc.property(lengths(20), alerts, lengths(30), fc.integer({ min: 50, max: HOURS }), (waters, told, dark, untilH) => {
      let hour = 10;
      const floods = waters.map(([gap, length]) => {
        const from = hour + gap + 1;
        hour = from + length;
        return [from, hour] as const;
      });
      let at = 5;
      // At half hours, as no assessment falls on the instant of a reading that it had.
      const events = told
        .flatMap(([gap, levels]) => {
          at += gap;
          const own = levels.map(([wait, level]) => {
            at += wait + 1;
            return [at + 0.5, level] as const;
          });
          at += 1;
          return alert(...own, [at + 0.5, 'normal']);
        })
        .filter((each) => each.at <= h(untilH));
      const lost = dark.map(([from, length]) => ({ from: h(from * 5), to: h(from * 5 + length) }));
      const { series, ...rest } = gauge(...floods);
      const seen = series.times.filter((time) => time <= h(untilH)).length;
      const by = {
        ...rest,
        lost,
        series: { times: series.times.slice(0, seen), values: series.values.slice(0, seen) },
      };
      const { scores, lines } = judged(events, by, untilH);
      const of = (outcome: string) => lines.filter((each) => each.outcome === outcome);
      const passages = (outcome: string) => scores.floods.filter((each) => each.outcome === outcome);
      expect(of('hit').map(({ passedAt, leadTimeH }) => [passedAt, leadTimeH])).toEqual(
        passages('hit').map(({ passageAt, leadTimeH }) => [passageAt, leadTimeH]),
      );
      expect(of('false-alarm').map(({ raisedAt }) => raisedAt)).toEqual(scores.falseAlarms.map(({ from }) => from));
      expect(of('not-seen').map(({ raisedAt }) => raisedAt)).toEqual(scores.unseenAlarms.map(({ from }) => from));
      // One that came between two alerts is told of in both; one that came far from any has no report.
      const missed = passages('miss').map(({ passageAt }) => passageAt);
      expect(missed).toEqual(expect.arrayContaining(of('miss').map(({ passedAt }) => passedAt)));
    }),
  );
});
