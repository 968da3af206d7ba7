import { expect, test } from 'vitest';
import { tellFailures } from '../../src/compose/tell-failures.ts';
import { createMetrics } from '../../src/lib/metrics.ts';

test('each place is counted from nought before anything fails there, and what is no place from nought too', async () => {
  const metrics = createMetrics();
  const logged: unknown[] = [];
  const log = { error: (about: unknown) => void logged.push(about) };
  const { failed } = tellFailures(metrics, { note() {} }, log, ['quay', 'coursan']);
  const counted = async () =>
    (await metrics.registry.metrics())
      .split('\n')
      .flatMap((line) => /^amont_assess_failures_total\{place="(.+)"\} (\d+)$/.exec(line)?.slice(1).join(' ') ?? []);
  expect(await counted()).toEqual(['round 0', 'other 0', 'quay 0', 'coursan 0']);
  failed('quay', new Error('a bug'));
  failed('round', new Error('another'));
  failed('coursan:7', new Error('a spoiled page'));
  expect(await counted()).toEqual(['round 1', 'other 1', 'quay 1', 'coursan 0']);
  expect(logged).toMatchObject([{ place: 'quay' }, { place: 'round' }, { place: 'coursan:7' }]);
});

test('what a page goes without is counted, told and noted, and is no failure of judging', async () => {
  const metrics = createMetrics();
  const logged: unknown[] = [];
  const noted: string[] = [];
  const log = { error: (about: unknown) => void logged.push(about) };
  const faults = { note: (kind: string) => void noted.push(kind) };
  const { failed, notShown } = tellFailures(metrics, faults, log, ['quay']);
  notShown('report', new Error('a spoiled page'));
  expect([noted, logged]).toMatchObject([['showing'], [{ place: 'report' }]]);
  expect((await metrics.showFailures.get()).values).toMatchObject([{ value: 1 }]);
  expect((await metrics.assessFailures.get()).values.some(({ value }) => value > 0)).toBe(false);
  failed('quay', new Error('a bug'));
  expect(noted).toEqual(['showing', 'assessing']);
});
