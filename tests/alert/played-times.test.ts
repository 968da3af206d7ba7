import { expect, test } from 'vitest';
import { isPlayed, playedTimes } from '../../src/alert/played-times.ts';

const at = (...kinds: [number, string][]) => kinds.map(([at, kind]) => ({ at, kind }));

test('each time in which an installation was not operational is known, the one that lasts too', () => {
  expect(playedTimes([])).toEqual([]);
  expect(playedTimes(at([3, 'operational']))).toEqual([]);
  const kinds = at([12, 'exercise'], [9, 'operational'], [5, 'demonstration'], [3, 'exercise']);
  const times = playedTimes(kinds);
  expect(times).toEqual([
    { from: 3, to: 9 },
    { from: 12, to: Number.POSITIVE_INFINITY },
  ]);
  expect([2, 3, 8, 9, 11, 12].map((moment) => isPlayed(times, moment))).toEqual([
    false,
    true,
    true,
    false,
    false,
    true,
  ]);
});
