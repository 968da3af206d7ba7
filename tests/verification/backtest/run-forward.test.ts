import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { fitTimes } from '../../../src/verification/backtest/run-forward.ts';
import { station } from '../../support/synthetic-river.ts';

const hourly = (value: (hour: number) => number) => {
  const times = Float64Array.from({ length: 60 * 24 }, (_, hour) => hour * HOUR_MS);
  return {
    stations: [station('town', [])],
    series: new Map([['town', { times, values: times.map((at) => value(at / HOUR_MS)) }]]),
  };
};
const days = (recorded: ReturnType<typeof hourly>, refit = true) =>
  fitTimes(recorded, { fitUntil: 40 * DAY_MS, to: 49 * DAY_MS, refit }).map((at) => at / DAY_MS);

it('learns anew when a flood above all before is over, as the service does, and else as the record grows', () => {
  const calm = hourly(() => 1);
  const flooded = hourly((hour) => (hour >= 44 * 24 && hour < 44 * 24 + 10 ? 2.5 : 1));
  expect(days(calm)).toEqual([40]);
  expect(days(flooded)).toEqual([40, 45]);
  expect(days(flooded, false)).toEqual([40]);
});
