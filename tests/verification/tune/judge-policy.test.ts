import { expect, test } from 'vitest';
import { createGaugePast, judgePolicy } from '../../../src/verification/tune/judge-policy.ts';
import { hindcastOf, hours, policyOf, ponton, ruleAt } from '../../support/hindcasts.ts';

const once = { k: 1, n: 1 };
const [prepare, act] = [ruleAt('prepare', once), ruleAt('act', once)];

/** So many hours of nothing but a chance of .6 for the mark of `prepare`, and of .45 for that of `act`, in the tenth. */
function pastOf(lasts: number) {
  const moments = Array.from({ length: lasts * 4 }, (_, quarter) => {
    return { stageM: 0.5, chance: quarter >= 40 && quarter < 44 ? 0.6 : 0 };
  });
  const hindcast = hindcastOf(moments);
  return createGaugePast(hindcast, ponton, { times: hindcast.issuedAt, values: hindcast.stageM });
}
const judged = (lasts: number, level: typeof prepare) => {
  const { match, episodes } = judgePolicy(pastOf(lasts), policyOf([prepare, act]), level);
  return [episodes.map(({ from, to }) => [hours(from), to && hours(to)]), match.falseAlarms.length];
};

test('an alert of the last hours is no false alarm while the record ends before the lead time after it', () => {
  // Calm from 11:00 on, it is over at noon, and three hours later nothing has come.
  expect(judged(15, prepare)).toEqual([[[10, 12]], 0]);
  expect(judged(16, prepare)).toEqual([[[10, 12]], 1]);
});

test('an alert of a milder level is none of the level that is judged', () => {
  expect(judged(20, act)).toEqual([[], 0]);
});

test('an alert in whose time the gauge was lost is not called false: a flood could have come and gone', () => {
  const falseAlarms = (lostFrom: number, lostTo: number) => {
    const moments = Array.from({ length: 40 * 4 }, (_, quarter) => {
      const silent = quarter >= lostFrom * 4 && quarter < lostTo * 4;
      return { stageM: 0.5, chance: quarter >= 40 && quarter < 44 ? 0.6 : 0, silent };
    });
    const hindcast = hindcastOf(moments);
    const seen = moments.flatMap(({ silent }, index) => (silent ? [] : [hindcast.issuedAt[index]!]));
    const truth = { times: Float64Array.from(seen), values: Float64Array.from(seen, () => 0.5) };
    return judgePolicy(createGaugePast(hindcast, ponton, truth), policyOf([prepare, act]), prepare).match.falseAlarms
      .length;
  };
  // Raised at 10:00. The gauge is swept away at 10:30 and comes back eight hours later, in calm water.
  expect(falseAlarms(10.5, 18.5)).toBe(0);
  // Lost before the alert or long after it, or for a shorter time than a flood could hide in.
  expect([falseAlarms(1, 9), falseAlarms(25, 33), falseAlarms(10.5, 14)]).toEqual([1, 1, 1]);
});

test('the false alarms of a gauge that is silent every night are none the less false', () => {
  // An alert from 15:00 to past midnight on every third day; the gauge is silent until 7:00.
  const moments = Array.from({ length: 60 * 96 }, (_, quarter) => {
    const hour = (quarter / 4) % 72;
    return { stageM: 0.5, chance: hour >= 15 && hour < 25 ? 0.6 : 0, silent: hour % 24 < 7 };
  });
  const hindcast = hindcastOf(moments);
  const times = hindcast.issuedAt.filter((_, quarter) => !moments[quarter]!.silent);
  const past = createGaugePast(hindcast, ponton, { times, values: times.map(() => 0.5) });
  expect(judgePolicy(past, policyOf([prepare, act]), prepare).match.falseAlarms).toHaveLength(20);
});
