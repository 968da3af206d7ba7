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
    expect(budgetSpent(4, 2, 182.625)).toMatchObject({ falseAlarms: 4, promised: 2 });
    expect(budgetSpent(2, 2, 182.625)).toBeNull();
    expect(budgetSpent(1, 0, 30)).toMatchObject({ kind: 'budget-spent' });
    expect(budgetSpent(0, 0, 30)).toBeNull();
    // Where no year was seen to judge it on, nothing was promised.
    expect(budgetSpent(1, null, 30)).toBeNull();
  });
});
