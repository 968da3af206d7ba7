import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/lib/units.ts';
import { inSightMs } from '../../../src/territory/station.ts';
import type { Episode, Flood } from '../../../src/verification/match-events.ts';
import type { Silence } from '../../../src/verification/silences.ts';
import { candidateGrid, fixedReference } from '../../../src/verification/tune/candidate.ts';
import { relativeValue, valueCurve } from '../../../src/verification/tune/cost-loss.ts';
import {
  createGaugePast,
  idleHours,
  seenFloods,
  seenYears,
  within,
} from '../../../src/verification/tune/judge-policy.ts';
import { type Outcome, outcomeOf } from '../../../src/verification/tune/outcome.ts';
import { podIsNoLower } from '../../../src/verification/tune/pod-is-no-lower.ts';
import { propose } from '../../../src/verification/tune/propose.ts';
import { type StormTally, stormNamer, tallyStorms } from '../../../src/verification/tune/storms.ts';
import type { TuningRow } from '../../../src/verification/tune/tune.ts';
import { splitRecord, tunedMarks, tuneGauge } from '../../../src/verification/tune/tune-gauge.ts';
import { hindcastOf, policyOf, ponton, ruleAt } from '../../support/hindcasts.ts';
import { floodySeries, pastFor, someCandidates, tuningOf } from '../../support/tunings.ts';

const h = (hours: number) => hours * HOUR_MS;
const nothing: StormTally = { hits: 0, misses: 0, falseAlarms: 0, leadTimesH: [] };
const hit: StormTally = { ...nothing, hits: 1, leadTimesH: [2] };
const miss: StormTally = { ...nothing, misses: 1, leadTimesH: [0] };

const outcome = (numbers: Partial<Outcome>): Outcome => ({
  floods: 10,
  hits: 10,
  misses: 0,
  falseAlarms: 0,
  pod: 1,
  far: 0,
  csi: 1,
  years: 5,
  alertsPerYear: 2,
  falseAlarmsPerYear: 0,
  medianLeadH: 2,
  worstLeadH: 1,
  intervals: { pod: null, far: null, medianLeadH: null },
  unknown: null,
  ...numbers,
});
const row = (raiseAt: number, numbers: Partial<Outcome>, podNoLower = true, own = numbers): TuningRow => {
  const all = { own: outcome(own), pooled: outcome(numbers) };
  return { candidate: { ...fixedReference(3), raiseAt }, choose: all, report: all, podNoLower };
};

describe('candidates', () => {
  it('are two hundred, each lowering below where it raises', () => {
    const grid = candidateGrid();
    expect(grid).toHaveLength(200);
    for (const { raiseAt, lowerAt, k, n } of grid) expect(lowerAt < raiseAt && k <= n).toBe(true);
  });
});

describe('storms', () => {
  it('are a flood with the day around it, and between the floods the weeks', () => {
    const flood = { passageAt: h(160), endAt: h(175), peakM: 3, passageSeen: true };
    const stormAt = (hour: number) => stormNamer([{ ...flood, passageAt: h(2), endAt: h(3) }, flood])(h(hour));
    const near = [136, 160, 170, 199].map(stormAt);
    expect(new Set(near).size).toBe(1);
    const others = [3, 135, 200, 400].map(stormAt);
    expect(new Set([...near, ...others]).size).toBe(5);
    expect(stormAt(34)).toBe(stormAt(135));
  });

  it('the floods of one storm at several marks are one', () => {
    const flood = { passageAt: h(100), endAt: h(120), peakM: 3, passageSeen: true };
    const stormOf = stormNamer([flood]);
    const hitAt = (hour: number) => ({ ...flood, passageAt: h(hour), outcome: 'hit' as const, leadTimeH: 2 });
    let tallies = tallyStorms({ floods: [hitAt(100)], falseAlarms: [{ from: h(300), to: h(301) }] }, stormOf);
    tallies = tallyStorms({ floods: [hitAt(103)], falseAlarms: [] }, stormOf, tallies);
    expect([...tallies.values()]).toMatchObject([{ hits: 2, leadTimesH: [2, 2] }, { falseAlarms: 1 }]);
  });
});

describe('the outcome of a policy', () => {
  const outcomeIn = (...storms: StormTally[]) =>
    outcomeOf(
      new Map(storms.map((each, index) => [`flood ${index}`, each])),
      { count: storms.length, idleHours: 0 },
      1,
    );

  it('has the shortest lead time of those that were warned as its worst', () => {
    const { medianLeadH, worstLeadH } = outcomeIn({ ...hit, leadTimesH: [3] }, hit, { ...hit, leadTimesH: [5] }, miss);
    expect([medianLeadH, worstLeadH]).toEqual([2.5, 2]);
  });

  it.each([
    ['one that was warned', [hit], { pod: 1, medianLeadH: 2, worstLeadH: 2 }],
    ['one that was not', [miss], { pod: 0, medianLeadH: 0, worstLeadH: null }],
    ['none', [], { pod: null, medianLeadH: null, worstLeadH: null }],
  ])('of %s has the numbers that there are', (_name, storms, numbers) => {
    expect(outcomeIn(...storms)).toMatchObject(numbers);
  });

  it('tells alerts and false alarms a year', () => {
    const storms = new Map([['flood 0', { ...hit, falseAlarms: 2 }]]);
    expect(outcomeOf(storms, { count: 3, idleHours: 8 }, 4)).toMatchObject({
      years: 4,
      alertsPerYear: 0.75,
      falseAlarmsPerYear: 0.5,
      idleHours: 8,
    });
  });

  it('tells of no year no number of them: nothing divided by nothing is none', () => {
    expect(outcomeOf(new Map(), { count: 0, idleHours: 0 }, 0)).toMatchObject({
      years: 0,
      alertsPerYear: null,
      falseAlarmsPerYear: null,
    });
  });

  it('gives each score its own interval: all warned, and of every two alerts one false', () => {
    const { intervals } = outcomeIn(...Array.from({ length: 4 }, () => ({ ...hit, falseAlarms: 1 })));
    // All four alike: of the next the draws say nothing, four storms leave .05^(1/4) open, from below and from above.
    const [low, high] = [expect.closeTo(0.4729, 4), expect.closeTo(0.5271, 4)];
    expect(intervals).toEqual({ pod: [low, 1], far: [low, high], medianLeadH: [2, 2] });
  });

  it('counts the storms that brought its floods: one that passed three marks is one, and one without a flood none', () => {
    const wide = { ...hit, hits: 3, leadTimesH: [2, 2, 2] };
    expect(outcomeIn(wide, wide, { ...nothing, falseAlarms: 1 })).toMatchObject({
      floods: 6,
      storms: 2,
      intervals: { pod: [expect.closeTo(0.2236, 4), 1] },
      unknown: { exactly: expect.closeTo(0.7764, 4) },
    });
  });

  it('tells what may still be missed only where nothing was missed', () => {
    expect(outcomeIn(hit, hit, hit, hit).unknown).toMatchObject({ roughly: 0.75 });
    expect(outcomeIn(hit, hit, hit, miss).unknown).toBeNull();
  });
});

describe('POD no lower, by one standard error', () => {
  const tallies = (...storms: StormTally[]) => new Map(storms.map((each, index) => [`flood ${index}`, each]));
  it('holds where the same floods are hit, and not where one is lost', () => {
    const nine = tallies(...Array.from({ length: 9 }, () => hit), miss);
    expect(podIsNoLower(nine, nine)).toBe(true);
    expect(podIsNoLower(tallies(...Array.from({ length: 8 }, () => hit), miss, miss), nine)).toBe(false);
    const other = tallies(miss, ...Array.from({ length: 9 }, () => hit));
    expect(podIsNoLower(other, nine)).toBe(false);
    const six = tallies(...Array.from({ length: 6 }, () => hit), miss, miss, miss, miss);
    expect(podIsNoLower(tallies(...Array.from({ length: 10 }, () => hit)), six)).toBe(true);
  });

  it('is not said of what saw no flood, nor of one storm alone', () => {
    expect(podIsNoLower(tallies(), tallies())).toBe(false);
    expect(podIsNoLower(tallies(hit), tallies(hit))).toBe(false);
    expect(podIsNoLower(tallies(nothing, nothing), tallies(nothing, nothing))).toBe(false);
  });
});

describe('a proposal', () => {
  const current = row(0.5, { falseAlarms: 8, falseAlarmsPerYear: 1.6, csi: 10 / 18 });
  const better = row(0.6, { falseAlarms: 3, falseAlarmsPerYear: 0.6, csi: 10 / 13 });
  const fewer = row(0.8, { hits: 6, misses: 4, falseAlarms: 0, csi: 0.6 }, false);

  it('has fewer false alarms at no lower POD', () => {
    expect(propose({ rows: [fewer, better, current], current }, { kind: 'fewer-false-alarms' })).toEqual({
      kind: 'change',
      row: better,
    });
  });

  it.each([
    ['a lower POD on the lower marks', row(0.7, { falseAlarms: 1 }, false)],
    ['more false alarms at the own mark', row(0.7, { falseAlarms: 1 }, true, { falseAlarms: 9 })],
    ['fewer hits at the own mark', row(0.7, { falseAlarms: 1 }, true, { falseAlarms: 1, hits: 9, misses: 1 })],
  ])('is never paid for with %s', (_name, dearer) => {
    expect(propose({ rows: [dearer], current }, { kind: 'fewer-false-alarms' })).toMatchObject({
      because: 'nothing-better',
    });
  });

  it('warns of more floods where the rule in force has no false alarm to spare', () => {
    const silent = row(0.5, { hits: 4, misses: 6, falseAlarms: 0, csi: 0.4 });
    const wakeful = row(0.7, { hits: 9, misses: 1, falseAlarms: 0, csi: 0.9 });
    const proposed = (chosen: TuningRow) =>
      propose({ rows: [silent, chosen], current: silent }, { kind: 'fewer-false-alarms' });
    expect(proposed(wakeful)).toEqual({ kind: 'change', row: wakeful });
    for (const no of [
      row(0.6, { hits: 10, misses: 0, falseAlarms: 1, csi: 10 / 11 }),
      row(0.7, { hits: 5, misses: 5, falseAlarms: 0, csi: 0.5 }, false),
      row(0.4, { hits: 9, misses: 1, falseAlarms: 3, csi: 9 / 13 }, true, { hits: 9, misses: 1, falseAlarms: 0 }),
    ])
      expect(proposed(no)).toMatchObject({ because: 'nothing-better' });
  });

  it('is none where nothing is better, or there are too few floods', () => {
    expect(propose({ rows: [fewer, current], current }, { kind: 'fewer-false-alarms' })).toMatchObject({
      because: 'nothing-better',
    });
    const few = row(0.5, { floods: 4, hits: 4 });
    expect(propose({ rows: [better], current: few }, { kind: 'fewer-false-alarms' })).toMatchObject({
      because: 'too-few-floods',
    });
    // Eight floods at four marks, of two storms.
    const twice = row(0.5, { floods: 8, hits: 8, storms: 2, falseAlarms: 8 });
    expect(propose({ rows: [better], current: twice }, { kind: 'fewer-false-alarms' })).toMatchObject({
      because: 'too-few-floods',
    });
    const enough = row(0.5, { floods: 5, hits: 4, misses: 1, falseAlarms: 8, csi: 4 / 13 });
    expect(propose({ rows: [better], current: enough }, { kind: 'fewer-false-alarms' }).kind).toBe('change');
  });

  it('is of those the one with the best CSI, and of equal ones the one that warns earliest', () => {
    const fewest = row(0.9, { falseAlarms: 1, hits: 9, misses: 1, csi: 9 / 11 }, true, { falseAlarms: 1 });
    const best = row(0.7, { falseAlarms: 2, csi: 10 / 12 });
    const earlier = row(0.65, { falseAlarms: 2, csi: 10 / 12, medianLeadH: 2.5 });
    const proposed = (...rows: TuningRow[]) => propose({ rows, current }, { kind: 'fewer-false-alarms' });
    expect(proposed(better, fewest, best)).toEqual({ kind: 'change', row: best });
    for (const rows of [
      [best, earlier],
      [earlier, best],
    ] as const)
      expect(proposed(...rows)).toEqual({ kind: 'change', row: earlier });
  });

  it('is no alert that never ends: it warns of every flood, and nobody calls it false', () => {
    const now = row(0.5, { hits: 9, misses: 1, falseAlarms: 8, falseAlarmsPerYear: 1.6, csi: 0.5, idleHours: 60 });
    const always = row(0.1, { falseAlarms: 0, falseAlarmsPerYear: 0, csi: 1, idleHours: 5 * 8766 });
    const aDay = row(0.3, { falseAlarms: 2, falseAlarmsPerYear: 0.4, csi: 10 / 12, idleHours: 240 });
    for (const goal of [{ kind: 'fewer-false-alarms' }, { kind: 'false-alarm-budget', perYear: 1 }] as const) {
      expect(propose({ rows: [always, aDay], current: now }, goal)).toEqual({ kind: 'change', row: aDay });
      expect(propose({ rows: [always], current: now }, goal)).toMatchObject({ because: 'nothing-better' });
    }
    // As long as the rule in force does.
    const late = row(0.5, { ...now.choose.pooled, idleHours: 300 });
    expect(
      propose({ rows: [row(0.3, { falseAlarms: 2, idleHours: 300 })], current: late }, { kind: 'fewer-false-alarms' })
        .kind,
    ).toBe('change');
  });

  it('may stand for a day for each false alarm too, of which the town said how many it bears', () => {
    const now = row(0.8, { hits: 2, misses: 8, falseAlarms: 0, falseAlarmsPerYear: 0, csi: 0.2, idleHours: 30 });
    const wakeful = { falseAlarms: 8, falseAlarmsPerYear: 0.8, csi: 10 / 18 };
    const [ends, stands] = [row(0.3, { ...wakeful, idleHours: 360 }), row(0.3, { ...wakeful, idleHours: 440 })];
    const proposed = (chosen: TuningRow) =>
      propose({ rows: [chosen], current: now }, { kind: 'false-alarm-budget', perYear: 1 });
    expect(proposed(ends)).toEqual({ kind: 'change', row: ends });
    expect(proposed(stands)).toMatchObject({ because: 'nothing-better' });
  });

  it('keeps a budget of false alarms, and says where none can', () => {
    const rows = [fewer, better, current];
    expect(propose({ rows, current }, { kind: 'false-alarm-budget', perYear: 1 })).toEqual({
      kind: 'change',
      row: better,
    });
    expect(propose({ rows: [better], current }, { kind: 'false-alarm-budget', perYear: 0.6 }).kind).toBe('change');
    const unseen = row(0.7, { falseAlarmsPerYear: null });
    for (const tooMany of [current, unseen])
      expect(propose({ rows: [tooMany], current }, { kind: 'false-alarm-budget', perYear: 1 })).toMatchObject({
        because: 'budget-too-small',
      });
  });

  it('is, of those within the budget that miss as many, the one with fewer false alarms, and then the earliest', () => {
    const calm = row(0.7, { falseAlarms: 2, falseAlarmsPerYear: 0.4 });
    const early = row(0.65, { falseAlarms: 2, falseAlarmsPerYear: 0.4, medianLeadH: 2.5 });
    const proposed = (...rows: TuningRow[]) => propose({ rows, current }, { kind: 'false-alarm-budget', perYear: 1 });
    expect(proposed(better, calm)).toEqual({ kind: 'change', row: calm });
    expect(proposed(calm, early)).toEqual({ kind: 'change', row: early });
  });

  it('takes the threshold nearest to cost over loss', () => {
    const nearest = (costLoss: number) =>
      propose({ rows: [better, current], current }, { kind: 'cost-loss', costLoss });
    expect(nearest(0.62)).toEqual({ kind: 'change', row: better });
    // Also where another would have cost less.
    expect(nearest(0.52)).toEqual({ kind: 'change', row: current });
  });

  it('takes of those at one threshold what costs least, every alert the measure and every miss the loss', () => {
    const eager = row(0.5, { hits: 10, misses: 0, falseAlarms: 4 });
    const wary = row(0.5, { hits: 9, misses: 1, falseAlarms: 0 });
    const cheapest = (costLoss: number) => propose({ rows: [eager, wary], current }, { kind: 'cost-loss', costLoss });
    // 14 × .5 = 7 and 9 × .5 + 1 = 5.5; 14 × .1 = 1.4 and 9 × .1 + 1 = 1.9.
    expect(cheapest(0.5)).toEqual({ kind: 'change', row: wary });
    expect(cheapest(0.1)).toEqual({ kind: 'change', row: eager });
  });
});

describe('economic value', () => {
  const said = (probability: number, cameTrue: boolean) => ({ probability, cameTrue });
  it('is 1 for a perfect forecast, 0 for always acting where that is best', () => {
    expect(relativeValue([said(1, true), said(0, false), said(0, false), said(0, false)], 0.1, 0.5)).toBeCloseTo(1);
    expect(relativeValue([said(1, true), said(1, false), said(1, false), said(1, false)], 0.1, 0.5)).toBeCloseTo(0);
    expect(relativeValue([said(0.2, false)], 0.1, 0.5)).toBeNull();
  });

  it('is 0 for never acting where that is best; a chance at the threshold itself is acted on', () => {
    const sure = [said(0.5, true), said(0, false), said(0, false), said(0, false)];
    // A moment, at cost .5: never acting 1 / 4, a perfect forecast .5 / 4, always acting .5.
    expect([0.5, 0.51, 0].map((raiseAt) => relativeValue(sure, 0.5, raiseAt))).toEqual([1, 0, -2]);
  });

  const timid = [said(0.3, true), said(0.01, false), said(0.01, false), said(0.01, false)];
  it('is less than nothing where a passage is missed: that costs the whole loss', () => {
    // A moment, at cost .1: always acting .1, a perfect forecast .1 / 4, never acting the loss 1 / 4.
    expect(relativeValue(timid, 0.1, 0.5)).toBeCloseTo((0.1 - 0.25) / (0.1 - 0.025));
  });

  it('is told of acting at cost over loss, beside acting at the threshold in force', () => {
    const { tuned, inForce } = valueCurve(timid, 0.5).find(({ costLoss }) => costLoss === 0.1)!;
    expect([tuned, inForce]).toEqual([expect.closeTo(1), expect.closeTo(-2)]);
  });
});

describe('a past in three parts', () => {
  it('counts in each part what began in it: floods, false alarms and alerts', () => {
    const flood = (hour: number) => ({ passageAt: h(hour), endAt: h(hour + 5), peakM: 3, passageSeen: true });
    const floods = [10, 60].map((hour) => ({ ...flood(hour), outcome: 'miss' as const, leadTimeH: 0 }));
    const falseAlarms = [20, 50].map((hour) => ({ from: h(hour), to: h(hour + 40) }));
    const judged = { match: { floods, falseAlarms }, episodes: falseAlarms };
    const [first, second] = [within(judged, { from: 0, to: h(50) }), within(judged, { from: h(50), to: h(99) })];
    expect(first).toEqual({
      match: { floods: [floods[0]], falseAlarms: [falseAlarms[0]] },
      episodes: [falseAlarms[0]],
    });
    expect(second).toEqual({
      match: { floods: [floods[1]], falseAlarms: [falseAlarms[1]] },
      episodes: [falseAlarms[1]],
    });
  });

  it('counts the hours of its alerts with the water below the mark: before, after, and for nothing', () => {
    const flood = (from: number, to: number) => ({ passageAt: h(from), endAt: h(to), peakM: 3, passageSeen: true });
    const on = (from: number, to: number | null) => ({ from: h(from), to: to === null ? null : h(to) });
    const part = { from: h(0), to: h(100) };
    // 2 h before the flood and 3 h after; 4 h for nothing; of one that is still on, and of one that began before, what lies in the part.
    const idle = (episodes: readonly Episode[], floods: readonly Flood[], unseen: readonly Silence[] = []) =>
      idleHours({ floodsAt: () => floods, unseen }, 2, episodes, part);
    expect(idle([on(8, 20), on(40, 44)], [flood(10, 17)])).toBe(9);
    expect(idle([on(-5, 2), on(98, null)], [flood(10, 17)])).toBe(4);
    expect(idle([on(-9, -2)], [flood(-4, -3)])).toBe(0);
    // Of two floods of one alert the hours between them, which lie a day apart at least.
    expect(idle([on(8, 60)], [flood(10, 17), flood(50, 58)])).toBe(2 + 33 + 2);
    // The flood took the gauge away, which came back after three days: the alert stood as it had to.
    const lost = { from: h(12), to: h(84) };
    expect(idle([on(8, 86)], [flood(10, 12)], [lost])).toBe(2 + 2);
    // One flood before and after a silence is one.
    expect(idle([on(8, 40)], [flood(10, 34)], [{ from: h(12), to: h(24) }])).toBe(2 + 6);
  });

  it('counts the floods of a part whose passage was seen, and the years in which the gauge was', () => {
    const moments = Array.from({ length: 400 }, (_, index) => ({ stageM: 0.5, chance: 0, silent: index >= 300 }));
    const truth = {
      times: Float64Array.from({ length: 200 }, (_, hour) => h(hour)),
      values: Float64Array.from({ length: 200 }, (_, hour) => ([0, 50, 100, 150].includes(hour) ? 2 : 0.5)),
    };
    const past = createGaugePast(hindcastOf(moments), ponton, truth);
    const passages = (from: number, to: number) =>
      seenFloods(past, 1, { from: h(from), to: h(to) }).map(({ passageAt }) => passageAt / HOUR_MS);
    expect([passages(0, 100), passages(50, 151)]).toEqual([[50], [50, 100, 150]]);
    // Of 100 hours the last 25 are silent, but a reading stands for a while.
    const hours = seenYears(past, { from: 0, to: h(100) }) * 365.25 * 24;
    expect(hours).toBe((Math.floor(inSightMs(ponton) / (15 * 60_000)) + 300) / 4);
    expect(seenYears(past, { from: h(10), to: h(20) }) * 365.25 * 24).toBeCloseTo(10, 9);
  });

  const series = floodySeries(700, 3);
  it('never cuts a flood', () => {
    const { fitUntil, chooseUntil, until } = splitRecord(series, 1);
    expect(fitUntil < chooseUntil && chooseUntil < until).toBe(true);
    for (const cut of [fitUntil, chooseUntil]) {
      const near = [...series.times.keys()].filter((index) => Math.abs(series.times[index]! - cut) < h(48));
      expect(Math.max(...near.map((index) => series.values[index]!))).toBeLessThan(1);
    }
  });

  it('cuts a record at its midnights: three tenths to fit to, up to 65 hundredths to choose by', () => {
    const days = Array.from({ length: 101 }, (_, day) => h(24 * day + 6));
    const calm = { times: Float64Array.from(days), values: new Float64Array(101).fill(0.5) };
    expect(splitRecord(calm, 1)).toEqual({ fitUntil: h(24 * 31), chooseUntil: h(24 * 66), until: h(24 * 100 + 6) });
    // A flood over the midnight on which the first part would end: the first midnight after two clear days.
    const values = calm.values.map((value, day) => (day === 31 ? 2 : value));
    const { fitUntil, chooseUntil } = splitRecord({ ...calm, values }, 1);
    expect([fitUntil, chooseUntil]).toEqual([h(24 * 34), h(24 * 66)]);
  });

  it('tunes the levels asked for, one after the other, and says how far it is', () => {
    const rules = (['prepare', 'act', 'danger'] as const).map((level) =>
      ruleAt(level, { raiseAt: 0.5, lowerAt: 0.3, k: 2, n: 3 }),
    );
    const policy = policyOf(rules);
    const shares: number[] = [];
    const asked = { commune: 'bourg', levels: ['danger', 'prepare'] as const, candidates: someCandidates.slice(0, 2) };
    const tunings = tuneGauge(pastFor(policy, 'bourg', ponton), policy, asked, (share) => shares.push(share));
    expect(tunings.map(({ level }) => level)).toEqual(['prepare', 'danger']);
    expect(shares).toEqual([0, 0.25, 0.5, 0.75]);
  });

  it('borrows from high quantiles of the record below the highest mark, to the centimetre', () => {
    const values = Float64Array.from({ length: 10_001 }, (_, index) => index / 1000);
    const record = { times: values, values };
    expect(tunedMarks(record, [9.9, 4])).toEqual([4, 9.7, 9.85, 9.9]);
    expect(tunedMarks(record, [20, 9.85])).toEqual([9.7, 9.85, 9.93, 9.97, 20]);
  });

  it('gives a table whose parts share no flood, with a rule in force that is one of its rows in every number', () => {
    const rules = (['prepare', 'act', 'danger'] as const).map((level) =>
      ruleAt(level, { raiseAt: 0.5, lowerAt: 0.3, k: 2, n: 3 }),
    );
    const tuning = tuningOf(policyOf(rules), 'bourg', ponton, 'act');
    const { current, rows, references } = tuning;
    expect(rows).toHaveLength(someCandidates.length);
    const same = rows.find(({ candidate }) => JSON.stringify(candidate) === JSON.stringify(current.candidate));
    expect(same).toEqual(current);
    expect(current.podNoLower).toBe(true);
    const { choose, report } = current;
    expect(choose.own.floods).toBeGreaterThan(5);
    expect(report.own.floods).toBeGreaterThan(5);
    expect(references.observed.report.own).toMatchObject({ hits: 0, falseAlarms: 0, medianLeadH: 0 });
    expect(choose.pooled.floods).toBeGreaterThan(choose.own.floods);
    expect(JSON.parse(JSON.stringify(tuning))).toEqual(tuning);
  });
});
