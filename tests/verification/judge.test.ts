import { describe, expect, it } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { decide } from '../../src/policy/decide.ts';
import type { AlertLevel } from '../../src/territory/alert-level.ts';
import { judgeAlert } from '../../src/verification/judge-alert.ts';
import { judgeCommune } from '../../src/verification/judge-commune.ts';
import { judgeGauge } from '../../src/verification/judge-gauge.ts';
import { levelPersistence } from '../../src/verification/level-persistence.ts';
import { alertsOf } from '../../src/verification/past-events.ts';
import type { TruthAnswer } from '../../src/verification/truth-answer.ts';
import { turningPoints } from '../../src/verification/turning-points.ts';
import { assessmentOf, policyOf } from '../support/decisions.ts';

const h = (hours: number) => hours * HOUR_MS;
const seriesOf = (stage: (hour: number) => number, hours: number) => ({
  times: Float64Array.from({ length: hours }, (_, i) => h(i)),
  values: Float64Array.from({ length: hours }, (_, i) => stage(i)),
});
const event = (at: number, level: AlertLevel, from: AlertLevel, alert: string, more: object = {}): AlertEvent => ({
  id: `coursan:${at}`,
  alert,
  at: h(at),
  commune: 'coursan',
  station: 'bridge',
  kind: level === 'normal' ? 'closed' : 'raised',
  level,
  from,
  audience: 'staff',
  reason: { because: 'no-rule' },
  probability: null,
  leadTimeH: null,
  passage: null,
  stageM: null,
  policyVersion: 1,
  modelVersion: null,
  ...more,
});
const rules = [
  { level: 'prepare' as const, markM: 2, leadTimeH: 6 },
  { level: 'act' as const, markM: 4, leadTimeH: 6 },
  { level: 'danger' as const, markM: 6, leadTimeH: 6 },
];
/** Water above 2 m from hour 100 to 110, at most 3 m. */
const gauge = { station: 'bridge', series: seriesOf((i) => (i >= 100 && i <= 110 ? 3 : 1), 400), lost: [], rules };
const noAnswers: TruthAnswer[] = [];
const said = (change: Partial<TruthAnswer>): TruthAnswer => ({
  id: 1,
  event: 'A',
  commune: 'coursan',
  from: h(97),
  to: h(115),
  flooded: 'no',
  reached: null,
  passedAt: null,
  place: '',
  note: '',
  person: 'x',
  at: h(200),
  ...change,
});

describe('alerts beside what came true', () => {
  const hit = [event(97, 'prepare', 'normal', 'A'), event(115, 'normal', 'prepare', 'A')];
  const falseAlarm = [event(200, 'prepare', 'normal', 'B'), event(210, 'normal', 'prepare', 'B')];
  const exercise = [event(250, 'danger', 'normal', 'X'), event(260, 'normal', 'danger', 'X')];
  const played = [{ from: h(250), to: h(260) }];

  it('counts a hit with its lead time and a false alarm; an exercise counts for nothing', () => {
    const [prepare, act] = judgeCommune([...hit, ...falseAlarm, ...exercise], [gauge], noAnswers, h(399), played);
    expect(prepare).toMatchObject({
      contingency: { hits: 1, misses: 0, falseAlarms: 1 },
      scores: { pod: 1, far: 0.5, csi: 0.5 },
      podInterval: null,
      // Of two alarms one, and of two events one.
      farInterval: [expect.closeTo(0.0253, 4), expect.closeTo(0.9747, 4)],
      csiInterval: [expect.closeTo(0.0253, 4), expect.closeTo(0.9747, 4)],
      missesUpTo: 1,
      falseAlarmsUpTo: null,
      floods: [{ outcome: 'hit', leadTimeH: 3, by: 'gauge' }],
    });
    expect(act).toMatchObject({
      contingency: { hits: 0, misses: 0, falseAlarms: 0 },
      scores: { pod: null, far: null },
      missesUpTo: null,
    });
  });

  it('nobody could be warned of a flood that passed within an exercise: it is no miss, and a real alarm before it not false', () => {
    const within = [{ from: h(99), to: h(150) }];
    const [missed] = judgeCommune([], [gauge], noAnswers, h(399));
    expect(missed).toMatchObject({ contingency: { hits: 0, misses: 1 }, unjudged: 0 });
    const [prepare] = judgeCommune(hit, [gauge], noAnswers, h(399), within);
    expect(prepare).toMatchObject({ contingency: { hits: 0, misses: 0, falseAlarms: 0 }, unjudged: 0 });
  });

  it('of floods warned of and not, the share warned of has an interval', () => {
    const twice = { ...gauge, series: seriesOf((i) => (i % 200 >= 100 && i % 200 <= 110 ? 3 : 1), 400) };
    const [prepare] = judgeCommune(hit, [twice], noAnswers, h(399));
    expect(prepare).toMatchObject({
      contingency: { hits: 1, misses: 1, falseAlarms: 0 },
      // 1 − (1 − p)² = .05.
      podInterval: [expect.closeTo(0.0253, 4), expect.closeTo(0.9747, 4)],
      missesUpTo: null,
      falseAlarmsUpTo: 1,
    });
    const again = [event(297, 'prepare', 'normal', 'F'), event(315, 'normal', 'prepare', 'F')];
    expect(judgeCommune([...hit, ...again], [twice], noAnswers, h(399))[0]).toMatchObject({
      contingency: { hits: 2, misses: 0 },
      // Two of two say nothing sure of the next: p² = .05.
      podInterval: [expect.closeTo(0.2236, 4), 1],
    });
  });

  it('counts apart a flood of which nobody saw the passage', () => {
    const fromAbove = { ...gauge, series: seriesOf((i) => (i <= 10 || (i >= 100 && i <= 110) ? 3 : 1), 400) };
    const [prepare] = judgeCommune(hit, [fromAbove], noAnswers, h(399));
    expect(prepare).toMatchObject({ unjudged: 1, contingency: { hits: 1, misses: 0 }, missesUpTo: 1 });
  });

  it('what people say overrules the gauge: no flood makes the hit a false alarm', () => {
    const [prepare] = judgeCommune(hit, [gauge], [said({})], h(399));
    expect(prepare?.contingency).toMatchObject({ hits: 0, misses: 0, falseAlarms: 1 });
  });

  it('a level that people saw and nobody warned of is a miss', () => {
    const answers = [said({ flooded: 'yes', reached: 'danger', passedAt: h(103) })];
    const [prepare, , danger] = judgeCommune(hit, [gauge], answers, h(399));
    expect(prepare?.contingency.hits).toBe(1);
    expect(danger).toMatchObject({ contingency: { misses: 1 }, floods: [{ by: 'answer', outcome: 'miss' }] });
  });

  it('one alert, a level at a time', () => {
    const [alert] = alertsOf(hit);
    expect(
      judgeAlert(alert!, [gauge], noAnswers, h(399)).map(({ outcome, leadTimeH }) => [outcome, leadTimeH]),
    ).toEqual([
      ['hit', 3],
      ['quiet', null],
      ['quiet', null],
    ]);
    const [wrong] = alertsOf(falseAlarm);
    expect(judgeAlert(wrong!, [gauge], noAnswers, h(216))[0]?.outcome).toBe('false-alarm');
    expect(judgeAlert(wrong!, [gauge], noAnswers, h(215))[0]?.outcome).toBe('not-known-yet');
    const [standing] = alertsOf(falseAlarm.slice(0, 1));
    expect(judgeAlert(standing!, [gauge], noAnswers, h(399))[0]?.outcome).toBe('not-known-yet');
    const [before] = alertsOf([event(20, 'prepare', 'normal', 'D'), event(30, 'normal', 'prepare', 'D')]);
    expect(judgeAlert(before!, [gauge], noAnswers, h(399))[0]).toMatchObject({ outcome: 'false-alarm', by: null });
    const [late] = alertsOf([event(102, 'prepare', 'normal', 'C'), event(115, 'normal', 'prepare', 'C')]);
    expect(judgeAlert(late!, [gauge], noAnswers, h(399))[0]).toMatchObject({
      outcome: 'miss',
      leadTimeH: -2,
      by: 'gauge',
    });
    const high = { ...gauge, series: seriesOf((i) => (i >= 100 && i <= 110 ? 5 : 1), 400) };
    const [, act] = judgeAlert(alert!, [high], noAnswers, h(399));
    expect(act).toMatchObject({ outcome: 'miss', raisedAt: null, passedAt: h(100), leadTimeH: null });
  });

  it('of a level that nobody raised nobody knows where a gauge was lost that has a mark of it, and not where another was', () => {
    const [alert] = alertsOf(hit);
    const lost = [{ from: h(95), to: h(120) }];
    const mill = (levels: readonly string[]) => {
      const own = rules.filter(({ level }) => levels.includes(level));
      return { ...gauge, station: 'mill', series: seriesOf(() => 1, 400), lost, rules: own };
    };
    const outcomes = (levels: readonly string[]) =>
      judgeAlert(alert!, [gauge, mill(levels)], noAnswers, h(399)).map(({ outcome }) => outcome);
    expect(outcomes(['act'])).toEqual(['hit', 'quiet-unseen', 'quiet']);
    expect(outcomes(['danger'])).toEqual(['hit', 'quiet', 'quiet-unseen']);
    expect(outcomes(['prepare'])).toEqual(['hit', 'quiet', 'quiet']);
  });

  it('taken back before the water came warned nobody, in the report as in the scores', () => {
    const lowered = [
      event(90, 'act', 'normal', 'A'),
      event(95, 'prepare', 'act', 'A', { kind: 'lowered' }),
      event(120, 'normal', 'prepare', 'A'),
    ];
    const high = { ...gauge, series: seriesOf((i) => (i >= 100 && i <= 110 ? 5 : 1), 400) };
    const [, act] = judgeAlert(alertsOf(lowered)[0]!, [high], noAnswers, h(399));
    expect(act).toMatchObject({ outcome: 'miss', leadTimeH: null });
    expect(judgeCommune(lowered, [high], noAnswers, h(399))[1]!.contingency).toMatchObject({ hits: 0, misses: 1 });
    // Raised once more two hours before: it warned since then.
    const again = [...lowered.slice(0, 2), event(98, 'act', 'prepare', 'A'), ...lowered.slice(2)];
    const [, second] = judgeAlert(alertsOf(again)[0]!, [high], noAnswers, h(399));
    expect(second).toMatchObject({ outcome: 'hit', leadTimeH: 2 });
  });

  it('an alert that still stands has what came in it', () => {
    const [standing] = alertsOf(hit.slice(0, 1));
    expect(judgeAlert(standing!, [gauge], noAnswers, h(399))[0]).toMatchObject({ outcome: 'hit', leadTimeH: 3 });
  });

  it('has its own alarms, not those of the alerts before and after it, be it known what came of them or not', () => {
    const all = [...hit, ...falseAlarm, event(300, 'prepare', 'normal', 'S')];
    const reportOf = (index: number) =>
      judgeAlert(alertsOf(all)[index]!, [gauge], noAnswers, h(399), all).map(({ outcome, raisedAt }) => [
        outcome,
        raisedAt,
      ]);
    const quiet = ['quiet', null];
    expect(reportOf(0)).toEqual([['hit', h(97)], quiet, quiet]);
    expect(reportOf(1)).toEqual([['false-alarm', h(200)], quiet, quiet]);
    expect(reportOf(2)).toEqual([['not-known-yet', h(300)], quiet, quiet]);
  });

  it('came with the water where it was raised at the passage itself: no hour before it, and none after', () => {
    const [alert] = alertsOf([event(100, 'prepare', 'normal', 'P'), event(115, 'normal', 'prepare', 'P')]);
    const [prepare] = judgeAlert(alert!, [gauge], noAnswers, h(399));
    expect([prepare?.outcome, Math.abs(prepare?.leadTimeH ?? Number.NaN)]).toEqual(['miss', 0]);
  });

  it('has water that came a lead time after it, or was gone an hour before it, and no other', () => {
    const of = (from: number, to: number, by = gauge) => {
      const [alert] = alertsOf([event(from, 'prepare', 'normal', 'G'), event(to, 'normal', 'prepare', 'G')]);
      return judgeAlert(alert!, [by], noAnswers, h(399))[0]?.outcome;
    };
    expect([of(90, 93), of(90, 94)]).toEqual(['false-alarm', 'miss']);
    expect([110, 111, 112].map((from) => of(from, 120))).toEqual(['miss', 'miss', 'false-alarm']);
    // However short the lead time: an hour is what readings may be late.
    const short = { ...gauge, rules: rules.map((each) => ({ ...each, leadTimeH: 0.5 })) };
    expect([98, 99].map((to) => of(90, to, short))).toEqual(['false-alarm', 'miss']);
  });

  it('an alert that was over before water that came within the lead time is no false alarm', () => {
    const [early] = alertsOf([event(90, 'prepare', 'normal', 'E'), event(96, 'normal', 'prepare', 'E')]);
    const [prepare] = judgeAlert(early!, [gauge], noAnswers, h(399));
    expect(prepare?.passedAt).toBe(h(100));
    expect(prepare?.outcome).not.toBe('false-alarm');
  });

  it('is not judged where the water came while the gauge was silent, before the alert or after it', () => {
    const { times, values } = gauge.series;
    const isSeen = (_: number, hour: number) => hour <= 95 || hour >= 103;
    const silent = { ...gauge, series: { times: times.filter(isSeen), values: values.filter(isSeen) } };
    const [prepare] = judgeAlert(alertsOf(hit)[0]!, [silent], noAnswers, h(399));
    expect(prepare).toMatchObject({ passedAt: null, outcome: 'not-judged', leadTimeH: null });
  });
});

describe('stated chances beside what came', () => {
  const policy = policyOf();
  const at = (hour: number, p: number) => {
    const stageM = gauge.series.values[hour]!;
    const assessment = assessmentOf(h(hour), stageM, [p, 0.01, 0.01]);
    return decide(policy, {
      ...assessment,
      chances: assessment.chances.map((each, index) => ({ ...each, markM: rules[index]!.markM })),
    });
  };
  const decisions = Array.from({ length: 380 }, (_, hour) => at(hour, hour >= 94 && hour < 100 ? 0.8 : 0.02));

  it('the reliability table says how often it came; hours at the mark are no statements', () => {
    const [prepare] = judgeGauge(gauge, decisions, noAnswers, h(10_000));
    expect(prepare).toMatchObject({ level: 'prepare', count: 369, cameTrue: 6 });
    expect(prepare?.reliability.find(({ from }) => from === 0.7)).toMatchObject({ count: 6, cameTrue: 6, share: 1 });
    expect(prepare?.skill.skill).toBeGreaterThan(0.9);
    expect(prepare?.skill.reference).toBe('level-conditional persistence');
  });

  it('are scored as they were stated, beside a reference that gave the only flood of the record no chance', () => {
    const [prepare] = judgeGauge(gauge, [at(97, 0.8)], noAnswers, h(10_000));
    // (.8 − 1)² = .04 against (0 − 1)² = 1.
    expect(prepare?.skill).toMatchObject({
      brier: expect.closeTo(0.04),
      referenceBrier: 1,
      skill: expect.closeTo(0.96),
    });
  });

  it('stand beside what else came of such a level: in 6 of the 300 hours nearest to it the water rose to the mark', () => {
    const twice = {
      ...gauge,
      series: seriesOf((i) => ((i >= 100 && i <= 110) || (i >= 300 && i <= 310) ? 3 : 1), 600),
    };
    expect(judgeGauge(twice, [at(97, 0.8)], noAnswers, h(10_000))[0]?.skill.referenceBrier).toBeCloseTo(
      (0.02 - 1) ** 2,
      12,
    );
  });

  it('are those of the levels that have a rule, where a chance could be stated', () => {
    const [act, ...others] = judgeGauge({ ...gauge, rules: rules.slice(1, 2) }, decisions, noAnswers, h(10_000));
    expect([act?.level, others]).toEqual(['act', []]);
    const { assessment, ...rest } = at(97, 0.8);
    const chances = assessment.chances.map((each) => ({ ...each, probability: null }));
    const unstated = { ...rest, assessment: { ...assessment, chances } };
    expect(judgeGauge(gauge, [unstated], noAnswers, h(10_000)).map(({ count }) => count)).toEqual([0, 0, 0]);
  });

  it('at the mark are none, though the reading that stood there was taken out later', () => {
    const taken = at(97, 0.8);
    const sight = { kind: 'seen' as const, stageM: 2.5, observedAt: h(97) };
    const spiked = { ...taken, assessment: { ...taken.assessment, sight } };
    expect(judgeGauge(gauge, [spiked], noAnswers, h(10_000))[0]?.count).toBe(0);
  });

  it('with an answer that nothing came, the same chances were wrong', () => {
    const [prepare] = judgeGauge(gauge, decisions, [said({})], h(10_000));
    expect(prepare?.cameTrue).toBe(0);
    expect(prepare?.reliability.find(({ from }) => from === 0.7)).toMatchObject({ count: 6, cameTrue: 0, share: 0 });
  });
});

describe('the reference that knows only the level', () => {
  it('gives the share of the 300 hours nearest to this level after which the water rose as much', () => {
    // Five times 60 hours at 1.2 m and then one at 2 m, which is near in the last six of them: 30 of 300. Then calm at 0.5 m.
    const series = seriesOf((i) => (i >= 305 ? 0.5 : i % 61 === 60 ? 2 : 1.2), 905);
    const reference = levelPersistence(series, 6);
    expect(reference(h(605), 1.2, 0.8)).toBe(0.1);
    expect(reference(h(605), 1.2, 0.81)).toBe(0);
  });

  it('takes the nearest levels above and below', () => {
    // A hundred hours each at 1, 1.1 and 1.5 m, six of each before the next step; 5 m and 0 m are further from 1.2 m.
    const steps = [1, 1.1, 1.5, 5, 0, 0, 0, 0];
    const series = seriesOf((i) => steps[Math.floor(i / 100)]!, 800);
    const reference = levelPersistence(series, 6);
    expect(reference(h(790), 1.2, 0.3)).toBe(12 / 300);
    expect(reference(h(790), 1.2, 0.45)).toBe(6 / 300);
  });

  it('counts an hour once, however often the gauge reports', () => {
    const stages = (i: number) => (i % 50 === 40 ? 3 : 1);
    const often = {
      times: Float64Array.from({ length: 3600 }, (_, i) => h(i / 6)),
      values: Float64Array.from({ length: 3600 }, (_, i) => stages(Math.floor(i / 6))),
    };
    // Of the nearest 300 hours, which are the first, six rises are seen six hours before each.
    expect(levelPersistence(often, 6)(h(590), 1, 2)).toBe(36 / 300);
    expect(levelPersistence(seriesOf(stages, 600), 6)(h(590), 1, 2)).toBe(36 / 300);
  });

  it('counts ten-minute readings of one rise by the hour', () => {
    // One rise at hour 40, seen in hours 34 to 39: six of the first 300 hours, and not 36 of the first 300 readings.
    const once = (i: number) => (i === 40 ? 3 : 1);
    const often = {
      times: Float64Array.from({ length: 3600 }, (_, i) => h(i / 6)),
      values: Float64Array.from({ length: 3600 }, (_, i) => once(Math.floor(i / 6))),
    };
    expect(levelPersistence(often, 6)(h(590), 1, 2)).toBe(6 / 300);
    expect(levelPersistence(seriesOf(once, 600), 6)(h(590), 1, 2)).toBe(6 / 300);
  });

  it('speaks from thirty hours, and of none whose lead time ends beyond the record', () => {
    const [enough, few] = [36, 35].map((hours) =>
      levelPersistence(
        seriesOf(() => 1, hours),
        6,
      ),
    );
    // Of 36 hours the last six are not known to their end.
    expect(enough!(h(1000), 1, 1)).toBe(0);
    expect(few!(h(1000), 1, 1)).toBeNull();
  });

  it('takes no window that was dark for a calm one: nobody saw whether the water rose', () => {
    // Hourly for 80 hours with one rise at hour 40; then for forty days two readings a day, an hour apart.
    const hours = [
      ...Array.from({ length: 80 }, (_, hour) => hour),
      ...Array.from({ length: 40 }, (_, day) => [100 + 24 * day, 101 + 24 * day]).flat(),
    ];
    const values = Float64Array.from(hours, (hour) => (hour === 40 ? 2 : 1));
    const reference = levelPersistence({ times: Float64Array.from(hours, h), values }, 6);
    // Six hours see the rise before them. Of hour 76 half of the time after it was seen, of hours 77 to 79 less.
    expect(reference(h(2000), 1, 1)).toBe(6 / 77);
  });

  it('does not know the five days around the moment asked', () => {
    // The water rises once, at hour 50: seen in hours 44 to 49. Of hours 0 to 299 the ends of 0 to 293 are known.
    const reference = levelPersistence(
      seriesOf((i) => (i === 50 ? 3 : 1), 300),
      6,
    );
    expect(reference(h(48), 1, 2)).toBe(0);
    // Asked at hour 200, hours 0 to 80 are far enough away.
    expect(reference(h(200), 1, 2)).toBe(6 / 81);
  });

  it('says nothing from less than 30 hours', () => {
    expect(
      levelPersistence(
        seriesOf(() => 1, 20),
        1,
      )(h(1000), 1, 1),
    ).toBeNull();
  });
});

describe('turning points', () => {
  it('are the moments at which a verdict or its ground becomes another', () => {
    const policy = policyOf();
    const course = [0.1, 0.1, 0.7, 0.7, 0.4].map((p, i) => decide(policy, assessmentOf(h(i), 0.5, [p, 0.1, 0.1])));
    const prepare = turningPoints(course).filter(({ level }) => level === 'prepare');
    expect(prepare.map(({ at, verdict }) => [at / HOUR_MS, verdict.kind])).toEqual([
      [0, 'lower'],
      [2, 'raise'],
      [4, 'hold'],
    ]);
  });
});
