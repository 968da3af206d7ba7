import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openStores } from '../../src/compose/open-stores.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { machineClock } from '../../src/lib/clock.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { tempFolder } from '../support/temp-folder.ts';

const dataFolder = tempFolder('open-stores');

/** Opens one after the other on the same folder, and gives the warnings. */
async function warningsOf(towns: readonly Config[]): Promise<string[]> {
  const lines: string[] = [];
  for (const town of towns) {
    const parts = new AsyncDisposableStack();
    const log = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
    const failures = { failed: () => {}, notShown: () => {} };
    const opened = await openStores(town, parts, { clock: machineClock, metrics: createMetrics(), log, failures });
    expect(opened.ok).toBe(true);
    await parts.disposeAsync();
  }
  return lines;
}

test('of a commune that is new the log names the file whose rules it is watched by, wherever the town keeps it', async () => {
  const loaded = loadConfig('config', null);
  if (!loaded.ok) throw new Error('the demonstration is wrong');
  const config = { ...loaded.value, dataFolder };
  const { rules } = config.policySeed;
  const before = {
    ...config,
    policySeed: { ...config.policySeed, rules: rules.filter(({ commune }) => commune !== 'trebes') },
  };
  const lines = await warningsOf([before, config]);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    places: ['trebes/trebes'],
    msg: 'new in communes.yaml: they are watched by the rules of policy.yaml from now on',
  });
});

test('that a mark in force is another than the written one is said as a warning, whatever level the mark is of', async () => {
  const loaded = loadConfig('config', null);
  if (!loaded.ok) throw new Error('the demonstration is wrong');
  const config = { ...loaded.value, dataFolder: join(dataFolder, 'marks') };
  const [first, ...rest] = config.policySeed.rules;
  const other = { ...config.policySeed, rules: [{ ...first!, markM: first!.markM + 0.1 }, ...rest] };
  const lines = await warningsOf([config, { ...config, policySeed: other }]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 40, mark: first!.level, markM: first!.markM }]);
});
