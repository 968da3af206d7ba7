import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openStores } from '../../src/compose/open-stores.ts';
import { loadConfig } from '../../src/config/load.ts';
import { machineClock } from '../../src/lib/clock.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { tempFolder } from '../support/temp-folder.ts';

const dataFolder = tempFolder('open-stores');

test('of a commune that is new the log names the file whose rules it is watched by, wherever the town keeps it', async () => {
  const loaded = loadConfig('config', null);
  if (!loaded.ok) throw new Error('the demonstration is wrong');
  const config = { ...loaded.value, dataFolder };
  const { rules } = config.policySeed;
  const before = {
    ...config,
    policySeed: { ...config.policySeed, rules: rules.filter(({ commune }) => commune !== 'trebes') },
  };
  const lines: string[] = [];
  for (const town of [before, config]) {
    const parts = new AsyncDisposableStack();
    const log = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
    const failures = { failed: () => {}, notShown: () => {} };
    const opened = await openStores(town, parts, { clock: machineClock, metrics: createMetrics(), log, failures });
    expect(opened.ok).toBe(true);
    await parts.disposeAsync();
  }
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    places: ['trebes/trebes'],
    msg: 'new in communes.yaml: they are watched by the rules of policy.yaml from now on',
  });
});
