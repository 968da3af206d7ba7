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
