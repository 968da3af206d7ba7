import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../src/lib/units.ts';
import { floodsOf } from '../../src/verification/match-events.ts';
import { joinFloods, type PastAlert, type PastEvent, pastEventsOf } from '../../src/verification/past-events.ts';
import { cameTrue, trueFloods } from '../../src/verification/true-floods.ts';
import { answerFor, answersInForce, type TruthAnswer } from '../../src/verification/truth-answer.ts';

const h = (hours: number) => hours * HOUR_MS;
const flood = (from: number, to: number, peakM = 3) => ({ passageAt: h(from), endAt: h(to), peakM, passageSeen: true });
const alert = (id: string, from: number, to: number | null, exercise = false): PastAlert => ({
  id,
  commune: 'coursan',
  raisedAt: h(from),
  closedAt: to === null ? null : h(to),
  highest: 'act',
  exercise,
});
const answer = (change: Partial<TruthAnswer>): TruthAnswer => ({
  id: 1,
  event: 'A',
  commune: 'coursan',
  from: h(10),
  to: h(20),
  flooded: 'yes',
  reached: 'act',
  passedAt: null,
  place: '',
  note: '',
  person: 'staff-aude',
  at: h(30),
  ...change,
});

describe('what staff are asked about', () => {
  const ask = (alerts: PastAlert[], floods = [flood(100, 110)], now = 200) =>
    pastEventsOf('coursan', alerts, floods, h(now)).map(({ id, alert: own }) => [id, own]);

  it('closed alerts, and passages without one a day after they are over', () => {
    expect(ask([alert('A', 10, 20), alert('B', 150, null)])).toEqual([
      ['A', 'A'],
      ['coursan-passed-19700105T040000Z', null],
    ]);
    expect(ask([], [flood(100, 110)], 133)).toEqual([]);
    expect(ask([], [flood(100, 110)], 134)).toHaveLength(1);
  });

  it('a passage within an alert, or just before it, is the alert’s own; one within an exercise is not', () => {
    expect(ask([alert('A', 105, 120)])).toEqual([['A', 'A']]);
    expect(ask([alert('A', 111, 120)])).toEqual([['A', 'A']]);
    expect(ask([alert('A', 105, null)])).toEqual([]);
    expect(ask([alert('A', 105, 120, true)])).toEqual([['coursan-passed-19700105T040000Z', null]]);
  });

  it('nor is asked about apart what passed an hour after an alert closed, or ended an hour before it was raised', () => {
    const passed = ['coursan-passed-19700105T040000Z', null];
    expect([ask([alert('A', 90, 99)]), ask([alert('A', 90, 98.9)])]).toEqual([[['A', 'A']], [['A', 'A'], passed]]);
    expect([ask([alert('A', 111, 120)]), ask([alert('A', 111.1, 120)])]).toEqual([[['A', 'A']], [passed, ['A', 'A']]]);
  });

  it('floods are one where less than a day lies between, as long as the longer and as high as the higher, in whatever order', () => {
    expect(joinFloods([flood(100, 110), flood(133.9, 140)])).toEqual([flood(100, 140)]);
    expect(joinFloods([flood(100, 110), flood(134, 140)])).toHaveLength(2);
    const given = [flood(160, 161), flood(105, 110), flood(100, 130, 4)];
    expect(joinFloods(given)).toEqual([flood(100, 130, 4), flood(160, 161)]);
    const longer = [flood(100, 110), flood(105, 130, 4)];
    expect(joinFloods(longer)).toEqual([flood(100, 130, 4)]);
    // Each gauge keeps its own.
    expect(longer).toEqual([flood(100, 110), flood(105, 130, 4)]);
  });

  it('of two gauges the one that was passed first says how high it came, whatever stands at the other, which has another zero', () => {
    const at = (station: string, from: number, to: number, peakM: number) => ({ ...flood(from, to, peakM), station });
    expect(joinFloods([at('mill', 105, 130, 62), at('bridge', 100, 110, 3), at('bridge', 150, 151, 3.4)])).toEqual([
      at('bridge', 100, 151, 3.4),
    ]);
  });

  it('two gauges under one flood are asked about once', () => {
    expect(joinFloods([flood(100, 110), flood(105, 130, 4), flood(160, 161)])).toEqual([
      flood(100, 130, 4),
      flood(160, 161),
    ]);
  });
});

describe('the truth at a level', () => {
  it.each([
    ['no answer: the gauge', [], 'danger', [['gauge', 12]]],
    ['not known: the gauge', [answer({ flooded: 'not-known', reached: null })], 'danger', [['gauge', 12]]],
    ['no: nothing', [answer({ flooded: 'no', reached: null })], 'prepare', []],
    ['yes, up to act', [answer({})], 'act', [['gauge', 12]]],
    ['yes, not up to danger', [answer({})], 'danger', []],
    [
      'of another event: the gauge',
      [answer({ from: h(50), to: h(60), flooded: 'no', reached: null })],
      'act',
      [['gauge', 12]],
    ],
  ] as const)('%s', (_name, answers, level, expected) => {
    const found = trueFloods([flood(12, 18)], answers, level, 2);
    expect(found.map(({ by, passageAt }) => [by, passageAt / HOUR_MS])).toEqual(expected);
  });

  it('water that a person saw and no gauge did is a flood as high as the mark; without a time its passage is not seen', () => {
    expect(trueFloods([], [answer({ passedAt: h(13) })], 'act', 2)).toEqual([
      { passageAt: h(13), endAt: h(20), peakM: 2, passageSeen: true, by: 'answer' },
    ]);
    expect(trueFloods([], [answer({})], 'act', 2)[0]?.passageSeen).toBe(false);
  });

  it('of several answers about one event the last counts', () => {
    const first = answer({ flooded: 'no', reached: null });
    const second = answer({ id: 2, reached: 'danger' });
    expect(answersInForce([first, second])).toEqual([second]);
    expect(trueFloods([flood(12, 18)], answersInForce([first, second]), 'danger', 2)).toHaveLength(1);
  });

  it('water that somebody saw is not taken back by what is answered of an alert that was over just before', () => {
    const before = answer({ event: 'B', from: h(5), to: h(11.5), flooded: 'no', reached: null });
    for (const answers of [
      [before, answer({})],
      [answer({}), before],
    ])
      expect(trueFloods([flood(12, 18)], answers, 'act', 2)).toMatchObject([{ passageAt: h(12), by: 'gauge' }]);
    expect(trueFloods([flood(12, 18)], [before, answer({ flooded: 'no', reached: null })], 'act', 2)).toEqual([]);
  });

  it('of a flood that has become two each is as its own answer says, and the second as that of the whole while it has none', () => {
    const [first, second] = [flood(10, 12), flood(38, 40)];
    const whole = answer({ to: h(40) });
    const own = { id: 2, event: 'B', from: h(38), to: h(40), reached: null };
    const counted = (...said: TruthAnswer[]) =>
      trueFloods([first, second], answersInForce(said), 'act', 2).map(({ passageAt }) => passageAt / HOUR_MS);
    expect(counted(whole)).toEqual([10, 38]);
    expect(counted(whole, answer({ ...own, flooded: 'no' }))).toEqual([10]);
    const none = { flooded: 'no', reached: null } as const;
    expect(counted({ ...whole, ...none }, answer({ ...own, reached: 'act' }))).toEqual([38]);
    // Nobody saw it: then its gauge counts, and no longer what was said of the whole.
    expect(counted({ ...whole, ...none }, answer({ ...own, flooded: 'not-known' }))).toEqual([38]);
    // What was said before the whole was answered is history.
    expect(counted({ ...whole, id: 3 }, answer({ ...own, flooded: 'no' }))).toEqual([10, 38]);
    // Nor does that of one alert stand for the whole flood where the gauge knows nothing of its hours.
    expect(trueFloods([second], [whole, answer({ ...own, flooded: 'no' })], 'act', 2)).toMatchObject([
      { passageAt: h(10), by: 'answer' },
    ]);
  });

  it('an answer is about its own event, or where late readings moved a passage, about what lies within an hour of it', () => {
    const own = answer({});
    const passage = (from: number, to: number) => ({
      id: 'other',
      commune: 'coursan',
      alert: null,
      from: h(from),
      to: h(to),
    });
    const about = (event: PastEvent) => answerFor(event, [answer({ id: 7, event: 'B', from: h(90), to: h(91) }), own]);
    expect(about({ ...passage(50, 60), id: 'A' })).toBe(own);
    for (const [from, to] of [
      [5, 9],
      [12, 13],
      [21, 30],
    ] as const)
      expect(about(passage(from, to))).toBe(own);
    for (const [from, to] of [
      [5, 8.9],
      [21.1, 30],
    ] as const)
      expect(about(passage(from, to))).toBeNull();
    expect(about({ ...passage(12, 13), alert: 'other' })).toBeNull();
  });

  it('what reached a level reached those below it, whatever is answered about the whole time', () => {
    const given = fc.record({
      flooded: fc.constantFrom('yes' as const, 'no' as const, 'not-known' as const),
      reached: fc.constantFrom('prepare' as const, 'act' as const, 'danger' as const),
    });
    const stages = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 30, maxLength: 60 });
    fc.assert(
      fc.property(fc.option(given), stages, (said, values) => {
        const series = { times: Float64Array.from(values, (_, i) => h(i)), values: Float64Array.from(values) };
        const reached = said?.flooded === 'yes' ? said.reached : null;
        const answers = said ? [answer({ ...said, reached, from: 0, to: h(60) })] : [];
        const came = (level: 'prepare' | 'act' | 'danger', markM: number) =>
          trueFloods(floodsOf(series, markM), answers, level, markM).length > 0;
        if (came('danger', 8)) expect(came('act', 6)).toBe(true);
        if (came('act', 6)) expect(came('prepare', 4)).toBe(true);
        if (reached !== null) expect(came(reached, 4)).toBe(true);
      }),
    );
  });
});

describe('whether a stated chance came true', () => {
  const series = {
    times: Float64Array.from({ length: 40 }, (_, i) => h(i)),
    values: Float64Array.from({ length: 40 }, (_, i) => (i >= 12 && i <= 18 ? 3 : 1)),
  };
  const only = (isSeen: (hour: number) => boolean) => ({
    times: series.times.filter((at) => isSeen(at / HOUR_MS)),
    values: series.values.filter((_, hour) => isSeen(hour)),
  });
  const ask = (answers: TruthAnswer[], at: number, seen = series, until = 1000) => {
    const floods = trueFloods(floodsOf(seen, 2), answers, 'act', 2);
    return cameTrue({ series: seen, markM: 2, floods, inForce: answers, until: h(until) }, h(at), 6);
  };

  it.each([
    ['by the gauge', [], 8, true],
    ['by the gauge, too early', [], 4, false],
    ['in the flood: no statement', [], 13, null],
    ['people saw no flood', [answer({ flooded: 'no', reached: null })], 8, false],
    ['people saw it too', [answer({})], 8, true],
    ['long before', [answer({ flooded: 'no', reached: null })], 1, false],
    ['people saw water of which nobody knows the hour', [answer({ from: h(30), to: h(32), passedAt: null })], 27, null],
  ] as const)('%s', (_name, answers, at, expected) => expect(ask([...answers], at)).toBe(expected));

  const calm = { ...series, values: series.values.map(() => 1) };
  const atOne = answer({ passedAt: h(13) });
  it.each([
    ['only people saw it, before it came', atOne, 8, true],
    ['long before it came', atOne, 4, false],
    ['while it lasted', atOne, 20, null],
    ['when it was over', atOne, 20.5, false],
  ] as const)('%s', (_name, said, at, expected) => expect(ask([said], at, calm)).toBe(expected));

  it('nobody knows before the time that was spoken of is over, be it by the gauge or by what people say', () => {
    const no = answer({ flooded: 'no', reached: null });
    const asked = (answers: TruthAnswer[], until: number) => ask(answers, 4, series, until);
    expect([asked([], 9.9), asked([], 10), asked([no], 9.9), asked([no], 10)]).toEqual([null, false, null, false]);
    // Else what comes early would be counted, and what may still come would not.
    expect([13.9, 14].map((until) => ask([], 8, series, until))).toEqual([null, true]);
  });

  it('nobody knows where the gauge was silent and people say nothing of it', () => {
    const silent = only((hour) => hour < 9 || hour > 20);
    expect(ask([], 8, silent)).toBeNull();
    expect(ask([answer({ flooded: 'not-known', reached: null })], 8, silent)).toBeNull();
    expect(ask([answer({ flooded: 'no', reached: null })], 8, silent)).toBe(false);
  });

  it('by the gauge where the water came back within a flood that people saw too', () => {
    const dip = { ...series, values: series.values.map((stageM, hour) => (hour === 15 ? 1 : stageM)) };
    expect(ask([answer({})], 15, dip)).toBe(true);
  });
});
