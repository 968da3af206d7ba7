import { describe, expect, test } from 'vitest';
import { readCall } from '../../../src/cli/typed/tune-call.ts';
import { ok } from '../../../src/lib/result.ts';

test('what is not said is the rule for acting at three hours, of a whole recorded river with what other rivers teach', () => {
  expect(readCall(['river'])).toEqual(
    ok({
      from: { kind: 'dataset', folder: 'river' },
      station: null,
      commune: null,
      level: 'act',
      markM: null,
      leadTimeH: 3,
      goal: { kind: 'fewer-false-alarms' },
      forecasts: null,
      prior: true,
      all: false,
      json: false,
    }),
  );
});

test('what is said is meant, of what the service has stored too', () => {
  const said = '--store --station trebes --commune hameau --level danger --mark 4.2 --lead 12 --no-prior --all --json';
  expect(readCall([...said.split(' '), '--forecasts', 'kept.bin', '--goal', 'budget:2'])).toEqual(
    ok({
      from: { kind: 'store', config: 'config' },
      station: 'trebes',
      commune: 'hameau',
      level: 'danger',
      markM: 4.2,
      leadTimeH: 12,
      goal: { kind: 'false-alarm-budget', perYear: 2 },
      forecasts: 'kept.bin',
      prior: false,
      all: true,
      json: true,
    }),
  );
  expect(readCall(['--store', '--config', 'town'])).toMatchObject({
    value: { from: { kind: 'store', config: 'town' } },
  });
});

describe('a call that is not sure', () => {
  test.each([
    ['', 'give one DATASET folder, or --store'],
    ['river other', 'give one DATASET folder, or --store'],
    ['river --store', 'give one DATASET folder, or --store'],
    ['river --level unknown', '--level: found "unknown"; it is prepare, act or danger'],
    ['river --lead 4', '--lead: found "4"; it is one of 1, 2, 3, 6, 12'],
    ['river --mark high', '--mark: found "high"; it is a stage in metres, like 34.14'],
    ['river --mark Infinity', '--mark: found "Infinity"; it is a stage in metres, like 34.14'],
    // What a shell makes of a variable that is not set: no mark, and not the zero of the gauge.
    ['river --mark=', '--mark: found ""; it is a stage in metres, like 34.14'],
    ['river --speed 3', "Unknown option '--speed'"],
  ])('%s is refused', (typed, why) => {
    expect(readCall(typed.split(' ').filter(Boolean))).toEqual({ ok: false, error: expect.stringContaining(why) });
  });

  test('a mark of blanks is none, and not the zero of the gauge', () => {
    expect(readCall(['river', '--mark', ' '])).toMatchObject({ ok: false });
  });

  test('a mark of zero, or below the zero of the gauge, is one', () => {
    expect(readCall(['river', '--mark', '0'])).toMatchObject({ value: { markM: 0 } });
    expect(readCall(['river', '--mark=-0.4'])).toMatchObject({ value: { markM: -0.4 } });
  });
});

test.each([
  ['budget:0', { kind: 'false-alarm-budget', perYear: 0 }],
  ['budget:0.5', { kind: 'false-alarm-budget', perYear: 0.5 }],
  ['cost-loss:0.2', { kind: 'cost-loss', costLoss: 0.2 }],
])('%s is a goal', (goal, read) => {
  expect(readCall(['river', '--goal', goal])).toMatchObject({ value: { goal: read } });
});

test.each([
  'budget',
  'budget:',
  'budget:-1',
  'budget:many',
  'budget:Infinity',
  'budget:2:3',
  'cost-loss:0',
  'cost-loss:1',
  'cost-loss:',
  'fewer-false-alarms:2',
  'fewer:2',
])('%s is none', (goal) => {
  expect(readCall(['river', '--goal', goal])).toEqual({
    ok: false,
    error: `--goal: found "${goal}"; it is fewer-false-alarms, budget:2 or cost-loss:0.2`,
  });
});
