import { expect, test } from 'vitest';
import { createGaugePast } from '../../src/verification/tune/judge-policy.ts';
import { tune } from '../../src/verification/tune/tune.ts';
import { hindcastOf, policyOf, ponton, ruleAt } from '../support/hindcasts.ts';

const everyMoment = { from: 0, to: Number.POSITIVE_INFINITY };

/** Raises by what is stated within six hours; the rule in force by what is stated within three. */
const sixHours = { leadTimeH: 6, raiseAt: 0.5, lowerAt: 0.2, k: 1, n: 1 };

/** So many floods of three hours at each of three peaks, two days apart, each stated for an hour; tuned for the mark of 3 m. */
function tuned(floods: { above3M: number; above2M: number; above1M: number }, statedBeforeH = 1) {
  const peaks = [
    ...Array.from({ length: floods.above3M }, () => 3.5),
    ...Array.from({ length: floods.above2M }, () => 2.5),
    ...Array.from({ length: floods.above1M }, () => 1.5),
  ];
  const moments = peaks.flatMap((peakM) =>
    Array.from({ length: 192 }, (_, quarter) => {
      const stageM = quarter >= 100 && quarter < 112 ? peakM : 0.5;
      const statedFrom = 100 - 4 * statedBeforeH;
      const isStated = quarter >= statedFrom && quarter < statedFrom + 4;
      return { stageM, chance: isStated ? 0.25 + 0.15 * Math.ceil(peakM) : 0 };
    }),
  );
  const hindcast = hindcastOf(moments);
  const past = createGaugePast(hindcast, ponton, { times: hindcast.issuedAt, values: hindcast.stageM });
  const rule = ruleAt('danger', { k: 1, n: 1 });
  const task = {
    past,
    policy: policyOf([rule]),
    rule,
    candidates: [sixHours],
    choose: everyMoment,
    report: everyMoment,
  };
  return tune(task);
}

test('with thirty floods of its own a rule borrows from no lower mark', () => {
  const { lowerMarksM, current } = tuned({ above3M: 30, above2M: 2, above1M: 2 });
  expect(lowerMarksM).toEqual([]);
  expect(current.choose.pooled).toEqual(current.choose.own);
});

test('with fewer it borrows from the nearest lower mark first, and from no more than it takes', () => {
  const { lowerMarksM, current } = tuned({ above3M: 3, above2M: 25, above1M: 2 });
  expect(lowerMarksM).toEqual([2]);
  expect([current.choose.own.floods, current.choose.pooled.floods]).toEqual([3, 31]);
});

test('where that is not enough it goes on to the next, and tells the alerts of all of them', () => {
  const { lowerMarksM, current } = tuned({ above3M: 3, above2M: 4, above1M: 5 });
  expect(lowerMarksM).toEqual([2, 1]);
  const { own, pooled } = current.choose;
  expect([own.floods, pooled.floods]).toEqual([3, 3 + 7 + 12]);
  expect([own.hits, pooled.hits]).toEqual([3, 22]);
  expect(pooled.alertsPerYear! / own.alertsPerYear!).toBeCloseTo(22 / 3, 6);
});

test('a candidate of six hours is held to six, at its own mark and at those that it borrows from', () => {
  const { rows, current } = tuned({ above3M: 3, above2M: 0, above1M: 0 }, 7);
  expect([current.choose.own.falseAlarms, current.choose.pooled.falseAlarms]).toEqual([3, 9]);
  expect([rows[0]?.choose.own.falseAlarms, rows[0]?.choose.pooled.falseAlarms]).toEqual([0, 0]);
});
