import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createRefit } from '../../../src/compose/learning/create-refit.ts';
import { createFirstModel } from '../../../src/forecast/issue/first-model.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { createMetrics } from '../../../src/lib/metrics.ts';
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
    fitter: {
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
