import { expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/lib/units.ts';
import { statementsOf } from '../../../src/verification/backtest/statements-of.ts';
import { createGaugePast } from '../../../src/verification/tune/judge-policy.ts';
import { hindcastOf, ponton } from '../../support/hindcasts.ts';

it('what was said while the gauge stood at the mark is no statement, though its reading proved a spike later', () => {
  const hindcast = hindcastOf([
    { stageM: 0.5, chance: 0.25 },
    { stageM: 1.2, chance: 1 },
  ]);
  const truth = {
    times: Float64Array.from({ length: 10 }, (_, hour) => hour * HOUR_MS),
    values: Float64Array.from({ length: 10 }, () => 0.5),
  };
  const past = createGaugePast(hindcast, ponton, truth);
  expect(statementsOf(past, 1, 3)).toEqual([{ probability: 0.25, cameTrue: false }]);
});
