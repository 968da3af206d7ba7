import { describe, expect, it } from 'vitest';
import type { Case } from '../../bench/skill/case.ts';
import { chosenAlarms } from '../../bench/skill/chosen-alarms.ts';
import { keptOf } from '../../bench/skill/crash.ts';
import { scoreByLead } from '../../bench/skill/outcome.ts';
import { marksTable, scoreTables } from '../../bench/skill/score-tables.ts';
import { score } from '../../bench/skill/scores.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import type { Flood } from '../../src/verification/match-events.ts';

function caseOf(at: number, passed: 0 | 1, chances: Record<string, number>, weight = 1): Case {
  const levels = { highestM: passed, maxM: [0, 0, 0, 0, 0], passedAt: null, window: null, flood: null };
  return { station: 's', at, weight, markM: 1, leadTimeH: 3, passed, ...levels, chances };
}

/*
 * Three cases in two weeks, to be checked by hand:
 *
 * week  passed  ours  persistence  squared    told, highest (m)        CRPS (m)
 *    0       1   3/4          1/2  1/16, 1/4  1, 1.3                   .3
 *    1       0   1/2          1/2  1/4,  1/4  1, .9                    .1
 *    1       0   1/4          1/4  1/16, 1/16 0 .5 1 1.5 2, 1          .14
 *
 * Where one height is told, CRPS is how far off it was; of the last case it is 2/5 × (.05 × 1 + .25 × .5 + 0 + .25 × .5 + .05 × 1).
 */
describe('three cases', () => {
  const first = { ...caseOf(0, 1, { ours: 3 / 4, persistence: 1 / 2 }), maxM: [1, 1, 1, 1, 1], highestM: 1.3 };
  const second = {
    ...caseOf(7 * DAY_MS, 0, { ours: 1 / 2, persistence: 1 / 2 }),
    maxM: [1, 1, 1, 1, 1],
    highestM: 0.9,
  };
  const third = {
    ...caseOf(8 * DAY_MS, 0, { ours: 1 / 4, persistence: 1 / 4 }),
    maxM: [0, 0.5, 1, 1.5, 2],
    highestM: 1,
  };
  const scored = score([first, second, third]);

  it('Brier score: ours 6/16 over three, persistence 9/16 over three', () => {
    expect(scored.brier['ours']).toBeCloseTo(2 / 16, 12);
    expect(scored.brier['persistence']).toBeCloseTo(3 / 16, 12);
    expect(scored.bss).toBeCloseTo(1 / 3, 12);
  });

  it('log score: what came had been given 3/4, 1/2 and 3/4', () => {
    expect(scored.logScore).toBeCloseTo((Math.log(4 / 3) + Math.log(2) + Math.log(4 / 3)) / 3, 12);
  });

  it('CRPS: .54 m over three', () => {
    expect(scored.crpsM).toBeCloseTo(0.18, 12);
  });
});

describe('the interval of a skill score', () => {
  /** A flood a week; persistence loses 1/4 in each, ours that or nothing. */
  const weeks = (...ours: number[]) =>
    score(ours.map((chance, week) => caseOf(7 * week * DAY_MS, 1, { ours: chance, persistence: 1 / 2 }))).bssInterval;

  it('is told from five weeks with a flood on: of one storm nothing is known of the next', () => {
    expect(weeks(1, 1, 1, 1)).toBeNull();
    expect(weeks(1, 1, 1, 1, 1)).toEqual([1, 1]);
  });

  it('is that of weeks drawn anew: of five, two of them lost, none in .08 of the draws and four or less in .99', () => {
    const [low, high] = weeks(1, 1 / 2, 1, 1 / 2, 1)!;
    expect(low).toBeCloseTo(1 - 4 / 5, 9);
    expect(high).toBeCloseTo(1, 9);
  });
});

describe('the reliability slope', () => {
  const came = (passed: 0 | 1, ours: number, weight: number) => caseOf(0, passed, { ours, persistence: 0 }, weight);

  it('is 2 where odds of 4 to 1 should have been 16 to 1, and of 1 to 4 should have been 1 to 16', () => {
    const fours = [1, 2, 3, 4].map(() => came(1, 0.8, 4));
    const cases = [...fours, came(0, 0.8, 1), came(1, 0.2, 1), came(0, 0.2, 16)];
    expect(score(cases).reliabilitySlope).toBeCloseTo(2, 4);
    // Of fewer than five that came true nothing is said.
    expect(score(cases.slice(1)).reliabilitySlope).toBeNull();
  });

  it('is none where one chance parts all that came from all that did not', () => {
    const cases = [...[1, 2, 3, 4, 5].map(() => came(1, 0.3, 1)), came(0, 0.2, 100)];
    expect(score(cases).reliabilitySlope).toBeNull();
  });

  it('leaves to the intercept that twice as much came as was said, in odds: 8 to 1 for 4 to 1, 1 to 2 for 1 to 4', () => {
    const cases = [...[1, 2, 3, 4].map(() => came(1, 0.8, 2)), came(0, 0.8, 1), came(1, 0.2, 1), came(0, 0.2, 2)];
    expect(score(cases).reliabilitySlope).toBeCloseTo(1, 4);
  });
});

describe('alarms at one half', () => {
  const flood = (passageH: number, endH: number, passageSeen = true): Flood => ({
    passageAt: passageH * HOUR_MS,
    endAt: endH * HOUR_MS,
    peakM: 1,
    passageSeen,
  });
  /** Stated hourly, three hours ahead. */
  const stated = (fromH: number, chances: readonly number[], ahead: Flood | null = null): Case[] =>
    chances.map((ours, hour) => ({
      ...caseOf((fromH + hour) * HOUR_MS, ahead === null ? 0 : 1, { ours, persistence: 0 }),
      flood: ahead,
    }));
  const quiet = (fromH: number, hours: number): Case[] =>
    stated(
      fromH,
      Array.from({ length: hours }, () => 0),
    );

  it('are hits before the water, misses where none stood, and false where none came', () => {
    const cases = [
      ...quiet(0, 8),
      // Raised at 9:00, two hours before the water.
      ...stated(8, [0.4, 0.6, 0.6], flood(11, 13)),
      ...quiet(14, 44),
      // Never raised.
      ...stated(58, [0.2, 0.2, 0.4], flood(61, 63)),
      ...quiet(64, 24),
      // For nothing, two times.
      ...stated(88, [0.7]),
      ...quiet(89, 24),
      ...stated(113, [0.5, 0.5]),
      ...quiet(115, 24),
    ];
    const { events, floods, passages } = score(cases);
    expect(events).toEqual({ hits: 1, misses: 1, falseAlarms: 2, medianLeadH: 2 });
    expect({ floods, passages }).toEqual({ floods: 2, passages: 6 });
  });

  it('stand while the water stands at the mark, where nothing is foretold: raised by the water they are not false', () => {
    // It missed the water at 11:00; when that has fallen below the mark at 21:00, it still says one half for an hour.
    const cases = [...quiet(0, 8), ...stated(8, [0, 0, 0], flood(11, 20)), ...stated(21, [0.5]), ...quiet(22, 24)];
    expect(score(cases).events).toEqual({ hits: 0, misses: 1, falseAlarms: 0, medianLeadH: null });
  });

  it('are not held against a flood that nothing could be said of before: judged in a dip alone, or after a silence', () => {
    const cases = [...stated(12, [0, 0], flood(10, 15)), ...quiet(16, 48), ...stated(64, [0], flood(65, 66, false))];
    const { events, floods } = score(cases);
    expect({ floods, ...events }).toEqual({ floods: 0, hits: 0, misses: 0, falseAlarms: 0, medianLeadH: null });
  });
});

describe('scores', () => {
  it('count a case by the number it stands for', () => {
    const flood = caseOf(0, 1, { ours: 0.8, persistence: 0.4 });
    const quiet = Array.from({ length: 4 }, (_, i) => caseOf((i + 1) * HOUR_MS, 0, { ours: 0.1, persistence: 0.2 }));
    const full = score([flood, ...quiet]);
    const thinned = score([flood, { ...quiet[0]!, weight: 4 }]);
    expect(thinned.brier['persistence']).toBeCloseTo(full.brier['persistence']!, 12);
    expect(thinned.bss).toBeCloseTo(full.bss);
    expect(full.brier['ours']).toBeCloseTo((0.04 + 4 * 0.01) / 5);
    expect(thinned.moments).toBe(5);
  });

  it('say how often the highest stage came below the fan and above it, where the fan is more than a hand wide', () => {
    const fan = (highestM: number, maxM: number[], weight = 1): Case => ({
      ...caseOf(0, 0, { ours: 0, persistence: 0 }, weight),
      highestM,
      maxM,
    });
    const wide = [1, 1.2, 1.3, 1.4, 2];
    const cases = [fan(0.9, wide), fan(2.1, wide), fan(1.5, wide, 8), fan(3, [1, 1, 1, 1, 1.1])];
    expect(score(cases).outsideFan).toEqual({ below: 0.1, above: 0.1 });
    expect(score(cases.slice(-1)).outsideFan).toEqual({ below: null, above: null });
  });

  it('say how often the water came before the window told and after it, where the passage was stated at one half or more', () => {
    const passage = (passedAt: number, ours = 0.5): Case => ({
      ...caseOf(0, 1, { ours, persistence: 0 }),
      passedAt,
      window: { p10At: 10, p90At: 20 },
    });
    const cases = [
      passage(9),
      passage(10),
      passage(15),
      passage(21),
      passage(30, 0.4),
      caseOf(0, 0, { ours: 1, persistence: 0 }),
    ];
    expect(score(cases).outsideWindow).toEqual({ cases: 4, before: 0.25, after: 0.25 });
    expect(score(cases.slice(-1)).outsideWindow).toEqual({ cases: 0, before: null, after: null });
  });

  it('give the share of the skill that is kept without great floods, against one reference', () => {
    const full = [caseOf(0, 1, { ours: 0.8, persistence: 0, 'k-NN': 0 })];
    const without = [caseOf(0, 1, { ours: 0.6, persistence: 0.9, 'k-NN': 0.5 })];
    const [kept] = keptOf(full, [...without, caseOf(HOUR_MS, 1, { ours: 1, 'k-NN': 1 })], 1);
    // Brier .16 and .04 against 1 of the persistence that knew the floods; the moment judged once only is left out.
    expect(kept!.bss).toBeCloseTo(0.84);
    expect(kept!.fullBss).toBeCloseTo(0.96);
    expect(kept!.share).toBeCloseTo(0.84 / 0.96);
    expect(kept!.neighboursBss).toBeCloseTo(0.75);
  });
});

describe('alarms at a chance that the other years chose', () => {
  const YEAR_MS = 365 * DAY_MS;
  /** In one year: `ahead` stated an hour before a flood, and `calm` on a day without one. */
  const year = (index: number, ahead: number, calm: number): Case[] => {
    const at = (hour: number) => 2 * DAY_MS + index * YEAR_MS + hour * HOUR_MS;
    const flood: Flood = { passageAt: at(11), endAt: at(12), peakM: 1, passageSeen: true };
    const stated = (hour: number, ours: number) => caseOf(at(hour), 0, { ours, persistence: 0 });
    const quiet = (from: number) => Array.from({ length: 20 }, (_, hour) => stated(from + hour, 0));
    return [...quiet(-10), { ...stated(10, ahead), passed: 1, flood }, ...quiet(13), stated(40, calm), ...quiet(41)];
  };

  it('each year is judged at what served best in the others, never in itself', () => {
    // 1970 to 1972 want .2: .15 would be false, .3 too late. So do they for 1973, whose flood that misses; by itself it would want .1.
    const cases = [...year(0, 0.2, 0.15), ...year(1, 0.25, 0.15), ...year(2, 0.2, 0.15), ...year(3, 0.1, 0)];
    expect(chosenAlarms(cases, cases)).toEqual({
      hits: 3,
      misses: 1,
      falseAlarms: 0,
      medianLeadH: 1,
      raiseAt: [0.2, 0.2],
    });
  });

  it('all marks of the pool choose together', () => {
    const own = [...year(0, 0.2, 0), ...year(1, 0.2, 0)];
    const others = [2, 3].flatMap((markM) =>
      [...year(0, 0.7, 0.6), ...year(1, 0.7, 0.6)].map((each) => ({ ...each, markM })),
    );
    expect(chosenAlarms(own, own)).toMatchObject({ hits: 2, misses: 0 });
    expect(chosenAlarms(own, [...own, ...others])).toMatchObject({ raiseAt: [0.7, 0.7], hits: 0, misses: 2 });
  });

  it('there are none where no other year saw a flood', () => {
    expect(chosenAlarms(year(0, 0.2, 0), year(0, 0.2, 0))).toBeNull();
  });
});

describe('the tables', () => {
  const flood: Flood = { passageAt: 11 * HOUR_MS, endAt: 12 * HOUR_MS, peakM: 1, passageSeen: true };
  const cases = [
    { ...caseOf(10 * HOUR_MS, 1, { ours: 0.6, persistence: 0.1 }), flood },
    ...Array.from({ length: 20 }, (_, hour) => caseOf((13 + hour) * HOUR_MS, 0, { ours: 0, persistence: 0 })),
    caseOf(40 * HOUR_MS, 0, { ours: 0.65, persistence: 0.1 }, 3),
    ...Array.from({ length: 10 }, (_, hour) => caseOf((50 + hour) * HOUR_MS, 0, { ours: 0, persistence: 0 })),
  ];
  const byLead = scoreByLead(cases);

  it('tell of alarms POD, FAR, CSI and the lead time, and of each bin of chances how much of it came true', () => {
    const text = scoreTables(byLead);
    expect(text).toContain('| 3 | 1 / 0 / 1 | 1.00 / 0.50 / 0.50 | 1.0 |');
    expect(text).toContain('| 3 | 0.0000 of 30 | – | – | 0.25 of 4 | – | – |');
    expect(text).not.toContain('chosen');
  });

  it('tell the same of each mark', () => {
    expect(marksTable([{ mark: 'act', byLead }])).toMatch(/\| act: 3 \| 1 \/ 1 \|.*\| 1.00 \/ 0.50 \/ 0.50 \| 1.0 \|/);
  });
});
