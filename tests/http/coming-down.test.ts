import { expect, test } from 'vitest';
import { newGaugeState } from '../../src/alert/gauge-memory.ts';
import { comingDown } from '../../src/http/views/coming-down.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { Verdict } from '../../src/policy/decide.ts';
import type { StandingLevel } from '../../src/territory/alert-level.ts';
import { communes } from '../support/aude.ts';
import { policyOf } from '../support/decisions.ts';

const commune = communes.find(({ id }) => id === 'coursan')!;
const [a, b] = [policyOf({ station: 'a', minDwellMin: 60 }), policyOf({ station: 'b', minDwellMin: 120 })];
const policy = { ...a, rules: [...a.rules, ...b.rules] };
const now = 10 * HOUR_MS;
const verdict = (kind: Verdict['kind']): Verdict => ({ kind, reason: { because: 'no-forecast', markM: 2 } });
const gauge = (level: StandingLevel, calmSince: number | null) => ({
  ...newGaugeState(),
  level,
  calmSince: { prepare: null, act: calmSince, danger: null },
});
const seen = (kinds: Record<string, Verdict['kind'] | null>) =>
  Object.entries(kinds).map(([id, kind]) => ({
    station: { id },
    chances: [{ level: 'act' as const, verdict: kind && verdict(kind) }],
  }));
const calm = now - 20 * MINUTE_MS;
const standing = { commune, level: 'act', now, gauges: seen({ a: 'lower', b: 'lower' }) } as const;

test('comes down once every gauge that stands at it has been calm for the time of its rule', () => {
  const both = { gauges: { a: gauge('act', calm), b: gauge('act', calm) } };
  expect(comingDown({ ...standing, state: both }, policy)).toEqual({ level: 'act', from: now + 100 * MINUTE_MS });
  const one = { gauges: { a: gauge('act', calm), b: gauge('normal', calm) } };
  expect(comingDown({ ...standing, state: one }, policy)).toEqual({ level: 'act', from: now + 40 * MINUTE_MS });
});

test('tells no time where that is over or not known', () => {
  const state = (since: number | null) => ({ gauges: { a: gauge('act', since) } });
  expect(comingDown({ ...standing, state: state(now - HOUR_MS) }, policy)).toEqual({ level: 'act', from: null });
  expect(comingDown({ ...standing, state: state(null) }, policy)).toEqual({ level: 'act', from: null });
});

test.each([
  ['a gauge raises it', { gauges: seen({ a: 'lower', b: 'raise' }) }],
  ['a gauge holds it', { gauges: seen({ a: 'lower', b: 'hold' }) }],
  ['nothing is judged', { gauges: seen({ a: null, b: null }) }],
  ['no level stands', { level: 'normal' }],
  ['the river is not seen', { level: 'unknown' }],
  ['nothing is on record', { state: null }],
] as const)('does not where %s', (_why, other) => {
  const state = { gauges: { a: gauge('act', calm), b: gauge('act', calm) } };
  expect(comingDown({ ...standing, state, ...other }, policy)).toBeNull();
});
