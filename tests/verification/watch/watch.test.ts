import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import { budgetSpent, reliabilityDrift } from '../../../src/verification/watch/watch.ts';

const days = (n: number, probability: number, cameTrue: (day: number) => boolean) =>
  Array.from({ length: n }, (_, day) => ({ day, probability, cameTrue: cameTrue(day) }));

describe('the watch over stated chances', () => {
  it('tells of 40 days stated at 50 % of which 35 came true', () => {
    expect(reliabilityDrift(days(40, 0.5, (day) => day < 35))).toEqual({
      kind: 'drift',
      days: 40,
      stated: 0.5,
      cameTrue: 35,
      direction: 'too-cautious',
    });
    expect(reliabilityDrift(days(40, 0.9, (day) => day < 20))).toMatchObject({ direction: 'too-sure' });
  });

  it('is silent on few days, on chances that hold, and on many moments of one day', () => {
    expect(reliabilityDrift(days(10, 0.5, () => true))).toBeNull();
    expect(reliabilityDrift(days(40, 0.5, (day) => day % 2 === 0))).toBeNull();
    expect(reliabilityDrift(days(400, 0.5, () => true).map((each) => ({ ...each, day: each.day % 3 })))).toBeNull();
  });

  it('takes a day by its first chance worth speaking of, not by what was known when the water was there', () => {
    const first = days(40, 0.5, (day) => day % 2 === 0);
    const later = first.map((each) => ({ ...each, probability: 0.99, cameTrue: true }));
    const before = first.map((each) => ({ ...each, probability: 0.05, cameTrue: true }));
    const moments = first.flatMap((each, day) => [before[day]!, each, later[day]!]);
    expect(reliabilityDrift(moments)).toBe(reliabilityDrift(first));
    expect(reliabilityDrift(first.flatMap((each, day) => [{ ...each, cameTrue: true }, later[day]!]))).toMatchObject({
      days: 40,
      stated: 0.5,
      cameTrue: 40,
    });
  });

  it('rarely cries wolf itself: of a thousand honest years at most a handful', () => {
    const random = seededRandom(9);
    const years = Array.from({ length: 1000 }, () =>
      reliabilityDrift(
        Array.from({ length: 60 }, (_, day) => {
          const probability = 0.1 + 0.85 * random();
          return { day, probability, cameTrue: random() < probability };
        }),
      ),
    );
    expect(years.filter((each) => each !== null).length).toBeLessThan(8);
  });
});

describe('the watch over false alarms', () => {
  it('tells when more came than was promised and chance alone would give', () => {
    // A rate of 2 a year, half a year gone: 1 to be expected. 4 of 24 in 1/21 of the time, P(≥ 4) = .025; 2 of 22, P(≥ 2) = .28.
    const promised = { falseAlarms: 20, years: 10 };
    expect(budgetSpent(4, promised, 182.625)).toMatchObject({ falseAlarms: 4, promised: 2, sinceDays: 183 });
    expect(budgetSpent(2, promised, 182.625)).toBeNull();
    expect(budgetSpent(0, { falseAlarms: 0, years: 10 }, 30)).toBeNull();
    // Where no year was seen to judge it on, nothing was promised.
    for (const none of [null, { falseAlarms: 0, years: 0 }]) expect(budgetSpent(1, none, 30)).toBeNull();
  });

  it('takes a promise for no surer than the years that it comes from', () => {
    // 4 of 6 in a third of the time: P(≥ 4) = 15 × (1/3)^4 (2/3)^2 + 6 × (1/3)^5 (2/3) + (1/3)^6 = 73/729 = .10.
    expect(budgetSpent(4, { falseAlarms: 2, years: 1 }, 182.625)).toBeNull();
    // The first false alarm after none: it falls into the 30 days by 1.6 % where that were five years, by 14 % where it were half a year.
    expect(budgetSpent(1, { falseAlarms: 0, years: 5 }, 30)).toMatchObject({ kind: 'budget-spent', promised: 0 });
    expect(budgetSpent(1, { falseAlarms: 0, years: 0.5 }, 30)).toBeNull();
  });
});
