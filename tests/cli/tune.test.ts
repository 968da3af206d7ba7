import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openTown } from '../../src/cli/open-town.ts';
import { tuneCommand } from '../../src/cli/tune.ts';
import { findTunedRule } from '../../src/cli/tuned-rule.ts';
import { readCall, type TuneCall } from '../../src/cli/typed/tune-call.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import type { Dataset } from '../../src/verification/backtest/dataset.ts';
import { projectRoot } from '../support/run-command.ts';
import { stageReading } from '../support/stage-reading.ts';
import { syntheticRiver } from '../support/synthetic-river.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { writeRiver } from '../support/write-river.ts';

const folder = tempFolder('tune');
const river = join(folder, 'river');
writeRiver(river, syntheticRiver(60 * DAY_MS), 60);

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const complaint = vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  const code = await tuneCommand(args, (line) => said.push(line));
  complaint.mockRestore();
  return { code, said: said.join('\n') };
}

test('a recorded river: a table of candidates, reported on floods that none was chosen by; forecasts kept for the next time', async () => {
  const args = [river, '--no-prior', '--forecasts', join(folder, 'forecasts.bin'), '--json'];
  const first = await run(...args);
  expect(first.code).toBe(0);
  const { rows, current, references, split, seconds, proposal } = JSON.parse(first.said);
  expect(rows.length).toBeGreaterThanOrEqual(200);
  expect(split.fitUntil).toBeLessThan(split.chooseUntil);
  expect(current.report.own.floods).toBeGreaterThan(0);
  expect(references.observed.report.own.medianLeadH ?? 0).toBe(0);
  expect(proposal.kind).toEqual(expect.any(String));
  expect(seconds.forecasts).toBeGreaterThan(0);
  const again = JSON.parse((await run(...args)).said);
  expect(again.seconds.forecasts).toBeNull();
  expect(again.rows).toEqual(rows);
  const text = await run(...args.slice(0, -1));
  expect(text.said).toContain('POD');
});

test('what the service has stored, with the policy in force', async () => {
  const config = join(folder, 'town', 'config');
  cpSync(join(projectRoot, 'config'), config, { recursive: true });
  await store(config, syntheticRiver(60 * DAY_MS));
  const { code, said } = await run(
    '--store',
    '--config',
    config,
    '--station',
    'trebes',
    '--no-prior',
    '--mark',
    '1.5',
    '--json',
  );
  expect(said).toMatch(/^\{/);
  expect(code).toBe(0);
  const { current, lowerMarksM } = JSON.parse(said);
  expect(current.report.own.floods + current.choose.own.floods).toBeGreaterThan(0);
  expect(lowerMarksM).toEqual(expect.any(Array));
});

test('of a gauge that several communes watch it asks whose rule is meant', async () => {
  const config = join(folder, 'shared', 'config');
  cpSync(join(projectRoot, 'config'), config, { recursive: true });
  await store(config, syntheticRiver(2 * DAY_MS), 'hameau');
  const asked = ['--store', '--config', config, '--no-prior', '--station', 'trebes'];
  // Whoever forgot --config sees whose policy was looked at.
  const where = `by the policy in ${join(config, '../data')} (${config}/amont.yaml)`;
  const both = { code: 1, said: expect.stringContaining(`give --commune: trebes, hameau, ${where}`) };
  expect(await run(...asked)).toEqual(both);
  expect(await run(...asked, '--commune', 'nowhere')).toEqual(both);
  expect((await run('--store', '--config', config)).said).toMatch(/give --station: .*, by the policy in .*\/data \(/);
  const of = (commune: string) => findTunedRule(callOf([...asked, '--commune', commune]));
  expect(await of('hameau')).toMatchObject({
    ok: true,
    value: { rule: { commune: 'hameau', level: 'act', markM: 1.7 } },
  });
  expect(await of('trebes')).toMatchObject({ ok: true, value: { rule: { commune: 'trebes', level: 'act' } } });
});

function callOf(args: readonly string[]): TuneCall {
  const call = readCall(args);
  if (!call.ok) throw new Error(call.error);
  return call.value;
}

test('a call that cannot be meant is refused with what is allowed', async () => {
  expect((await run(river, '--lead', '4')).said).toContain('--lead: found "4"; it is one of 1, 2, 3, 6, 12');
  expect((await run(river, '--goal', 'best')).code).toBe(2);
  expect((await run(river, '--station', 'nowhere')).said).toContain('no such gauge; there are up, town');
  expect((await run(river, '--level', 'prepare')).said).toContain(
    'town has no mark "prepare" (its marks: act 1.5, danger 2.2): give --mark',
  );
  expect((await run(join(folder, 'nothing'))).code).toBe(1);
});

/** One reading an hour at the gauge of Trèbes, and the seed of the policy, as the service leaves them; `another` watches that gauge too. */
async function store(config: string, { series }: Dataset, another: string | null = null): Promise<void> {
  const opened = await openTown(config);
  if (!opened.ok) throw new Error(opened.error);
  const { readings, policies, close } = opened.value;
  const { policySeed } = opened.value.config;
  const entry = { at: 0, actor: { service: true }, action: 'policy.seeded', commune: null, detail: {} } as const;
  const theirs = policySeed.rules.flatMap((rule) =>
    another !== null && rule.station === 'trebes'
      ? [{ ...rule, commune: another, markM: rule.markM === 3.1 ? 1.7 : rule.markM }]
      : [],
  );
  policies.append({ ...policySeed, rules: [...policySeed.rules, ...theirs], createdAt: 0 }, entry);
  const { times, values } = series.get('town')!;
  await readings.append(
    Array.from(times, (observedAt, index) => stageReading('trebes', observedAt, values[index]!)).filter(
      ({ observedAt }) => observedAt % HOUR_MS === 0,
    ),
  );
  close();
}
