import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { HOUR_MS, payloadOf } from '../../sensors-sim/message.ts';
import { openSource, playScenario, shiftPlay } from '../../sensors-sim/scenario.ts';
import { scenarios } from '../../sensors-sim/scenarios.ts';

describe.each(Object.entries(scenarios))('%s', (_, scenario) => {
  const source = openSource(scenario, 1);
  const play = playScenario(scenario, source, 1);

  test('is sent in order, the same each time', () => {
    expect(play.messages.length).toBeGreaterThan(1_000);
    expect(play.messages.every(({ deliverAt }, i) => i === 0 || deliverAt >= play.messages[i - 1]!.deliverAt)).toBe(
      true,
    );
    expect(playScenario(scenario, openSource(scenario, 1), 1)).toEqual(play);
  });

  test('has faults only at stations that exist', () => {
    const ids = source.stations.map(({ id }) => id);
    const named = scenario.faults.flatMap((fault) => ('station' in fault ? [fault.station] : []));
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('differs from its river exactly where it has faults', () => {
    expect(isDeepStrictEqual(play.messages, source.messages)).toBe(scenario.faults.length === 0);
  });
});

test('the floods rise above the bank in town and the quiet days stay far below', () => {
  const highest = (name: string): number => {
    const { messages } = openSource(scenarios[name]!, 1);
    return Math.max(...messages.filter(({ station }) => station === 'orvelle-town').map(({ value }) => value));
  };
  for (const name of ['flash-flood', 'slow-flood', 'double-peak']) expect(highest(name)).toBeGreaterThan(3.5);
  expect(highest('quiet')).toBeLessThan(1.5);
});

test('a lost broker holds back what a faulty sensor sent, too', () => {
  const source = openSource(scenarios['flash-flood']!, 1);
  const start = source.messages[0]!.observedAt;
  const faults = [
    { kind: 'broker-loss', fromH: 9, toH: 12 },
    { kind: 'late-batch', station: 'orvelle-mill', fromH: 8, toH: 10 },
  ] as const;
  const { messages, drops } = playScenario({ faults }, source, 1);
  expect(drops).toEqual([start + 9 * HOUR_MS]);
  const within = messages.filter(
    ({ deliverAt }) => deliverAt >= start + 9 * HOUR_MS && deliverAt < start + 12 * HOUR_MS,
  );
  expect(within).toEqual([]);
});

test('a shifted play is the same at another time', () => {
  const scenario = scenarios['broker-loss']!;
  const play = playScenario(scenario, openSource(scenario, 1), 1);
  const later = shiftPlay(play, HOUR_MS);
  expect(later.messages[7]!.observedAt - play.messages[7]!.observedAt).toBe(HOUR_MS);
  expect(later.drops[0]! - play.drops[0]!).toBe(HOUR_MS);
  expect(shiftPlay(later, -HOUR_MS)).toEqual(play);
});

test('every payload says that it is simulated', () => {
  const said = { observedAt: Date.UTC(2020, 0, 22, 12, 5), value: 3.114 };
  expect(payloadOf({ ...said, quantity: 'stage' })).toBe(
    '{"observedAt":"2020-01-22T12:05:00Z","stageM":3.114,"simulated":true}',
  );
  expect(payloadOf({ ...said, quantity: 'rain' })).toContain('"rainMm":3.114');
  expect(payloadOf({ ...said, quantity: 'discharge' })).toContain('"dischargeM3s":3.114');
});
