import { expect, it } from 'vitest';
import { doubtsOfMark } from '../../src/policy/doubts.ts';

const station = { bankfullRiseM: 2.5 };
const seen = (value: number) => ({ value });

it.each([
  ['ten metres too high', 4.7, 14.7, null, ['moved-far']],
  ['two too low', 4.7, 2.7, null, ['moved-far']],
  ['half of the bankfull rise', 4.7, 5.95, null, []],
  ['below the water', 3.5, 2.3, 2.39, ['water-above']],
  ['at the water', 3.5, 2.39, 2.39, ['water-above']],
  ['below the water, far below', 3.5, 1.2, 1.9, ['moved-far', 'water-above']],
  ['while the water stands at the one in force too', 3.5, 3.1, 3.5, []],
  ['above the water', 3.5, 2.5, 2.39, []],
  ['of a gauge that is not seen', 3.5, 2.3, null, []],
  ['over the water that stands above the one in force', 2.3, 3.5, 2.39, ['water-below']],
  ['over the water that stands at the one in force, far over', 2.39, 4.7, 2.39, ['moved-far', 'water-below']],
  ['to the water that stands above the one in force', 2.3, 2.39, 2.39, []],
  ['as it is', 3.5, 3.5, 4, []],
])('a mark that is moved is asked about: %s', (_, fromM, toM, stageM, kinds) => {
  const doubts = doubtsOfMark({ markM: fromM }, { markM: toM }, station, stageM === null ? null : seen(stageM));
  expect(doubts.map(({ kind }) => kind)).toEqual(kinds);
});
