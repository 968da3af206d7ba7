import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createRefit } from '../../../src/compose/learning/create-refit.ts';
import { createFirstModel } from '../../../src/forecast/issue/first-model.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { createMetrics } from '../../../src/lib/metrics.ts';
import { DAY_MS } from '../../../src/lib/units.ts';
import type { SettingBack } from '../../../src/reading/clock/clock-steps.ts';
import { createNetwork } from '../../../src/territory/network.ts';

test('what was cut short of taking readings out of what counts is done first, and said where it cannot be', async () => {
  const done: string[] = [];
  const logged: string[] = [];
  let isSilent = true;
  const silentOr = (what: string) => async () => {
    if (isSilent) throw new Error(`${what}: it does not answer`);
    done.push(what);
  };
  const refit = createRefit({
    imports: { finish: silentOr('imports') },
    exclusions: { finishElsewhere: silentOr('exclusions') },
    clockBehind: () => null,
    clockSetBack: () => null,
    fitter: {
      loaded: async () => {},
      status: () => ({ fittedAt: null, isFailing: false, learning: null, outgrown: [] }),
      model: createFirstModel(createNetwork([])),
      async refresh() {
        done.push('fit');
        return 'not-due';
      },
    },
    clock: manualClock(0),
    metrics: createMetrics(),
    log: pino({}, { write: (line: string) => void logged.push(JSON.parse(line).err.message) }),
  });
  await refit();
  expect([done, logged]).toEqual([['fit'], ['imports: it does not answer', 'exclusions: it does not answer']]);
  isSilent = false;
  await refit();
  expect(done).toEqual(['fit', 'imports', 'exclusions', 'fit']);
});

test('by a clock that is behind nothing is learned in place of what is known, nor by one that was set back to before it was learned', async () => {
  let fits = 0;
  const behind: { at: number | null; setBack: SettingBack | null } = { at: 10 * DAY_MS, setBack: null };
  const clock = manualClock(0);
  const refit = createRefit({
    imports: { finish: async () => {} },
    exclusions: { finishElsewhere: async () => {} },
    clockBehind: () => behind.at,
    clockSetBack: () => behind.setBack,
    fitter: {
      model: createFirstModel(createNetwork([])),
      loaded: async () => {},
      status: () => ({ fittedAt: 9 * DAY_MS, isFailing: false, learning: null, outgrown: [] }),
      async refresh() {
        fits += 1;
        return 'not-due';
      },
    },
    clock,
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
  });
  await refit();
  behind.at = null;
  behind.setBack = { at: 0, byMs: -10 * DAY_MS };
  await refit();
  expect(fits).toBe(0);
  clock.advanceTo(9 * DAY_MS);
  await refit();
  expect(fits).toBe(1);
  behind.setBack = null;
  await refit();
  expect(fits).toBe(2);
});
